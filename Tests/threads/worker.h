/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The work of one thread: writes that it can prove later, and reads between them
 * that must see what it wrote. Nothing here is shared with other threads but the
 * directory.
 */
#ifndef THREADS_WORKER_H
#define THREADS_WORKER_H

#include "../../bindings/c/tests/answer.h"

#include "journal.h"

enum { most_own_persons = 300, most_rsvps = 200 };

/* An own person that is there. */
typedef struct {
  int number;
  char id[identifier_room];
} own_person;

typedef struct {
  persons_directory *directory;
  const char *path;
  int64_t deadline;
  long operations;  /* how many at most */
  FILE *journal;
  uint64_t random;
  int64_t revision;
  int made;      /* own persons made so far, deleted ones included */
  int rsvps_made;
  own_person *own;
  tally counts;
} worker;

__attribute__((format(printf, 2, 3)))
static inline void report_error(worker *self, const char *format, ...)
{
  char line[500];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (self->counts.errors++ < 5)
    fprintf(stderr, "FAIL threads: process %d, thread %d: %s\n", self->counts.process,
            self->counts.thread, line);
}

/* Take the answer of a call, which must have this status. The caller releases it. */
static inline json_t *answer_of(worker *self, const char *call, int status, int wanted, char *out)
{
  if (status != wanted)
    report_error(self, "%s answered %s, not %s: %.200s", call, persons_status_name(status),
                 persons_status_name(wanted), out ? out : "");
  return take_answer(out);
}

/* Make a call on a text, count it, and look that its status is the one wanted. */
static inline json_t *do_call(worker *self, const char *name,
                              int (*call)(persons_directory *, const char *, char **),
                              char *text, int wanted, long *counter)
{
  char *out = NULL;
  json_t *answer;
  int status = call(self->directory, text, &out);
  *counter += 1;
  answer = answer_of(self, name, status, wanted, out);
  free(text);
  return answer;
}

