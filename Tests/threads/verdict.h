/* SPDX-License-Identifier: Apache-2.0 */
/* After the work: is every acknowledged write in the file, and is the file sound? */
#ifndef THREADS_VERDICT_H
#define THREADS_VERDICT_H

#include "../hosts/answer.h"

#include "tally.h"

static inline json_t *must(const char *call, int status, char *out)
{
  json_t *answer;
  if (status != PERSONS_OK)
    die("FAIL threads: %s answered %s: %s", call, persons_status_name(status), out ? out : "");
  answer = take_answer(out);
  if (!answer)
    die("FAIL threads: %s gave no JSON", call);
  return answer;
}

/* Hold one shared person to what the threads were told. */
static inline int judge_shared(persons_directory *directory, int person, const tally *tallies,
                               int count)
{
  char *id = text_of("shared-%d", person), *out = NULL;
  int status = persons_get(directory, id, &out), rsvps = 0, wrong = 0;
  json_t *seen = must("get", status, out);
  size_t history = json_array_size(value_at(seen, "eventHistory.0.rsvpStatusHistory"));
  for (int i = 0; i < count; i++) {
    char *key = key_of(&tallies[i]);
    json_int_t number = integer_at(value_at(seen, "customFields"), key);
    rsvps += tallies[i].rsvps[person];
    if (number != tallies[i].keys[person] && (tallies[i].keys[person] || number != -1)) {
      fprintf(stderr, "FAIL threads: %s of %s is %lld, acknowledged was %d\n", key, id,
              (long long)number, tallies[i].keys[person]);
      wrong++;
    }
    free(key);
  }
  if ((int)history != rsvps) {
    fprintf(stderr, "FAIL threads: the history of %s has %zu answers, acknowledged were %d\n", id,
            history, rsvps);
    wrong++;
  }
  json_decref(seen);
  free(id);
  return wrong;
}

/* How much is wrong with the file. */
static inline int judge_file(const char *path, const tally *tallies, int count)
{
  persons_directory *directory;
  char *out = NULL;
  int status = persons_open(path, NULL, &directory, &out), wrong = 0, alive = shared_persons;
  json_t *seen = must("open", status, out);
  json_decref(seen);
  for (int person = 0; person < shared_persons; person++)
    wrong += judge_shared(directory, person, tallies, count);
  for (int i = 0; i < count; i++)
    alive += tallies[i].alive;
  out = NULL;
  status = persons_check(directory, &out);
  seen = must("check", status, out);
  if (json_array_size(value_at(seen, "problems")) != 0 || integer_at(seen, "persons") != alive) {
    char *text = shown(seen);
    fprintf(stderr, "FAIL threads: check says %s, acknowledged were %d persons\n", text, alive);
    free(text);
    wrong++;
  }
  json_decref(seen);
  persons_close(directory);
  return wrong;
}

#endif
