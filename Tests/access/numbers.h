/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the opaque numbers may not show: how many writes lie between two of them, or which came first. And what they must
 * be: the same for every token of the directory.
 */
#ifndef ACCESS_NUMBERS_H
#define ACCESS_NUMBERS_H

#include "people.h"

enum { nearest = 16, enough_numbers = 40 };

static inline int compare_numbers(const void *a, const void *b)
{
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static inline void report(pair *self, const char *side_name, const char *call, const char *what, int64_t one,
                          int64_t other)
{
  self->calls++;
  begin_difference(self, side_name, call, what);
  if (self->is_shown)
    printf("  %lld and %lld\n", (long long)one, (long long)other);
}

/* No two numbers that were ever seen lie close together: by chance that happens once in ten million runs. */
static inline void numbers_lie_apart(pair *self, int s)
{
  size_t count = json_object_size(self->sides[s].numbers), at = 0;
  int64_t *all = calloc(count + 1, sizeof *all);
  const char *text;
  json_t *order;
  if (!all)
    die("out of memory");
  json_object_foreach(self->sides[s].numbers, text, order)
    all[at++] = strtoll(text, NULL, 10);
  qsort(all, count, sizeof *all, compare_numbers);
  self->calls++;
  for (size_t i = 1; i < count; i++)
    if (all[i] - all[i - 1] <= nearest) {
      report(self, s ? "B" : "A", "all calls", "two numbers lie close together", all[i - 1], all[i]);
      break;
    }
  free(all);
}

/* The changes of a caller by person: the newest number of each. Released with json_decref. */
static inline json_t *revisions_of(pair *self, int s, int who)
{
  json_t *found = json_object(), *answer, *change;
  int64_t since = 0, before = -1;
  long rising = 0, falling = 0;
  int more = 1;
  while (more) {
    char *out = NULL;
    size_t i;
    answer = must("persons_changes", persons_changes(self->sides[s].handle[who], since, &out), &out);
    json_array_foreach(json_object_get(answer, "changes"), i, change) {
      int64_t revision = integer_at(change, "revision");
      json_object_set(found, string_at(change, "personId"), json_object_get(change, "revision"));
      *(before < revision ? &rising : &falling) += before >= 0;
      before = revision;
    }
    since = integer_at(answer, "revision");
    more = json_is_true(json_object_get(answer, "more"));
    json_decref(answer);
  }
  self->calls++;
  if (rising + falling >= enough_numbers && !self->any_numbers && (rising < falling / 5 || falling < rising / 5))
    report(self, s ? "B" : "A", "persons_changes", "the numbers show the order: how often they rise and fall", rising,
           falling);
  return found;
}

/* The number of each person in a walk by pages of one: that of the page that ends with the person. */
static inline json_t *cursors_of(pair *self, int s, int who)
{
  json_t *found = json_object();
  json_int_t after = 0;
  while (after != -1) {
    char *request = text_of("{\"group_ids\":[\"a\"],\"limit\":1,\"after-id\":%lld}", (long long)after), *out = NULL;
    json_t *answer = must("persons_find", persons_find(self->sides[s].handle[who], request, &out), &out);
    after = integer_at(answer, "last_id");
    if (after != -1)
      json_object_set(found, string_at(answer, "persons.0.identifier"), json_object_get(answer, "last_id"));
    json_decref(answer);
    free(request);
  }
  return found;
}

/* What the first caller has, the others have as well. */
static inline void hold_equal(pair *self, int s, const char *call, json_t *of[readers], json_t *those)
{
  const char *id;
  json_t *number, *that;
  for (int who = 1; who < readers; who++)
    json_object_foreach(those, id, that) {
      number = json_object_get(of[0], id);
      self->calls++;
      if (number && !json_equal(number, json_object_get(of[who], id)))
        report(self, s ? "B" : "A", call, "two tokens get two numbers for one change or person",
               json_integer_value(number), json_integer_value(json_object_get(of[who], id)));
    }
}

/* Change everybody in group a, whom all tokens see; then all have the same numbers for these changes. */
static inline void numbers_are_shared(pair *self, int s)
{
  json_t *revisions[readers], *cursors[readers], *those;
  const char *id;
  json_t *number;
  for (int who = 0; who < readers; who++)
    cursors[who] = cursors_of(self, s, who);
  those = json_copy(cursors[0]);
  json_object_foreach(those, id, number) {
    char *out = NULL;
    json_decref(must("persons_update", persons_update(self->sides[s].handle[owner], id, "{\"city\":\"Rome\"}", &out),
                     &out));
  }
  for (int who = 0; who < readers; who++)
    revisions[who] = revisions_of(self, s, who);
  hold_equal(self, s, "persons_changes", revisions, those);
  hold_equal(self, s, "persons_find", cursors, those);
  for (int who = 0; who < readers; who++) {
    json_decref(revisions[who]);
    json_decref(cursors[who]);
  }
  json_decref(those);
}

#endif
