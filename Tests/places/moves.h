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

/* A copy of the open directory, whose path is released with free. */
static inline char *copy_of(persons_directory *directory, const char *folder)
{
  char *copy = within(folder, "copy.db");
  ANSWERS(persons_backup(directory, copy, OUT), PERSONS_OK);
  return copy;
}

static inline void the_file_is_replaced(const char *folder)
{
  char *path = file_with_ada(folder);
  persons_directory *directory = OPENED(path, NULL);
  char *copy = copy_of(directory, folder);
  if (rename(copy, path) != 0)
    die("cannot rename %s", copy);
  expect_no_write(directory, folder);
  expect_old_or_refused(directory);
  persons_close(directory);
  HOLDS_SOUND(path, 1);
  free(path);
  free(copy);
}

/* ------------------------------------------- what a new connection for reading finds -- */

typedef struct {
  persons_directory *directory;
  const char *path;
  const char *replacement;
  void (*look)(persons_directory *directory, const char *copy);
  const char *copy;
  int calls;
} replacing;

/* The connection that is kept for reading is the export's now: what is asked here needs another. */
static int replaced_meanwhile(void *context, int64_t done, int64_t bytes, int64_t total)
{
  replacing *self = context;
  char *kept = answer_text;
  (void)done;
  (void)bytes;
  (void)total;
  if (self->calls++ == 0 && rename(self->replacement, self->path) != 0)
    die("cannot rename %s", self->replacement);
  self->look(self->directory, self->copy);
  answer_text = kept;
  return 0;
}

/* Put a file in the place of that of the open directory, while it is read. Connections that are there read on. */
static inline void replace_while_reading(persons_directory *directory, const char *folder, const char *replacement,
                                         void (*look)(persons_directory *directory, const char *copy))
{
  char *path = within(folder, "people.db"), *rows = within(folder, "rows.ndjson"), *copy = within(folder, "no.db");
  replacing self = {directory, path, replacement, look, copy, 0};
  ANSWERS(persons_export(directory, rows, NULL, replaced_meanwhile, &self, OUT), PERSONS_OK);
  HOLDS(self.calls > 0);
  GIVES(persons_get(directory, "ada", OUT), "firstName", "\"Ada\"");
  HOLDS(access(copy, F_OK) != 0);
  free(path);
  free(rows);
  free(copy);
}

static inline void expect_replaced(persons_directory *directory, const char *copy)
{
  for (int i = 0; i < 2; i++) {
    REFUSED_SAYING(persons_get(directory, "ada", OUT), PERSONS_IO, "file_replaced", "open it again");
    REFUSED_SAYING(persons_search(directory, NULL, OUT), PERSONS_IO, "file_replaced", "open it again");
    REFUSED_SAYING(persons_backup(directory, copy, OUT), PERSONS_IO, "file_replaced", "open it again");
  }
}

static inline void expect_moved(persons_directory *directory, const char *copy)
{
  for (int i = 0; i < 2; i++) {
    REFUSED_SAYING(persons_get(directory, "ada", OUT), PERSONS_IO, "file_moved", "open it again");
    REFUSED_SAYING(persons_search(directory, NULL, OUT), PERSONS_IO, "file_moved", "open it again");
    REFUSED_SAYING(persons_backup(directory, copy, OUT), PERSONS_IO, "file_moved", "open it again");
  }
}

/* Another directory file with an Ada of its own. */
static inline char *another_file(const char *folder)
{
  char *away = within(folder, "away"), *path;
  if (mkdir(away, 0700) != 0)
    die("cannot make %s", away);
  path = file_with_ada(away);
  free(away);
  return path;
}

static inline void a_reader_meets_another(const char *folder)
{
  static const char *const options[] = {NULL, "{\"read_only\":true}"};
  char *path = file_with_ada(folder), *rows = within(folder, "rows.ndjson");
  for (int i = 0; i < 2; i++) {
    char *other = another_file(folder), *away = within(folder, "away");
    persons_directory *directory = OPENED(path, options[i]);
    replace_while_reading(directory, folder, other, expect_replaced);
    persons_close(directory);
    HOLDS_SOUND(path, 1);
    unlink(rows);
    remove_folder(away);
    free(away);
    free(other);
  }
  free(rows);
  free(path);
}

/* A copy has what the file had, but what is written to one never comes into the other. */
static inline void a_reader_meets_a_copy(const char *folder)
{
  char *path = file_with_ada(folder);
  persons_directory *directory = OPENED(path, NULL);
  char *copy = copy_of(directory, folder);
  replace_while_reading(directory, folder, copy, expect_moved);
  persons_close(directory);
  HOLDS_SOUND(path, 1);
  free(path);
  free(copy);
}

/* The log that lies beside the path is the first file's, and a new connection reads both as one: the log gives it the
 * identity of the first, so that only the place tells that the file is another. What SQLite makes of the other file when
 * it is opened with that log is not held here. */
static inline void a_reader_meets_an_old_log(const char *folder)
{
  char *path = file_with_ada(folder), *other = another_file(folder);
  persons_directory *directory = OPENED(path, NULL);
  for (int i = 0; i < 50; i++)
    ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  /* This writes the page that has the identity. */
  ANSWERS(persons_put_organization(directory, "{\"slug\":\"second\"}", OUT), PERSONS_OK);
  replace_while_reading(directory, folder, other, expect_moved);
  persons_close(directory);
  free(path);
  free(other);
}

#endif
