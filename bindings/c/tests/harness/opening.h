/* SPDX-License-Identifier: Apache-2.0 */
/* Versions, status names, and every way that opening a directory can go. */
#ifndef HARNESS_OPENING_H
#define HARNESS_OPENING_H

#include "expect.h"

static inline void check_versions(void)
{
  static const struct {
    int status;
    const char *name;
  } names[] = {
    {PERSONS_OK, "OK"}, {PERSONS_MISUSE, "MISUSE"}, {PERSONS_INVALID, "INVALID"},
    {PERSONS_NOT_FOUND, "NOT_FOUND"}, {PERSONS_CONFLICT, "CONFLICT"},
    {PERSONS_UNAUTHORIZED, "UNAUTHORIZED"}, {PERSONS_FORBIDDEN, "FORBIDDEN"},
    {PERSONS_UNSUPPORTED, "UNSUPPORTED"}, {PERSONS_TOO_LARGE, "TOO_LARGE"},
    {PERSONS_BUSY, "BUSY"}, {PERSONS_FULL, "FULL"}, {PERSONS_IO, "IO"},
    {PERSONS_CORRUPT, "CORRUPT"}, {PERSONS_NEWER_FORMAT, "NEWER_FORMAT"},
    {PERSONS_NO_MEMORY, "NO_MEMORY"}, {PERSONS_READ_ONLY, "READ_ONLY"},
    {PERSONS_PERMISSION, "PERMISSION"}, {PERSONS_UNAVAILABLE, "UNAVAILABLE"},
    {PERSONS_TIMEOUT, "TIMEOUT"}, {PERSONS_INTERRUPTED, "INTERRUPTED"},
    {PERSONS_PROTOCOL, "PROTOCOL"}, {PERSONS_RATE_LIMITED, "RATE_LIMITED"},
    {PERSONS_INTERNAL, "INTERNAL"}, {1, "UNKNOWN"}, {-9, "UNKNOWN"},
    {INT32_MAX, "UNKNOWN"}, {INT32_MIN, "UNKNOWN"},
  };
  HOLDS(strcmp(persons_version(), PERSONS_VERSION) == 0);
  HOLDS(persons_abi_version() == PERSONS_ABI_VERSION);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    HOLDS(strcmp(persons_status_name(names[i].status), names[i].name) == 0);
  persons_free(NULL);
  persons_close(NULL);
}

/* Open, expect to be refused, and expect no handle. */
#define OPEN_REFUSED(location, options, status, type) do { \
    persons_directory *refused_handle = (persons_directory *)&refused_handle; \
    REFUSED(persons_open(location, options, &refused_handle, OUT), status, type); \
    HOLDS(refused_handle == NULL); \
  } while (0)

static inline void check_options(const char *path)
{
  OPEN_REFUSED(path, "{", PERSONS_INVALID, "malformed_json");
  OPEN_REFUSED(path, "", PERSONS_INVALID, "malformed_json");
  OPEN_REFUSED(path, "[]", PERSONS_INVALID, "wrong_type");
  OPEN_REFUSED(path, "{\"tokn\":\"x\"}", PERSONS_INVALID, "unknown_key");
  OPEN_REFUSED(path, "{\"create\":1}", PERSONS_INVALID, "wrong_type");
  OPEN_REFUSED(path, "{\"create\":true,\"create\":true}", PERSONS_INVALID, "duplicate_key");
  OPEN_REFUSED(path, "{\"timeout_ms\":-1}", PERSONS_INVALID, "invalid_value");
  OPEN_REFUSED(path, "{\"timeout_ms\":86400001}", PERSONS_INVALID, "invalid_value");
  OPEN_REFUSED(path, "{\"timeout_ms\":1.5}", PERSONS_INVALID, "wrong_type");
  OPEN_REFUSED(path, "{\"durability\":\"best\"}", PERSONS_INVALID, "invalid_value");
  OPEN_REFUSED(path, "{\"service\":\"other\"}", PERSONS_INVALID, "invalid_value");
  OPEN_REFUSED(path, "{\"organization\":\"No Slug\"}", PERSONS_INVALID, "invalid_value");
  OPEN_REFUSED(path, "{\"organization\":\"\xff\"}", PERSONS_INVALID, "invalid_utf8");
  HOLDS(access(path, F_OK) != 0);
}

