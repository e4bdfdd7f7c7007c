/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to the file while it is open: another working folder, its removal, another name, another in its place. */
#ifndef PLACES_MOVES_H
#define PLACES_MOVES_H

#include "place.h"

#include <pthread.h>

/* A second thread needs a connection of its own, which is opened when it comes. */
static inline void *read_beside(void *argument)
{
  GIVES(persons_get(argument, "ada", OUT), "firstName", "\"Ada\"");
  return NULL;
}

static int moved_meanwhile(void *context, int64_t done, int64_t bytes, int64_t total)
{
  pthread_t thread;
  char *kept = answer_text;
  (void)done;
  (void)bytes;
  (void)total;
  if (pthread_create(&thread, NULL, read_beside, context) == 0)
    pthread_join(thread, NULL);
  answer_text = kept;
  return 0;
}

static inline void another_working_folder(const char *folder)
{
  char *away = within(folder, "away"), *home = within(folder, "home"), *path = within(home, "people.db");
  char *rows = within(folder, "rows.ndjson"), *stray = within(away, "people.db"), *index = text_of("%s-search", path);
  persons_directory *directory, *second;
  FILE *file = fopen(rows, "we");
  for (int i = 0; file && i < 3000; i++)
    fprintf(file, "{\"externalRef\":\"r%d\",\"firstName\":\"Bob\",\"email\":\"b@example.org\"}\n", i);
  if (!file || fclose(file) != 0 || mkdir(away, 0700) != 0 || mkdir(home, 0700) != 0)
    die("cannot prepare %s", folder);
  free(file_with_ada(home));
  if (chdir(home) != 0)
    die("cannot enter %s", home);
  directory = OPENED("people.db", NULL);
  second = OPENED("./../home/people.db", NULL);
  if (chdir(away) != 0)
    die("cannot enter %s", away);
  ANSWERS(persons_import(directory, rows, NULL, moved_meanwhile, directory, OUT), PERSONS_OK);
  GIVES(persons_search(directory, "{\"query\":\"bob\"}", OUT), "total", "3000");
  GIVES(persons_stats(second, OUT), "persons", "3001");
  GIVES(persons_backup(directory, "copy.db", OUT), "persons", "3001");
  persons_close(directory);
  persons_close(second);
  HOLDS(access(stray, F_OK) != 0 && access(index, F_OK) == 0 && access("copy.db", F_OK) == 0);
  if (chdir("/") != 0)
    die("cannot leave %s", away);
  HOLDS_SOUND(path, 3001);
  free(away);
  free(home);
  free(path);
  free(rows);
  free(stray);
  free(index);
}

/* A write into a file that has lost its name would be answered and then be gone: it is refused instead. */
static inline void expect_no_write(persons_directory *directory, const char *folder)
{
  char *rows = within(folder, "rows.ndjson");
  static const char row[] = "{\"externalRef\":\"r\",\"firstName\":\"Bob\",\"email\":\"b@example.org\"}\n";
  write_whole(rows, row, sizeof row - 1);
  for (int i = 0; i < 3; i++) {
    REFUSED_SAYING(persons_create(directory, a_person, OUT), PERSONS_IO, "file_moved", "open it again");
    REFUSED_SAYING(persons_update(directory, "ada", "{\"city\":\"Bath\"}", OUT), PERSONS_IO, "file_moved",
                   "open it again");
    REFUSED_SAYING(persons_import(directory, rows, NULL, NULL, NULL, OUT), PERSONS_IO, "file_moved",
                   "open it again");
  }
  free(rows);
}

/* Reads answer as before, or say the same; nothing between. */
static inline void expect_old_or_refused(persons_directory *directory)
{
  int status = persons_get(directory, "ada", OUT);
  if (status == PERSONS_OK)
    HOLDS(strstr(answer_text, "Ada") != NULL);
  else
    HOLDS(status == PERSONS_IO && strstr(answer_text, "open it again"));
  persons_free(answer_text);
  answer_text = NULL;
}

static inline void the_file_is_removed(const char *folder)
{
  char *path = file_with_ada(folder);
  persons_directory *directory = OPENED(path, NULL);
  ANSWERS(persons_update(directory, "ada", "{\"city\":\"Rome\"}", OUT), PERSONS_OK);
  unlink(path);
  expect_no_write(directory, folder);
  expect_old_or_refused(directory);
  persons_close(directory);
  directory = OPENED(path, NULL); /* a new one, where there is none any more */
  GIVES(persons_stats(directory, OUT), "persons", "0");
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  persons_close(directory);
  HOLDS_SOUND(path, 1);
  free(path);
}

static inline void the_file_is_renamed(const char *folder)
{
  char *path = file_with_ada(folder), *other = within(folder, "other.db");
  persons_directory *directory = OPENED(path, NULL);
  GIVES(persons_get(directory, "ada", OUT), "firstName", "\"Ada\"");
  if (rename(path, other) != 0)
    die("cannot rename %s", path);
  expect_no_write(directory, folder);
  expect_old_or_refused(directory);
  if (rename(other, path) != 0)
    die("cannot rename %s", other);
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK); /* back in its place */
  persons_close(directory);
  HOLDS_SOUND(path, 2);
  free(path);
  free(other);
}

static inline void the_file_is_replaced(const char *folder)
{
  char *path = file_with_ada(folder), *copy = within(folder, "copy.db");
  persons_directory *directory = OPENED(path, NULL);
  ANSWERS(persons_backup(directory, copy, OUT), PERSONS_OK);
  if (rename(copy, path) != 0)
    die("cannot rename %s", copy);
  expect_no_write(directory, folder);
  expect_old_or_refused(directory);
  persons_close(directory);
  HOLDS_SOUND(path, 1);
  free(path);
  free(copy);
}

#endif
