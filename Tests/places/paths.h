/* SPDX-License-Identifier: Apache-2.0 */
/* Locations that are no directory of persons, or lead to one by another way. */
#ifndef PLACES_PATHS_H
#define PLACES_PATHS_H

#include "place.h"

#include <limits.h>
#include <sys/socket.h>
#include <sys/un.h>

static inline void path_is_a_folder(const char *folder)
{
  char *slash = within(folder, ""), *dot = within(folder, ".");
  persons_directory *directory = OPENED(":memory:", NULL);
  int before;
  OPENING_REFUSED(folder, NULL, PERSONS_INVALID, "is_a_folder", "folder");
  OPENING_REFUSED(slash, NULL, PERSONS_INVALID, "is_a_folder", "folder");
  OPENING_REFUSED(dot, NULL, PERSONS_INVALID, "is_a_folder", "folder");
  REFUSED_SAYING(persons_export(directory, folder, NULL, NULL, NULL, OUT), PERSONS_INVALID, "is_a_folder", "folder");
  REFUSED_SAYING(persons_backup(directory, folder, OUT), PERSONS_INVALID, "is_a_folder", "folder");
  before = free_descriptor();
  REFUSED_SAYING(persons_import(directory, folder, NULL, NULL, NULL, OUT), PERSONS_INVALID, "is_a_folder", "folder");
  HOLDS(free_descriptor() == before);
  persons_close(directory);
  free(slash);
  free(dot);
}

static inline void parent_is_missing(const char *folder)
{
  char *path = within(folder, "none/people.db"), *file = within(folder, "file"), *below = within(file, "people.db");
  persons_directory *directory = OPENED(":memory:", NULL);
  write_whole(file, "text", 4);
  OPENING_REFUSED(path, NULL, PERSONS_NOT_FOUND, "no_such_folder", "folder");
  OPENING_REFUSED(below, NULL, PERSONS_NOT_FOUND, "no_such_folder", "folder");
  REFUSED_SAYING(persons_export(directory, path, NULL, NULL, NULL, OUT), PERSONS_NOT_FOUND, "no_such_folder", "folder");
  REFUSED_SAYING(persons_backup(directory, path, OUT), PERSONS_NOT_FOUND, "no_such_folder", "folder");
  REFUSED_SAYING(persons_import(directory, path, NULL, NULL, NULL, OUT), PERSONS_NOT_FOUND, "no_such_file", "no file");
  persons_close(directory);
  free(path);
  free(below);
  free(file);
}

static inline void file_is_no_database(const char *folder)
{
  char *path = within(folder, "letter.txt"), *bytes, text[6000];
  size_t length = 0;
  for (size_t i = 0; i < sizeof text; i++)
    text[i] = "Dear Sir or Madam,\n"[i % 19];
  write_whole(path, text, sizeof text);
  OPENING_REFUSED(path, NULL, PERSONS_INVALID, "not_a_directory_file", "not a directory of persons");
  OPENING_REFUSED(path, "{\"read_only\":true}", PERSONS_INVALID, "not_a_directory_file", "not a directory of persons");
  bytes = read_whole(path, &length);
  HOLDS(bytes && length == sizeof text && memcmp(bytes, text, length) == 0);
  free(bytes);
  free(path);
}

/* What is no file at all is refused, and nobody waits for the other end of a pipe. */
static inline void path_is_no_file(const char *folder)
{
  char *pipe_path = within(folder, "pipe"), *socket_path = within(folder, "socket");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int end = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  snprintf(address.sun_path, sizeof address.sun_path, "%s", socket_path);
  if (mkfifo(pipe_path, 0600) != 0 || bind(end, (struct sockaddr *)&address, sizeof address) != 0)
    die("cannot make a pipe and a socket: %s", strerror(errno));
  OPENING_REFUSED(pipe_path, NULL, PERSONS_INVALID, "not_a_directory_file", "not a directory of persons");
  OPENING_REFUSED(socket_path, NULL, PERSONS_INVALID, "not_a_directory_file", "not a directory of persons");
  OPENING_REFUSED("/dev/null", NULL, PERSONS_INVALID, "not_a_directory_file", "not a directory of persons");
  OPENING_REFUSED("/dev/zero", "{\"read_only\":true}", PERSONS_INVALID, "not_a_directory_file",
                  "not a directory of persons");
  close(end);
  free(pipe_path);
  free(socket_path);
}

