/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The good store that is damaged: small, with rows of every kind. It is kept as it was
 * half way (old), closed (closed), and with the log that a killed process left (killed).
 *
 * All calls are made in children, for a process that has called the library forks none
 * that can.
 */
#ifndef DAMAGE_STORE_H
#define DAMAGE_STORE_H

#include "../../bindings/c/tests/answer.h"

#include <signal.h>
#include <sys/wait.h>

enum { person_count = 40, second_count = 6, long_field = 9000 };

/* The write that is sent again after the damage: its answer is kept in the file. */
#define KEPT_REQUEST                                                                       \
  "{\"firstName\":\"Kept\",\"lastName\":\"Answer\",\"email\":\"kept@example.org\","        \
  "\"idempotencyKey\":\"kept-1\"}"

static inline void store_must(const char *call, int status, char *out)
{
  if (status != PERSONS_OK)
    die("damage: %s answered %s: %s", call, persons_status_name(status), out ? out : "");
  persons_free(out);
}

#define STORE(name, ...)                                                                   \
  do {                                                                                     \
    char *store_out = NULL;                                                                \
    store_must(#name, persons_##name(__VA_ARGS__, &store_out), store_out);                 \
  } while (0)

static inline persons_directory *open_store(const char *path, const char *options)
{
  persons_directory *directory;
  char *out = NULL;
  store_must("open", persons_open(path, options, &directory, &out), out);
  return directory;
}

static inline void add_person(persons_directory *directory, int number)
{
  static const char *const cities[] = {"London", "Paris", "Z\xc3\xbcrich"};
  char *filler = NULL, *person;
  if (number % 13 == 0) {
    /* Longer than a page, so that it has pages of its own. */
    filler = malloc(long_field + 1);
    if (!filler)
      die("out of memory");
    for (int i = 0; i < long_field; i++)
      filler[i] = (char)('a' + (i * 7 + number) % 26);
    filler[long_field] = 0;
  }
  person = text_of(
      "{\"personId\":\"p%02d\",\"externalRef\":\"ref-%d\",\"firstName\":\"First%d\","
      "\"lastName\":\"Last%d\",\"email\":\"p%d@example.org\",\"phoneNumber\":\"+44 20 79460%03d\","
      "\"city\":\"%s\",\"customFields\":{\"note\":\"note %d\",\"long\":\"%s\"},"
      "\"groupIds\":[\"g%d\"]}",
      number, number, number % 7, number, number, number, cities[number % 3], number * 31,
      filler ? filler : "", number % 3);
  STORE(create, directory, person);
  free(person);
  free(filler);
}

static inline void add_rsvps(persons_directory *directory, int from, int to, const char *status)
{
  for (int i = from; i < to; i++) {
    char *answer = text_of("{\"eventId\":\"e%d\",\"personId\":\"p%02d\",\"status\":\"%s\","
                           "\"actorId\":\"u%d\"}", i % 2, i, status, i);
    STORE(record_rsvp, directory, answer);
    free(answer);
  }
}

/* Keep what the token was: it is shown once. */
static inline void issue_token(persons_directory *directory, const char *folder)
{
  char *path = text_of("%s/token", folder), *out = NULL;
  json_t *answer;
  int status = persons_issue_token(
      directory, "{\"group_ids\":[\"g1\"],\"rights\":[\"read\"],\"name\":\"reader\"}", &out);
  if (status != PERSONS_OK)
    die("damage: issue_token: %s", out ? out : "");
  answer = take_answer(out);
  write_whole(path, string_at(answer, "token"), strlen(string_at(answer, "token")));
  json_decref(answer);
  free(path);
}

static inline int stop_early(void *context, int64_t done, int64_t bytes, int64_t total)
{
  (void)context, (void)bytes, (void)total;
  return done >= 3000;
}

/* An import that stopped on its way leaves how far it came. */
static inline void stop_import(persons_directory *directory, const char *folder)
{
  char *path = text_of("%s/rows.ndjson", folder), *out = NULL;
  FILE *file = fopen(path, "we");
  if (!file)
    die("damage: cannot write %s", path);
  for (int i = 0; i < 3100; i++)
    fprintf(file, "{\"personId\":\"p%02d\",\"state\":\"S%d\"}\n", i % 4, i % 2 ? 1 : i % 4);
  fclose(file);
  if (persons_import(directory, path, NULL, stop_early, NULL, &out) != PERSONS_INTERRUPTED)
    die("damage: the import did not stop: %s", out ? out : "");
  persons_free(out);
  free(path);
}

static inline void write_first_half(const char *path, const char *folder)
{
  persons_directory *directory = open_store(path, "{\"organization\":\"acme\"}");
  for (int i = 0; i < 3; i++) {
    char *group = text_of("{\"group_id\":\"g%d\",\"external_ref\":\"gref-%d\",\"name\":\"Group %d\"}",
                          i, i, i);
    STORE(put_group, directory, group);
    free(group);
  }
  STORE(put_event, directory, "{\"eventId\":\"e0\",\"name\":\"Autumn meeting\",\"slug\":\"autumn\","
                              "\"date\":\"2026-11-15T09:00:00Z\"}");
  STORE(put_event, directory, "{\"eventId\":\"e1\",\"name\":\"Winter meeting\",\"slug\":\"winter\"}");
  for (int i = 0; i < person_count / 2; i++)
    add_person(directory, i);
  add_rsvps(directory, 0, person_count / 2, "Invited");
  STORE(create, directory, KEPT_REQUEST);
  issue_token(directory, folder);
  STORE(put_organization, directory, "{\"slug\":\"second\",\"name\":\"The second\"}");
  persons_close(directory);
}

static inline void write_second_half(const char *path, const char *folder)
{
  persons_directory *directory = open_store(path, NULL), *second;
  for (int i = person_count / 2; i < person_count; i++)
    add_person(directory, i);
  add_rsvps(directory, 5, person_count, "Accepted");
  for (int i = 0; i < 6; i++) {
    char *id = text_of("p%02d", i * 3 + 1), *change = text_of("{\"city\":\"Bath %d\"}", i);
    STORE(update, directory, id, change);
    free(id);
    free(change);
  }
  STORE(update, directory, "p04", "{\"groupIds\":[\"g0\",\"g2\"]}");
  STORE(delete, directory, "p39");
  STORE(put_group, directory, "{\"group_id\":\"g2\",\"name\":\"The third group\"}");
  STORE(put_event, directory, "{\"eventId\":\"e1\",\"name\":\"Winter feast\"}");
  stop_import(directory, folder);
  second = open_store(path, "{\"organization\":\"second\"}");
  for (int i = 0; i < second_count; i++) {
    char *person = text_of("{\"personId\":\"s%d\",\"firstName\":\"Other%d\",\"lastName\":\"Last%d\","
                           "\"email\":\"s%d@example.org\"}", i, i, i, i);
    STORE(create, second, person);
    free(person);
  }
  persons_close(second);
  persons_close(directory);
}

/* Leave a log of several commits, as a killed process does. */
static inline void write_and_die(const char *path)
{
  persons_directory *directory = open_store(path, NULL);
  STORE(update, directory, "p02", "{\"city\":\"Wells\",\"customFields\":{\"note\":\"new\"}}");
  STORE(create, directory, "{\"personId\":\"p50\",\"firstName\":\"Late\",\"lastName\":\"Comer\","
                           "\"email\":\"late@example.org\",\"groupIds\":[\"g1\"]}");
  add_rsvps(directory, 7, 9, "Declined");
  STORE(delete, directory, "p38");
  STORE(put_group, directory, "{\"group_id\":\"g9\",\"name\":\"A late group\"}");
  raise(SIGKILL);
}

/* Run in a child; `killed` is how it is meant to end. */
#define IN_CHILD(killed, work)                                                             \
  do {                                                                                     \
    int child_status = 0;                                                                  \
    pid_t child = fork();                                                                  \
    if (child == 0) {                                                                      \
      work;                                                                                \
      fflush(NULL);                                                                        \
      _exit(0);                                                                            \
    }                                                                                      \
    if (child < 0 || waitpid(child, &child_status, 0) != child ||                          \
        (killed ? !WIFSIGNALED(child_status) : child_status != 0))                         \
      die("damage: a child that makes the store failed");                                  \
  } while (0)

static inline void copy_file(const char *from, const char *to)
{
  size_t length = 0;
  char *bytes = read_whole(from, &length);
  if (!bytes)
    die("damage: no file %s", from);
  write_whole(to, bytes, length);
  chmod(to, 0600);
  free(bytes);
}

/* Make old.db, closed.db, killed.db and killed.db-wal, and the token, in the folder. */
static inline void make_store(const char *folder)
{
  char *path = text_of("%s/people.db", folder), *log = text_of("%s-wal", path);
  char *old = text_of("%s/old.db", folder), *closed = text_of("%s/closed.db", folder);
  char *killed = text_of("%s/killed.db", folder), *killed_log = text_of("%s-wal", killed);
  IN_CHILD(0, write_first_half(path, folder));
  copy_file(path, old);
  IN_CHILD(0, write_second_half(path, folder));
  copy_file(path, closed);
  IN_CHILD(1, write_and_die(path));
  copy_file(path, killed);
  copy_file(log, killed_log);
  free(path);
  free(log);
  free(old);
  free(closed);
  free(killed);
  free(killed_log);
}

#endif
