/* SPDX-License-Identifier: Apache-2.0 */
/* A file that somebody else wrote into: what is hit says so by its type, and nothing else is answered in its place. */
#ifndef PLACES_SPOILT_H
#define PLACES_SPOILT_H

#include "place.h"

#include <sqlite3.h>

/* Let SQLite change a closed file; the number that the text selects, if it does. */
static inline int64_t change_by_hand(const char *path, const char *text)
{
  sqlite3 *file;
  sqlite3_stmt *statement;
  int64_t number = 0;
  int code;
  if (sqlite3_open_v2(path, &file, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(file, text, -1, &statement, NULL) != SQLITE_OK)
    die("%s: %s", text, sqlite3_errmsg(file));
  code = sqlite3_step(statement);
  if (code == SQLITE_ROW)
    number = sqlite3_column_int64(statement, 0);
  else if (code != SQLITE_DONE)
    die("%s: %s", text, sqlite3_errmsg(file));
  sqlite3_finalize(statement);
  if (sqlite3_close(file) != SQLITE_OK)
    die("cannot close %s", path);
  return number;
}

static inline void write_over(const char *path, off_t offset, size_t length)
{
  char *rubbish = malloc(length);
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (!rubbish || file < 0)
    die("cannot open %s", path);
  memset(rubbish, 0xa5, length);
  if (pwrite(file, rubbish, length, offset) != (ssize_t)length)
    die("cannot write over %s", path);
  close(file);
  free(rubbish);
}

/* The record is whole to SQLite, and is not what was stored. */
static inline void a_record_is_damaged(const char *folder)
{
  char *path = file_with_ada(folder), *rows = within(folder, "rows.ndjson");
  persons_directory *directory = OPENED(path, NULL);
  ANSWERS(persons_create(directory, "{\"personId\":\"bob\",\"firstName\":\"Bob\",\"lastName\":\"Brown\","
                         "\"email\":\"bob@example.org\"}", OUT), PERSONS_OK);
  persons_close(directory);
  change_by_hand(path, "UPDATE person SET body = replace(body, 'Lovelace', 'Lovelost')");
  directory = OPENED(path, NULL);
  REFUSED_SAYING(persons_get(directory, "ada", OUT), PERSONS_CORRUPT, "damaged_record", "persons_check");
  REFUSED_SAYING(persons_list(directory, NULL, OUT), PERSONS_CORRUPT, "damaged_record", "persons_check");
  REFUSED_SAYING(persons_export(directory, rows, NULL, NULL, NULL, OUT), PERSONS_CORRUPT, "damaged_record",
                 "persons_check");
  HOLDS(access(rows, F_OK) != 0);
  REFUSED_SAYING(persons_check(directory, OUT), PERSONS_CORRUPT, "damaged_file", "backup");
  GIVES(persons_get(directory, "bob", OUT), "firstName", "\"Bob\"");
  persons_close(directory);
  free(path);
  free(rows);
}

/* A page that SQLite cannot read. */
static inline void a_page_is_damaged(const char *folder)
{
  char *path = file_with_ada(folder), *copy = within(folder, "copy.db");
  int64_t page = change_by_hand(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'person'");
  int64_t size = change_by_hand(path, "PRAGMA page_size");
  persons_directory *directory;
  write_over(path, (page - 1) * size, (size_t)size);
  directory = OPENED(path, NULL);
  REFUSED_SAYING(persons_list(directory, NULL, OUT), PERSONS_CORRUPT, "damaged_file", "persons_check");
  REFUSED_SAYING(persons_search(directory, NULL, OUT), PERSONS_CORRUPT, "damaged_file", "persons_check");
  REFUSED_SAYING(persons_create(directory, a_person, OUT), PERSONS_CORRUPT, "damaged_file", "persons_check");
  REFUSED_SAYING(persons_check(directory, OUT), PERSONS_CORRUPT, "damaged_file", "backup");
  REFUSED_SAYING(persons_backup(directory, copy, OUT), PERSONS_CORRUPT, "damaged_file", "persons_check");
  HOLDS(access(copy, F_OK) != 0);
  persons_close(directory);
  free(path);
  free(copy);
}

/* The head of the file is written over while it is open: a connection that is new finds no database. */
static inline void the_head_is_written_over(const char *folder)
{
  char *path = file_with_ada(folder), *copy = within(folder, "copy.db");
  persons_directory *directory = OPENED(path, NULL);
  write_over(path, 0, 100);
  REFUSED_SAYING(persons_backup(directory, copy, OUT), PERSONS_CORRUPT, "not_a_database", "Restore");
  HOLDS(access(copy, F_OK) != 0);
  persons_close(directory);
  OPENING_REFUSED(path, NULL, PERSONS_INVALID, "not_a_directory_file", "directory of persons");
  free(path);
  free(copy);
}

/* Where the log should be there is a folder. */
static inline void the_log_is_a_folder(const char *folder)
{
  char *path = file_with_ada(folder), *log = text_of("%s-wal", path);
  if (mkdir(log, 0700) != 0)
    die("cannot make %s", log);
  OPENING_REFUSED(path, NULL, PERSONS_IO, "cannot_open", "could not be opened");
  rmdir(log);
  HOLDS_SOUND(path, 1);
  free(path);
  free(log);
}

#endif