static inline void check_locations(const char *folder)
{
  char *text = text_of("%s/notes.txt", folder), *missing = text_of("%s/none.db", folder);
  char *deep = text_of("%s/a/b/people.db", folder), *below = text_of("%s/a/people.db", folder);
  char *kept;
  write_whole(text, "these are no persons\n", 21);
  OPEN_REFUSED(folder, NULL, PERSONS_INVALID, "is_a_folder");
  OPEN_REFUSED(text, NULL, PERSONS_INVALID, "not_a_directory_file");
  kept = read_whole(text, NULL);
  HOLDS(kept && strcmp(kept, "these are no persons\n") == 0);
  free(kept);
  write_whole(text, "x", 1);
  OPEN_REFUSED(text, NULL, PERSONS_INVALID, "not_a_directory_file");
  kept = read_whole(text, NULL);
  HOLDS(kept && strcmp(kept, "x") == 0);
  free(kept);
  OPEN_REFUSED(missing, "{\"create\":false}", PERSONS_NOT_FOUND, "no_such_file");
  OPEN_REFUSED(deep, NULL, PERSONS_NOT_FOUND, "no_such_folder");
  OPEN_REFUSED("https://example.org", NULL, PERSONS_UNAUTHORIZED, "missing_authorization");
  OPEN_REFUSED("http://example.org", "{\"token\":\"t\"}", PERSONS_INVALID, "insecure_location");
  OPEN_REFUSED("https://example.org", "{\"token\":\"t\\r\\nX: y\"}", PERSONS_INVALID, "invalid_value");
  OPEN_REFUSED("postgresql://localhost/persons", NULL, PERSONS_UNSUPPORTED, "unsupported_location");
  OPEN_REFUSED("postgresql://example.org/p", NULL, PERSONS_UNSUPPORTED, "unsupported_location");
  OPEN_REFUSED("", NULL, PERSONS_INVALID, "invalid_value");
  OPEN_REFUSED(NULL, NULL, PERSONS_MISUSE, "null_argument");
  REFUSED_AT(persons_open(":memory:", NULL, NULL, OUT), PERSONS_MISUSE, "null_argument", "directory");
  ANSWERS(persons_open(NULL, NULL, NULL, NULL), PERSONS_MISUSE);
  OPEN_REFUSED(below, NULL, PERSONS_NOT_FOUND, "no_such_folder");
  free(text);
  free(missing);
  free(deep);
  free(below);
}

static inline void check_file(const char *path)
{
  persons_directory *directory, *other;
  struct stat status;
  char *before, *log = text_of("%s-wal", path);
  size_t before_length = 0;
  GIVES(persons_open(path, "{\"organization\":\"acme\"}", &directory, OUT), "", "{}");
  HOLDS(stat(path, &status) == 0 && (status.st_mode & 07777) == 0600);
  GIVES(persons_open(path, NULL, &other, OUT), "", "{}");
  GIVES(persons_stats(other, OUT), "organization", "\"acme\"");
  persons_close(other);
  OPEN_REFUSED(path, "{\"organization\":\"other\"}", PERSONS_NOT_FOUND, "organization_not_found");
  OPEN_REFUSED(path, "{\"token\":\"\"}", PERSONS_UNAUTHORIZED, "missing_authorization");
  OPEN_REFUSED(path, "{\"token\":\"prs_nonsense\"}", PERSONS_UNAUTHORIZED,
               "invalid_authorization");
  GIVES(persons_open(path, "{\"read_only\":true}", &other, OUT), "", "{}");
  GIVES(persons_list(other, NULL, OUT), "persons", "[]");
  REFUSED(persons_put_group(other, "{}", OUT), PERSONS_READ_ONLY, "read_only");
  persons_close(other);
  ANSWERS(persons_interrupt(directory), PERSONS_OK);
  persons_close(directory);
  persons_close(directory);
  ANSWERS(persons_interrupt(directory), PERSONS_MISUSE);
  REFUSED(persons_list(directory, NULL, OUT), PERSONS_MISUSE, "closed_handle");
  REFUSED(persons_list(NULL, NULL, OUT), PERSONS_MISUSE, "null_handle");
  HOLDS(access(log, F_OK) != 0); /* the last one to close leaves one file */

  chmod(path, 0666);
  OPEN_REFUSED(path, NULL, PERSONS_PERMISSION, "unsafe_permissions");
  chmod(path, 0600);
  ANSWERS(persons_open(path, NULL, &directory, OUT), PERSONS_OK);
  persons_close(directory);
  set_format(path, 127);
  before = read_whole(path, &before_length);
  REFUSED(persons_open(path, NULL, &directory, OUT), PERSONS_NEWER_FORMAT, "newer_format");
  HOLDS_UNCHANGED(path, before, before_length);
  free(log);
}

static inline void check_opening(const char *folder)
{
  char *path = text_of("%s/people.db", folder);
  check_versions();
  check_options(path);
  check_locations(folder);
  check_file(path);
  free(path);
}

#endif
