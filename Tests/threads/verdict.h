/* SPDX-License-Identifier: Apache-2.0 */
/* After the work: is every acknowledged write in the file, and is the file sound? */
#ifndef THREADS_VERDICT_H
#define THREADS_VERDICT_H

#include "../../bindings/c/tests/answer.h"

#include "journal.h"

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

/* Is an own person there as the journal says, and by every way of reading the same? */
static inline int judge_own(persons_directory *directory, const char *word, const journal_entry *wanted)
{
  char *request = text_of("{\"external_ref\":\"own-%s\"}", word), *out = NULL, *email, *town;
  int there = wanted->is_alive ? PERSONS_OK : PERSONS_NOT_FOUND, wrong;
  int status = persons_find(directory, request, &out);
  json_t *found = take_answer(out), *searched, *seen;
  free(request);
  request = text_of("{\"query\":\"%s\",\"fuzzy\":\"off\"}", word);
  out = NULL;
  wrong = status != there;
  status = persons_search(directory, request, &out);
  searched = must("search", status, out);
  free(request);
  out = NULL;
  wrong |= persons_get(directory, wanted->id, &out) != there;
  seen = take_answer(out);
  wrong |= integer_at(searched, "total") != wanted->is_alive;
  if (wanted->is_alive && !wrong) {
    email = text_of("%s@example.org", word);
    town = wanted->town < 0 ? text_of("%s", "") : text_of("Town%d", wanted->town);
    wrong |= json_array_size(value_at(found, "persons")) != 1;
    wrong |= strcmp(string_at(found, "persons.0.identifier"), wanted->id) != 0;
    wrong |= strcmp(string_at(searched, "persons.0.personId"), wanted->id) != 0;
    wrong |= strcmp(string_at(seen, "firstName"), word) != 0 || strcmp(string_at(seen, "lastName"), "Own") != 0;
    wrong |= strcmp(string_at(seen, "email"), email) != 0 || strcmp(string_at(seen, "city"), town) != 0;
    free(email);
    free(town);
  }
  if (wrong) {
    char *text = shown(seen);
    fprintf(stderr, "FAIL threads: %s should be %s in Town%d, is %s\n", word,
            wanted->is_alive ? "there" : "deleted", wanted->town, text);
    free(text);
  }
  json_decref(found);
  json_decref(searched);
  json_decref(seen);
  return wrong;
}

/* Hold the journal of a thread to the file; deleted persons by every tenth. How many persons were alive in *alive. */
static inline int judge_journal(persons_directory *directory, const char *path, const tally *counts, int *alive)
{
  int number, count, wrong = 0;
  journal_entry *entries = read_journal(path, counts, &count);
  for (number = 0; number < count; number++) {
    char *word = own_word(counts, number);
    *alive += entries[number].is_alive;
    if (*entries[number].id && (entries[number].is_alive || number % 10 == 0))
      wrong += judge_own(directory, word, &entries[number]);
    free(word);
  }
  free(entries);
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
  for (int i = 0; i < count; i++) {
    int before = alive;
    wrong += judge_journal(directory, path, &tallies[i], &alive);
    wrong += alive - before != tallies[i].alive;
  }
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