#define READ(call, text, wanted) \
  do_call(self, #call, persons_##call, text, wanted, &self->counts.reads)
#define WRITE(call, text, wanted) \
  do_call(self, #call, persons_##call, text, wanted, &self->counts.writes)

static inline json_t *update(worker *self, const char *id, char *changes)
{
  char *out = NULL;
  int status = persons_update(self->directory, id, changes, &out);
  self->counts.writes++;
  free(changes);
  return answer_of(self, "update", status, PERSONS_OK, out);
}

/* The search for an own word must find this many persons. */
static inline void search_own(worker *self, int number, int wanted)
{
  char *word = own_word(&self->counts, number);
  json_t *answer = READ(search, text_of("{\"query\":\"%s\",\"fuzzy\":\"off\"}", word), PERSONS_OK);
  if (integer_at(answer, "total") != wanted)
    report_error(self, "a search for an own person found %lld, not %d",
                 (long long)integer_at(answer, "total"), wanted);
  json_decref(answer);
  free(word);
}

/* Create a person, see that every way of reading finds it; twice with one key at times. */
static inline void create_own(worker *self)
{
  int number = self->made;
  char *word, *request, *key;
  json_t *created, *seen;
  own_person *added;
  if (self->counts.alive == most_own_persons)
    return;
  self->made++;
  word = own_word(&self->counts, number);
  key = number % 4 == 0 ? text_of(",\"idempotencyKey\":\"%s\"", word) : text_of("%s", "");
  request = text_of("{\"firstName\":\"%s\",\"lastName\":\"Own\",\"email\":\"%s@example.org\","
                    "\"externalRef\":\"own-%s\",\"groupIds\":[\"all\"]%s}", word, word, word, key);
  created = WRITE(create, text_of("%s", request), PERSONS_OK);
  added = &self->own[self->counts.alive];
  added->number = number;
  snprintf(added->id, sizeof added->id, "%s", string_at(created, "personId"));
  fprintf(self->journal, "c %d %s\n", number, added->id);
  if (*key) {
    seen = WRITE(create, text_of("%s", request), PERSONS_OK);
    if (!json_equal(created, seen))
      report_error(self, "a repeated create made another person");
    json_decref(seen);
  }
  json_decref(created);
  seen = READ(get, text_of("%s", added->id), PERSONS_OK);
  if (strcmp(string_at(seen, "firstName"), word) != 0)
    report_error(self, "an own person is not what was created");
  json_decref(seen);
  self->counts.alive++;
  seen = READ(find, text_of("{\"external_ref\":\"own-%s\"}", word), PERSONS_OK);
  if (json_array_size(value_at(seen, "persons")) != 1)
    report_error(self, "find sees an own person %zu times",
                 json_array_size(value_at(seen, "persons")));
  json_decref(seen);
  search_own(self, number, 1);
  free(request);
  free(word);
  free(key);
}

/* Change one of the own persons, and see it. */
static inline void update_own(worker *self)
{
  unsigned town = pick(&self->random, 1000);
  own_person *person;
  char *name;
  json_t *seen;
  if (self->counts.alive == 0)
    return;
  person = &self->own[pick(&self->random, (unsigned)self->counts.alive)];
  name = text_of("Town%u", town);
  json_decref(update(self, person->id, text_of("{\"city\":\"%s\"}", name)));
  fprintf(self->journal, "u %d %u\n", person->number, town);
  seen = READ(get, text_of("%s", person->id), PERSONS_OK);
  if (strcmp(string_at(seen, "city"), name) != 0)
    report_error(self, "an own change cannot be seen");
  json_decref(seen);
  free(name);
}

static inline void delete_own(worker *self)
{
  own_person *person, gone;
  if (self->counts.alive < 3)
    return;
  person = &self->own[pick(&self->random, (unsigned)self->counts.alive)];
  gone = *person;
  *person = self->own[--self->counts.alive];
  json_decref(WRITE(delete, text_of("%s", gone.id), PERSONS_OK));
  fprintf(self->journal, "d %d -\n", gone.number);
  json_decref(READ(get, text_of("%s", gone.id), PERSONS_NOT_FOUND));
}

/* Count up the own key of a shared person. Other threads change the same record. */
static inline void bump_shared(worker *self)
{
  int person = (int)pick(&self->random, shared_persons);
  int number = self->counts.keys[person] + 1;
  char *id = text_of("shared-%d", person), *key = key_of(&self->counts);
  json_t *seen;
  long errors = self->counts.errors;
  json_decref(update(self, id, text_of("{\"customFields\":{\"%s\":%d}}", key, number)));
  if (self->counts.errors == errors)
    self->counts.keys[person] = number;
  seen = READ(get, text_of("%s", id), PERSONS_OK);
  if (integer_at(value_at(seen, "customFields"), key) != number)
    report_error(self, "the own key of a shared person is %lld, not %d",
                 (long long)integer_at(value_at(seen, "customFields"), key), number);
  json_decref(seen);
  free(id);
  free(key);
}

static inline void record_rsvp(worker *self)
{
  int person = (int)pick(&self->random, shared_persons);
  long errors = self->counts.errors;
  if (self->rsvps_made == most_rsvps)
    return;
  json_decref(WRITE(record_rsvp, text_of("{\"eventId\":\"meeting\",\"personId\":\"shared-%d\","
                                         "\"status\":\"s%d_%d_%d\"}", person,
                                         self->counts.process, self->counts.thread,
                                         self->rsvps_made), PERSONS_OK));
  if (self->counts.errors == errors) {
    self->rsvps_made++;
    self->counts.rsvps[person]++;
  }
}

/* Reads of what everybody writes. */
static inline void read_shared(worker *self)
{
  char *out = NULL;
  json_t *seen = READ(find, text_of("{\"last_name\":\"shared\"}"), PERSONS_OK);
  int status;
  if (json_array_size(value_at(seen, "persons")) != shared_persons)
    report_error(self, "find sees %zu shared persons", json_array_size(value_at(seen, "persons")));
  json_decref(seen);
  seen = READ(search, text_of("{\"query\":\"share common\",\"limit\":3,\"fuzzy\":\"off\"}"),
              PERSONS_OK);
  if (integer_at(seen, "total") != shared_persons)
    report_error(self, "search sees %lld shared persons", (long long)integer_at(seen, "total"));
  json_decref(seen);
  json_decref(READ(list, text_of("{\"limit\":20,\"skip\":%u,\"group_ids\":[\"all\"]}",
                                 pick(&self->random, 500)), PERSONS_OK));
  status = persons_changes(self->directory, self->revision, &out);
  self->counts.reads++;
  seen = answer_of(self, "changes", status, PERSONS_OK, out);
  if (integer_at(seen, "revision") < self->revision)
    report_error(self, "the revision went back");
  self->revision = integer_at(seen, "revision");
  json_decref(seen);
}

#endif