/* Of a development version. */
enum { old_format = 1 };

/* A file of another format is refused and left as it is. */
static inline void expect_format_refused(const char *folder, unsigned char format)
{
  char *path = file_with_ada(folder), *before;
  size_t before_length = 0;
  set_format(path, format);
  before = read_whole(path, &before_length);
  for (int i = 0; i < 2; i++) {
    const char *options = i ? "{\"read_only\":true}" : NULL;
    if (format == old_format)
      OPENING_REFUSED(path, options, PERSONS_UNSUPPORTED, "old_format", "Export it with that version");
    else
      OPENING_REFUSED(path, options, PERSONS_NEWER_FORMAT, "newer_format", "Update the library");
  }
  HOLDS_UNCHANGED(path, before, before_length);
  free(path);
}

static inline void format_is_newer(const char *folder)
{
  expect_format_refused(folder, 127);
}

static inline void format_is_older(const char *folder)
{
  expect_format_refused(folder, old_format);
}

/* An empty file is taken as a new one, as if it were absent; for reading there is nothing in it. */
static inline void file_is_empty(const char *folder)
{
  char *path = within(folder, "people.db");
  persons_directory *directory;
  write_whole(path, "", 0);
  OPENING_REFUSED(path, "{\"read_only\":true}", PERSONS_INVALID, "not_a_directory_file", "not a directory of persons");
  chmod(path, 0600);
  directory = OPENED(path, NULL);
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  persons_close(directory);
  HOLDS_SOUND(path, 1);
  free(path);
}

/* Through a link the file itself is opened: the log lies beside the file, so that all see the same one. */
static inline void path_is_a_link(const char *folder)
{
  char *path = file_with_ada(folder), *link_path = within(folder, "link"), *log = text_of("%s-wal", link_path);
  char *nowhere = within(folder, "nowhere"), *loop = within(folder, "loop"), *target = within(folder, "none.db");
  persons_directory *directory, *other;
  if (symlink("people.db", link_path) != 0 || symlink("none.db", nowhere) != 0 || symlink("loop", loop) != 0)
    die("cannot make links: %s", strerror(errno));
  directory = OPENED(link_path, NULL);
  other = OPENED(path, NULL);
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  GIVES(persons_stats(other, OUT), "persons", "2");
  HOLDS(access(log, F_OK) != 0);
  persons_close(directory);
  persons_close(other);
  OPENING_REFUSED(nowhere, NULL, PERSONS_NOT_FOUND, "no_such_file", "link");
  HOLDS(access(target, F_OK) != 0);
  OPENING_REFUSED(loop, NULL, PERSONS_INVALID, "invalid_value", "path");
  free(path);
  free(link_path);
  free(log);
  free(nowhere);
  free(loop);
  free(target);
}

/* Names of up to 255 bytes and whole paths as long as SQLite takes them; beyond, a refusal that leaves no file. */
static inline void path_is_too_long(const char *folder)
{
  char *long_name = text_of("%s/%0300d", folder, 7), *endless = text_of("%s/%05000d", folder, 7), *deep = NULL;
  char name[201];
  persons_directory *directory = NULL;
  struct stat status;
  OPENING_REFUSED(long_name, NULL, PERSONS_INVALID, "invalid_value", "path");
  OPENING_REFUSED(endless, NULL, PERSONS_INVALID, "invalid_value", "path");
  memset(name, 'd', 200);
  name[200] = 0;
  deep = text_of("%s", folder);
  for (int i = 0; i < 3; i++) {
    char *deeper = text_of("%s/%s", deep, name), *path = text_of("%s/people.db", deeper), *out = NULL;
    int opened;
    if (mkdir(deeper, 0700) != 0)
      die("cannot make %s: %s", deeper, strerror(errno));
    opened = persons_open(path, NULL, &directory, &out);
    if (opened == PERSONS_OK) {
      ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
      persons_close(directory);
      HOLDS_SOUND(path, 1);
    } else {
      HOLDS(opened == PERSONS_INVALID && strstr(out, "\"type\":\"invalid_value\"") && strstr(out, "bytes"));
      HOLDS(stat(path, &status) != 0);
      HOLDS(strlen(path) > 480);
    }
    persons_free(out);
    free(deep);
    free(path);
    deep = deeper;
  }
  free(deep);
  free(long_name);
  free(endless);
}

#endif
