/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the harness says what it expects of a call. Every form makes the call, and
 * releases its answer; the call is written with OUT as its last argument.
 */
#ifndef HARNESS_EXPECT_H
#define HARNESS_EXPECT_H

#include "../answer.h"

static char *answer_text;
static int checks_made, checks_failed;

#define OUT (&answer_text)

/* The call answers this status; of its answer, the value at the path is this JSON. */
#define GIVES(call, path, value) expect(__LINE__, #call, (call), PERSONS_OK, path, value)

/* The call is refused with this status and this "type". */
#define REFUSED(call, status, type) \
  expect(__LINE__, #call, (call), status, "error.type", "\"" type "\"")

/* As REFUSED, and "field" names this key. */
#define REFUSED_AT(call, status, type, field) \
  (answer_kept = 1, REFUSED(call, status, type), answer_kept = 0, \
   expect_field(__LINE__, #call, field))

/* The call answers this status; the text of its answer does not matter. */
#define ANSWERS(call, status) expect(__LINE__, #call, (call), status, NULL, NULL)

/* The condition holds. */
#define HOLDS(condition) note(__LINE__, (condition) ? 1 : 0, #condition, "does not hold")

static int answer_kept;
static json_t *answer_value;

static inline void note(int line, int passed, const char *what, const char *problem)
{
  checks_made++;
  if (passed)
    return;
  checks_failed++;
  printf("FAIL line %d: %.160s: %s\n", line, what, problem);
}

static inline void expect_field(int line, const char *what, const char *field)
{
  int equal = strcmp(string_at(answer_value, "error.field"), field) == 0;
  char *have = shown(value_at(answer_value, "error"));
  char *problem = text_of("expected the field %s in %s", field, have);
  note(line, equal, what, problem);
  free(problem);
  free(have);
  json_decref(answer_value);
  answer_value = NULL;
}

static inline void expect(int line, const char *what, int status, int wanted, const char *path,
                          const char *value)
{
  char *text = answer_text, *problem = NULL;
  json_t *answer = text ? json_loads(text, 0, NULL) : NULL;
  if (status != wanted)
    problem = text_of("expected %s, got %s: %.300s", persons_status_name(wanted),
                      persons_status_name(status), text ? text : "no text");
  else if (!answer && path)
    problem = text_of("the answer is no JSON: %.300s", text ? text : "none");
  else if (status != PERSONS_OK && answer &&
           (!*string_at(answer, "error.type") || !*string_at(answer, "error.message")))
    problem = text_of("the error has no type or no message: %.300s", text);
  else if (path) {
    json_t *want = json_loads(value, JSON_DECODE_ANY, NULL);
    if (!want)
      die("line %d: %s is no JSON", line, value);
    if (!json_equal(want, value_at(answer, path)))
      problem = text_of("expected %s = %s in %.300s", path, value, text);
    json_decref(want);
  }
  note(line, !problem, what, problem);
  free(problem);
  persons_free(text);
  answer_text = NULL;
  if (answer_kept)
    answer_value = answer;
  else
    json_decref(answer);
}

/* Make the call for the string at a path of its answer, released with free. */
#define STRING_OF(call, path) string_of_answer(__LINE__, #call, (call), path)

static inline char *string_of_answer(int line, const char *what, int status, const char *path)
{
  json_t *answer = take_answer(answer_text);
  char *text = text_of("%s", string_at(answer, path));
  answer_text = NULL;
  note(line, status == PERSONS_OK && *text, what, "gave no such string");
  json_decref(answer);
  return text;
}

/* Set the format that a closed file claims to have. It is SQLite's user_version, at byte 60. */
static inline void set_format(const char *path, unsigned char format)
{
  const char bytes[4] = {0, 0, 0, (char)format};
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0 || pwrite(file, bytes, 4, 60) != 4)
    die("cannot change %s: %s", path, strerror(errno));
  close(file);
}

/* The file holds what it held before, which is released here. */
#define HOLDS_UNCHANGED(path, before, length) holds_unchanged(__LINE__, path, before, length)

static inline void holds_unchanged(int line, const char *path, char *before, size_t length)
{
  size_t now_length = 0;
  char *now = read_whole(path, &now_length);
  note(line, before && now && length == now_length && memcmp(before, now, length) == 0, path, "was changed");
  free(before);
  free(now);
}

/* A new directory in memory. */
static inline persons_directory *memory_directory(void)
{
  persons_directory *directory;
  if (persons_open(":memory:", NULL, &directory, NULL) != PERSONS_OK)
    die("cannot open a directory in memory");
  return directory;
}

#endif
