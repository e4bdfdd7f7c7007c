/* SPDX-License-Identifier: Apache-2.0 */
/* Changes, check, backup, erase, stats, and the call that is reserved. */
#ifndef HARNESS_CARE_H
#define HARNESS_CARE_H

#include "expect.h"
#include "headers.h"

static inline void check_changes(persons_directory *directory)
{
  json_t *changes;
  int64_t revision;
  GIVES(persons_changes(directory, 0, OUT), "changes", "[]");
  for (int i = 0; i < 3; i++) {
    char *person = text_of("{\"personId\":\"p%d\",\"firstName\":\"Secret%d\",\"lastName\":\"B\","
                           "\"email\":\"a@example.org\"}", i, i);
    ANSWERS(persons_create(directory, person, OUT), PERSONS_OK);
    free(person);
  }
  ANSWERS(persons_update(directory, "p0", "{\"city\":\"Bath\"}", OUT), PERSONS_OK);
  HOLDS(persons_changes(directory, 0, OUT) == PERSONS_OK);
  changes = take_answer(answer_text);
  answer_text = NULL;
  revision = integer_at(changes, "revision");
  HOLDS(json_array_size(value_at(changes, "changes")) == 3);
  HOLDS(strcmp(string_at(changes, "changes.2.personId"), "p0") == 0);
  HOLDS(integer_at(changes, "changes.2.revision") == revision);
  HOLDS(json_is_false(value_at(changes, "more")));
  json_decref(changes);
  GIVES(persons_changes(directory, revision, OUT), "changes", "[]");
  ANSWERS(persons_delete(directory, "p1", OUT), PERSONS_OK);
  GIVES(persons_changes(directory, revision, OUT), "changes.0.change", "\"deleted\"");
  REFUSED(persons_changes(directory, -1, OUT), PERSONS_INVALID, "bad_cursor");
  REFUSED(persons_changes(directory, INT64_MAX, OUT), PERSONS_INVALID, "bad_cursor");
  REFUSED(persons_changes(directory, INT64_MIN, OUT), PERSONS_INVALID, "bad_cursor");
}

/* No file in the folder whose name begins with the directory's holds the word. */
static inline int leaves_no_trace(const char *path, const char *word)
{
  static const char *const endings[] = {"", "-wal", "-shm", "-journal", "-search"};
  int clean = 1;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    char *name = text_of("%s%s", path, endings[i]);
    size_t length;
    char *bytes = read_whole(name, &length);
    if (bytes && memmem(bytes, length, word, strlen(word)))
      clean = 0;
    free(bytes);
    free(name);
  }
  return clean;
}

static inline void check_erase(persons_directory *directory, const char *path)
{
  ANSWERS(persons_search(directory, "{\"query\":\"secret2\"}", OUT), PERSONS_OK);
  HOLDS(!leaves_no_trace(path, "Secret2"));
  GIVES(persons_erase(directory, "p2", OUT), "", "{\"success\":true}");
  HOLDS(leaves_no_trace(path, "Secret2"));
  HOLDS(leaves_no_trace(path, "secret2"));
  REFUSED(persons_erase(directory, "p2", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED(persons_erase(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
}

static inline void check_backup(persons_directory *directory, const char *folder)
{
  char *copy = text_of("%s/copy.db", folder);
  persons_directory *opened;
  struct stat status;
  GIVES(persons_backup(directory, copy, OUT), "persons", "1");
  HOLDS(stat(copy, &status) == 0 && (status.st_mode & 07777) == 0600);
  REFUSED(persons_backup(directory, copy, OUT), PERSONS_CONFLICT, "file_exists");
  REFUSED(persons_backup(directory, "/nowhere/copy.db", OUT), PERSONS_NOT_FOUND,
          "no_such_folder");
  REFUSED(persons_backup(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
  GIVES(persons_open(copy, "{\"create\":false}", &opened, OUT), "", "{}");
  GIVES(persons_get(opened, "p0", OUT), "city", "\"Bath\"");
  GIVES(persons_check(opened, OUT), "", "{\"persons\":1,\"rsvps\":0,\"problems\":[],\"searchIndex\":\"none\"}");
  persons_close(opened);
  free(copy);
}

static inline void check_respond(persons_directory *directory)
{
  static const char *const none[] = {NULL}, *const odd[] = {"Accept", "a", "Host", NULL};
  int http_status = 77;
  char *headers = NULL;
  GIVES(persons_respond(directory, "GET", "/healthz", NULL, NULL, 0, &http_status, &headers, OUT), "status", "\"ok\"");
  HOLDS(http_status == 200);
  HOLDS(headers && strstr(headers, "[\"Cache-Control\",\"no-store\"]"));
  persons_free(headers);
  GIVES(persons_respond(directory, "GET", "/stats", none, NULL, 0, &http_status, &headers, OUT), "error.type",
        "\"missing_authorization\"");
  HOLDS(http_status == 401);
  HOLDS(headers && strstr(headers, "Bearer realm"));
  persons_free(headers);
  GIVES(persons_respond(directory, "GET", "/no%00", none, NULL, 0, &http_status, NULL, OUT), "error.type", "\"invalid_request\"");
  HOLDS(http_status == 400);
  REFUSED_AT(persons_respond(directory, "GET", "/healthz", odd, NULL, 0, &http_status, &headers, OUT), PERSONS_MISUSE,
             "null_argument", "headers");
  HOLDS(http_status == 0 && headers == NULL);
  REFUSED(persons_respond(directory, "POST", "/person", NULL, NULL, 4, NULL, NULL, OUT), PERSONS_MISUSE,
          "null_argument");
}

static inline void check_care(const char *folder)
{
  char *path = text_of("%s/care.db", folder);
  persons_directory *directory;
  GIVES(persons_open(path, NULL, &directory, OUT), "", "{}");
  check_changes(directory);
  check_erase(directory, path);
  GIVES(persons_stats(directory, OUT), "persons", "1");
  GIVES(persons_stats(directory, OUT), "organization", "\"default\"");
  GIVES(persons_check(directory, OUT), "problems", "[]");
  check_backup(directory, folder);
  check_respond(directory);
  check_headers(directory);
  persons_close(directory);
  free(path);
}

#endif
