/* SPDX-License-Identifier: Apache-2.0 */
/*
 * After a kill: is a person as acknowledged, or as the write under way would have
 * left it, and nothing between? What is found becomes the model's truth.
 */
#ifndef CRASH_VERIFY_PERSON_H
#define CRASH_VERIFY_PERSON_H

#include "content.h"

typedef struct {
  persons_directory *directory;
  crash_model *model;
  unsigned looked_for;
} verifier;

__attribute__((format(printf, 3, 4)))
static inline void found_wrong(verifier *self, long *counter, const char *format, ...)
{
  char line[700];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if ((*counter)++ < 10)
    fprintf(stderr, "FAIL crash: %s: %s\n", counter == &self->model->lost ? "lost"
            : counter == &self->model->half_written ? "half-written" : "wrong", line);
}

/* The answer when OK, NULL when NOT_FOUND; every other status is a failure. */
static inline json_t *answer_or_none(verifier *self, const char *call, int status, char *out)
{
  if (status == PERSONS_OK)
    return take_answer(out);
  if (status != PERSONS_NOT_FOUND)
    found_wrong(self, &self->model->other_failures, "%s answered %s: %.200s", call,
                persons_status_name(status), out ? out : "");
  persons_free(out);
  return NULL;
}

static inline json_t *get_person(verifier *self, const char *id)
{
  char *out = NULL;
  int status = persons_get(self->directory, id, &out);
  return answer_or_none(self, "get", status, out);
}

/* How many persons find sees by the reference; the identifier of the first in id. */
static inline size_t find_ref(verifier *self, const char *ref, char id[40])
{
  char *request = text_of("{\"external_ref\":\"%s\"}", ref), *out = NULL;
  int status = persons_find(self->directory, request, &out);
  json_t *answer = answer_or_none(self, "find", status, out);
  size_t count = json_array_size(value_at(answer, "persons"));
  snprintf(id, 40, "%s", string_at(answer, "persons.0.identifier"));
  json_decref(answer);
  free(request);
  return count;
}

/* Repeat the create that was not answered: it must be one person, whole, and stay one. */
static inline void settle_create(verifier *self, int lane, int slot, person_slot *person)
{
  char *request = create_request(lane, slot, person->generation), *out = NULL;
  char *ref = person_ref(lane, slot, person->generation), before[40], after[40];
  size_t count = find_ref(self, ref, before);
  int status = persons_create(self->directory, request, &out);
  json_t *answer = answer_or_none(self, "the repeated create", status, out);
  const char *id = string_at(answer, "personId");
  if (count > 1 || find_ref(self, ref, after) != 1)
    found_wrong(self, &self->model->other_failures, "a repeated create made a second %s", ref);
  else if (strcmp(after, id) != 0 || (count == 1 && strcmp(before, id) != 0))
    found_wrong(self, &self->model->other_failures,
                "a repeated create of %s answered %s, there is %s", ref, id, after);
  person->exists = 1;
  person->version = 1;
  person->rsvps = 0;
  snprintf(person->id, sizeof person->id, "%s", after);
  json_decref(answer);
  free(request);
  free(ref);
}

/* A search must lead to the person as the record does. */
static inline void search_for(verifier *self, const char *ref, size_t wanted)
{
  char *request = text_of("{\"query\":\"%s\",\"fuzzy\":\"off\"}", ref), *out = NULL;
  int status = persons_search(self->directory, request, &out);
  json_t *answer = answer_or_none(self, "search", status, out);
  if (integer_at(answer, "total") != (json_int_t)wanted)
    found_wrong(self, &self->model->other_failures, "a search for %s finds %lld, not %zu", ref,
                (long long)integer_at(answer, "total"), wanted);
  json_decref(answer);
  free(request);
}

/* So must find; the search is left out for most persons that nothing was written to at the kill. */
static inline void look_for(verifier *self, const char *ref, size_t wanted, int was_pending)
{
  char id[40];
  if (find_ref(self, ref, id) != wanted)
    found_wrong(self, &self->model->other_failures, "find does not see %s %zu times", ref, wanted);
  if (was_pending || self->looked_for++ % 20 == 0)
    search_for(self, ref, wanted);
}

/* Judge the version that was found against those that may be. */
static inline void judge_person(verifier *self, int lane, int slot, person_slot *person,
                                json_t *seen)
{
  uint32_t version = version_of(seen, lane, slot, person->generation);
  int rsvps = rsvps_of(seen);
  int more = person->pending == rsvp_write;
  char *ref = person_ref(lane, slot, person->generation);
  if (version == 0 || rsvps < 0) {
    char *text = shown(seen);
    found_wrong(self, &self->model->half_written, "%s (version %u): %s", ref, person->version,
                text);
    free(text);
  } else if (version == person->version + 1 && person->pending == update_write)
    person->version = version;
  else if (version != person->version)
    found_wrong(self, &self->model->lost, "%s is version %u, acknowledged was %u", ref, version,
                person->version);
  if (rsvps == (int)person->rsvps + 1 && more)
    person->rsvps++;
  else if (rsvps >= 0 && rsvps != (int)person->rsvps)
    found_wrong(self, &self->model->lost, "%s has %d answers, acknowledged were %u", ref, rsvps,
                person->rsvps);
  free(ref);
}

/* Repeat the update that was not answered: whether it was written or not, then it is. */
static inline json_t *repeat_update(verifier *self, int lane, int slot, person_slot *person,
                                    uint32_t version)
{
  char *request = update_request(lane, slot, person->generation, version), *out = NULL;
  int status = persons_update(self->directory, person->id, request, &out);
  json_t *answer = answer_or_none(self, "the repeated update", status, out);
  if (!json_is_true(value_at(answer, "success")))
    found_wrong(self, &self->model->other_failures, "a repeated update gave no success");
  json_decref(answer);
  free(request);
  person->version = version;
  return get_person(self, person->id);
}

static inline void verify_person(verifier *self, int lane, int slot)
{
  person_slot *person = &self->model->persons[lane][slot];
  uint32_t attempted = person->pending == update_write ? person->version + 1 : 0;
  char *ref = person_ref(lane, slot, person->generation);
  int was_pending = person->pending != no_write;
  json_t *seen;
  if (person->pending == create_write)
    settle_create(self, lane, slot, person);
  seen = person->exists ? get_person(self, person->id) : NULL;
  if (seen)
    judge_person(self, lane, slot, person, seen);
  else if (person->exists && person->pending != delete_write)
    found_wrong(self, &self->model->lost, "%s is not there", ref);
  person->exists = seen != NULL;
  person->pending = no_write;
  if (seen && attempted && update_has_key(attempted)) {
    json_decref(seen);
    seen = repeat_update(self, lane, slot, person, attempted);
    judge_person(self, lane, slot, person, seen);
  }
  if (person->generation)
    look_for(self, ref, person->exists, was_pending);
  person->touched = 0;
  json_decref(seen);
  free(ref);
}

#endif
