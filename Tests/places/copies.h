/* SPDX-License-Identifier: Apache-2.0 */
/* Copies while they are made: damaged by the disk, overtaken by a file of their name, made twice at a time. */
#ifndef PLACES_COPIES_H
#define PLACES_COPIES_H

#include "place.h"

#include <dirent.h>
#include <limits.h>
#include <sys/syscall.h>

static struct {
  const char *beside;  /* the copy whose unfinished file is meant; NULL: none */
  int writes;          /* to it so far */
  int damaged;         /* the write whose first byte is turned around; -1: none */
  const char *newcomer; /* made at the first write */
} copy_being_made;

/* Whether the descriptor is the unfinished file of the copy that is meant. */
static inline int is_of_copy(int descriptor)
{
  char link[64], path[PATH_MAX];
  ssize_t length;
  size_t most = copy_being_made.beside ? strlen(copy_being_made.beside) : 0;
  if (!most)
    return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  return strncmp(path, copy_being_made.beside, most) == 0 && strncmp(path + most, ".partial-", 9) == 0;
}

/* SQLite's calls come here, for a program's own functions go before those of its libraries. */
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
  char *turned = NULL;
  ssize_t written;
  if (is_of_copy(descriptor)) {
    int number = copy_being_made.writes++;
    if (number == 0 && copy_being_made.newcomer)
      write_whole(copy_being_made.newcomer, "mine", 4);
    if (number == copy_being_made.damaged && (turned = malloc(length))) {
      memcpy(turned, bytes, length);
      turned[0] = (char)~turned[0];
    }
  }
  written = syscall(SYS_pwrite64, descriptor, turned ? turned : bytes, length, offset);
  free(turned);
  return written;
}

/* No file of the folder has a name with this in it. */
static inline int is_gone(const char *folder, const char *part)
{
  DIR *entries = opendir(folder);
  struct dirent *entry;
  int found = 0;
  while (entries && (entry = readdir(entries)))
    found += strstr(entry->d_name, part) != NULL;
  if (entries)
    closedir(entries);
  return entries && !found;
}

/* Each page of the copy in turn reaches the disk wrong: there is no copy then, and never a wrong one. */
static inline void a_copy_is_checked(const char *folder)
{
  char *path = file_with_ada(folder), *copy = within(folder, "copy.db");
  persons_directory *directory = OPENED(path, NULL);
  int writes, refused = 0;
  copy_being_made.beside = copy;
  copy_being_made.damaged = -1;
  GIVES(persons_backup(directory, copy, OUT), "persons", "1");
  writes = copy_being_made.writes;
  HOLDS(writes > 10);
  HOLDS_SOUND(copy, 1);
  unlink(copy);
  for (int number = 0; number < writes; number++) {
    int status;
    copy_being_made.writes = 0;
    copy_being_made.damaged = number;
    status = persons_backup(directory, copy, OUT);
    if (status == PERSONS_OK) {
      /* The page was written once more. */
      ANSWERS(status, PERSONS_OK);
      HOLDS_SOUND(copy, 1);
      unlink(copy);
    } else {
      expect(__LINE__, "a damaged copy", status, PERSONS_CORRUPT, "error.type", "\"damaged_file\"");
      refused++;
    }
    HOLDS(is_gone(folder, "copy.db"));
  }
  HOLDS(refused > writes / 2);
  copy_being_made.damaged = -1;
  ANSWERS(persons_update(directory, "ada", "{\"city\":\"Bath\"}", OUT), PERSONS_OK);
  GIVES(persons_check(directory, OUT), "problems", "[]");
  GIVES(persons_backup(directory, copy, OUT), "persons", "1");
  copy_being_made.beside = NULL;
  persons_close(directory);
  HOLDS_SOUND(copy, 1);
  HOLDS(is_gone(folder, ".partial-"));
  free(path);
  free(copy);
}

static inline void holds_mine(int line, const char *path)
{
  char *text = read_whole(path, NULL);
  note(line, text && strcmp(text, "mine") == 0, "the file is whose it was", "it is another");
  free(text);
}

static int make_newcomer(void *context, int64_t done, int64_t bytes, int64_t total)
{
  (void)done;
  (void)bytes;
  (void)total;
  write_whole(context, "mine", 4);
  return 0;
}

/* Whoever makes a file of that name meanwhile keeps it. */
static inline void a_newcomer_stays(const char *folder)
{
  char *path = file_with_ada(folder), *copy = within(folder, "copy.db"), *out = within(folder, "out.ndjson");
  persons_directory *directory = OPENED(path, NULL);
  copy_being_made.beside = copy_being_made.newcomer = copy;
  copy_being_made.damaged = -1;
  REFUSED(persons_backup(directory, copy, OUT), PERSONS_CONFLICT, "file_exists");
  HOLDS(copy_being_made.writes > 0);
  holds_mine(__LINE__, copy);
  copy_being_made.beside = NULL;
  REFUSED(persons_backup(directory, copy, OUT), PERSONS_CONFLICT, "file_exists");
  holds_mine(__LINE__, copy);
  REFUSED(persons_export(directory, out, NULL, make_newcomer, out, OUT), PERSONS_CONFLICT, "file_exists");
  holds_mine(__LINE__, out);
  GIVES(persons_export(directory, out, "{\"overwrite\":true}", NULL, NULL, OUT), "persons", "1");
  HOLDS(is_gone(folder, ".partial-"));
  persons_close(directory);
  free(path);
  free(copy);
  free(out);
}

typedef struct {
  persons_directory *directory;
  const char *path;
  int told;
} second_export;

static int export_once_more(void *context, int64_t done, int64_t bytes, int64_t total)
{
  second_export *self = context;
  (void)done;
  (void)bytes;
  (void)total;
  if (self->told++ == 0)
    GIVES(persons_export(self->directory, self->path, "{\"overwrite\":true}", NULL, NULL, OUT), "persons", "1");
  return 0;
}

/* What somebody is writing stays; what somebody left behind who is gone is taken away. */
static inline void unfinished_files_are_told_apart(const char *folder)
{
  char *path = file_with_ada(folder), *out = within(folder, "out.ndjson"), *left = text_of("%s.partial-0123", out);
  char *other = within(folder, "out.ndjson.part");
  second_export second = {OPENED(path, NULL), out, 0};
  write_whole(left, "left", 4);
  write_whole(other, "mine", 4);
  GIVES(persons_export(second.directory, out, "{\"overwrite\":true}", export_once_more, &second, OUT), "persons", "1");
  HOLDS(second.told > 0);
  HOLDS(is_gone(folder, ".partial-"));
  holds_mine(__LINE__, other);
  persons_close(second.directory);
  free(path);
  free(out);
  free(left);
  free(other);
}

#endif
