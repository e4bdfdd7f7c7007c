/* SPDX-License-Identifier: Apache-2.0 */
/* Files and folders that may not be read or written, or that others may write. */
#ifndef PLACES_RIGHTS_H
#define PLACES_RIGHTS_H

#include "place.h"

/* Write so many rows for an import: Grace Hopper0, Grace Hopper1 … */
static inline void write_many(const char *path, int rows)
{
  FILE *file = fopen(path, "we");
  for (int i = 0; file && i < rows; i++)
    fprintf(file, "{\"firstName\":\"Grace\",\"lastName\":\"Hopper%d\",\"email\":\"g@example.org\"}\n", i);
  if (!file || fclose(file) != 0)
    die("cannot write %s", path);
}

/* Reading goes on where writing is refused, as the message says. */
static inline void expect_readable_only(const char *path)
{
  persons_directory *directory;
  OPENING_REFUSED(path, NULL, PERSONS_READ_ONLY, "read_only", "\"read_only\"");
  directory = OPENED(path, "{\"read_only\":true}");
  GIVES(persons_get(directory, "ada", OUT), "firstName", "\"Ada\"");
  GIVES(persons_search(directory, "{\"query\":\"love\"}", OUT), "total", "1");
  REFUSED_SAYING(persons_create(directory, a_person, OUT), PERSONS_READ_ONLY, "read_only", "\"read_only\"");
  persons_close(directory);
}

static inline void folder_is_read_only(const char *folder)
{
  char *path, *other = within(folder, "other.db");
  persons_directory *directory;
  give_up_rights(folder);
  path = file_with_ada(folder);
  directory = OPENED(":memory:", NULL);
  chmod(folder, 0500);
  OPENING_REFUSED(path, NULL, PERSONS_READ_ONLY, "read_only", "\"read_only\"");
  /* Readers share memory with writers, and nothing says that none comes. */
  OPENING_REFUSED(path, "{\"read_only\":true}", PERSONS_PERMISSION, "folder_not_writable", "folder");
  OPENING_REFUSED(other, NULL, PERSONS_PERMISSION, "permission", "permit");
  REFUSED_SAYING(persons_export(directory, other, NULL, NULL, NULL, OUT), PERSONS_PERMISSION, "permission", "permit");
  REFUSED_SAYING(persons_backup(directory, other, OUT), PERSONS_PERMISSION, "permission", "permit");
  chmod(folder, 0700);
  persons_close(directory);
  HOLDS_SOUND(path, 1);
  free(path);
  free(other);
}

/* So many persons have an index in a file of its own. */
enum { many_persons = 1100 };

/* Where the index has no place beside the file, search does without. */
static inline void index_has_no_place(const char *folder)
{
  char *path = within(folder, "people.db"), *index = within(folder, "people.db-search");
  char *rows = within(folder, "rows.ndjson");
  persons_directory *directory;
  give_up_rights(folder);
  write_many(rows, many_persons);
  directory = OPENED(path, NULL);
  ANSWERS(persons_import(directory, rows, NULL, NULL, NULL, OUT), PERSONS_OK);
  persons_close(directory);
  /* The import made it, where it could. */
  HOLDS(unlink(index) == 0);
  directory = OPENED(path, NULL);
  chmod(folder, 0500);
  GIVES(persons_search(directory, "{\"query\":\"hopper77\"}", OUT), "total", "11");
  HOLDS(access(index, F_OK) != 0);
  chmod(folder, 0700);
  persons_close(directory);
  HOLDS_SOUND(path, many_persons);
  free(path);
  free(index);
  free(rows);
}

static inline void file_is_read_only(const char *folder)
{
  char *path;
  give_up_rights(folder);
  path = file_with_ada(folder);
  chmod(path, 0400);
  expect_readable_only(path);
  chmod(path, 0000);
  OPENING_REFUSED(path, NULL, PERSONS_PERMISSION, "permission", "permit");
  OPENING_REFUSED(path, "{\"read_only\":true}", PERSONS_PERMISSION, "permission", "permit");
  chmod(path, 0600);
  HOLDS_SOUND(path, 1);
  free(path);
}

static inline void others_may_write(const char *folder)
{
  static const int modes[] = {0602, 0606, 0666, 0622};
  char *path = file_with_ada(folder);
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
    chmod(path, (mode_t)modes[i]);
    OPENING_REFUSED(path, NULL, PERSONS_PERMISSION, "unsafe_permissions", "chmod o-w");
  }
  chmod(path, 0600);
  HOLDS_SOUND(path, 1);
  free(path);
}

/* A file of another user, with this mode, in a folder of ours; from here on the rights of root are gone. */
static inline char *file_of_another(const char *folder, mode_t mode)
{
  char *path;
  if (geteuid() != 0)
    skip("only root can give a file to another user");
  path = file_with_ada(folder);
  if (chown(path, somebody, somebody) != 0 || chmod(path, mode) != 0)
    die("cannot give a file away: %s", strerror(errno));
  give_up_rights(folder);
  return path;
}

/* Its mode says what we may. */
static inline void file_is_of_another(const char *folder)
{
  char *path = file_of_another(folder, 0600);
  OPENING_REFUSED(path, NULL, PERSONS_PERMISSION, "permission", "permit");
  free(path);
}

static inline void file_of_another_is_readable(const char *folder)
{
  char *path = file_of_another(folder, 0644);
  expect_readable_only(path);
  free(path);
}

/* What root does in the file of a user, its log and its index leave the file usable for the user. */
static inline void root_was_here(const char *folder)
{
  char *path, *rows = within(folder, "rows.ndjson");
  persons_directory *directory;
  if (geteuid() != 0)
    skip("only root can open what belongs to others");
  path = file_with_ada(folder);
  if (chown(path, nobody, nobody) != 0 || chown(folder, nobody, nobody) != 0)
    die("cannot give a file away: %s", strerror(errno));
  write_many(rows, 3000);
  directory = OPENED(path, NULL);
  ANSWERS(persons_import(directory, rows, NULL, NULL, NULL, OUT), PERSONS_OK);
  GIVES(persons_search(directory, "{\"query\":\"grace\"}", OUT), "total", "3000");
  /* The log is still there when the user comes. */
  if (setegid(nobody) != 0 || seteuid(nobody) != 0)
    die("cannot become another user: %s", strerror(errno));
  persons_directory *users = OPENED(path, NULL);
  ANSWERS(persons_create(users, a_person, OUT), PERSONS_OK);
  GIVES(persons_search(users, "{\"query\":\"grace\"}", OUT), "total", "3000");
  GIVES(persons_search(directory, "{\"query\":\"ada\",\"fuzzy\":\"off\"}", OUT), "total", "2");
  persons_close(users);
  persons_close(directory);
  HOLDS_SOUND(path, 3002);
  free(path);
  free(rows);
}

#endif
