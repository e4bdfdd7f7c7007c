/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tests of places share: how a refusal is held to its status, its type and a word of its message that says
 * what to do, and how a test becomes another user or says that it cannot run here.
 */
#ifndef PLACES_PLACE_H
#define PLACES_PLACE_H

#include "../../bindings/c/tests/harness/expect.h"

#include <grp.h>

static const char a_person[] =
    "{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"email\":\"ada@example.org\"}";

enum { skipped_exit = 77, nobody = 65534, somebody = 65533 };

/* The test cannot run here: end it with the reason. */
_Noreturn static inline void skip(const char *reason)
{
  printf("  skipped: %s\n", reason);
  fflush(stdout);
  _exit(skipped_exit);
}

/* Hold the error that was kept to a word of its message. */
static inline void expect_word(int line, const char *what, const char *word)
{
  const char *message = string_at(answer_value, "error.message");
  char *problem = text_of("expected the word \"%s\" in the message \"%s\"", word, message);
  note(line, strstr(message, word) != NULL, what, problem);
  free(problem);
  json_decref(answer_value);
  answer_value = NULL;
}

/* The call is refused with this status and type, and its message has this word, which says what to do. */
#define REFUSED_SAYING(call, status, type, word) \
  (answer_kept = 1, REFUSED(call, status, type), answer_kept = 0, \
   expect_word(__LINE__, #call, word))

/* Opening is refused so, and gives no handle. */
#define OPENING_REFUSED(location, options, status, type, word) do { \
    persons_directory *refused_handle = (persons_directory *)&refused_handle; \
    REFUSED_SAYING(persons_open(location, options, &refused_handle, OUT), status, type, word); \
    HOLDS(refused_handle == NULL); \
    persons_close(refused_handle); \
  } while (0)

/* Open, which must go well. */
#define OPENED(location, options) opened_at(__LINE__, location, options)

static inline persons_directory *opened_at(int line, const char *location, const char *options)
{
  persons_directory *directory = NULL;
  expect(line, "persons_open", persons_open(location, options, &directory, OUT), PERSONS_OK, "", "{}");
  return directory;
}

/* The lowest descriptor that is free: the same before and after calls that leave none open. */
static inline int free_descriptor(void)
{
  int descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);
  close(descriptor);
  return descriptor;
}

/* A path in the folder, released with free. */
static inline char *within(const char *folder, const char *name)
{
  return text_of("%s/%s", folder, name);
}

/* Make a file with one person, Ada, whose personId is "ada". */
static inline char *file_with_ada(const char *folder)
{
  char *path = within(folder, "people.db");
  persons_directory *directory = OPENED(path, NULL);
  ANSWERS(persons_create(directory, "{\"personId\":\"ada\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\","
                         "\"email\":\"ada@example.org\"}", OUT), PERSONS_OK);
  persons_close(directory);
  return path;
}

/* The directory at the path has so many persons, and nothing is wrong with it. */
static inline void holds_sound(int line, const char *path, int persons)
{
  persons_directory *directory = opened_at(line, path, "{\"create\":false}");
  char *count = text_of("%d", persons);
  expect(line, "persons_check", persons_check(directory, OUT), PERSONS_OK, "persons", count);
  persons_close(directory);
  free(count);
}

#define HOLDS_SOUND(path, persons) holds_sound(__LINE__, path, persons)

/* Give the folder to a user without rights and become them, where this process may do anything. */
static inline void give_up_rights(const char *folder)
{
  if (geteuid() != 0)
    return;
  if (chown(folder, nobody, nobody) != 0 || setgroups(0, NULL) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0)
    die("cannot become another user: %s", strerror(errno));
}

#endif
