/* SPDX-License-Identifier: Apache-2.0 */
/* Who asks: the owner, or a token that is limited to groups; what it sees, and the keys to ask with. */
#ifndef BENCH_ACCESS_CALLER_H
#define BENCH_ACCESS_CALLER_H

#include "../../../bindings/c/tests/answer.h"

enum { most_samples = 5000, page_size = 100 };

/* Somebody whom the caller sees. */
typedef struct { char *id, *phone, *first, *last; } sample;

typedef struct {
  const char *name;
  char *token;                     /* NULL: the owner */
  persons_directory *directory;
  int64_t hidden, clear, current;  /* revisions, see directory.h; the current one is the last */
  long count;                      /* persons it sees */
  json_int_t middle, last;         /* cursors of the page in the middle, and of the last one, which is full, too */
  sample *samples;
  int sample_count;
} caller;

/* What must work, for the rest to have a meaning. Returns the answer; the caller releases it. */
static inline json_t *must(const char *what, int status, char **out)
{
  if (status != PERSONS_OK)
    die("bench-access: %s: %s %s", what, persons_status_name(status), *out ? *out : "");
  return take_answer(*out);
}

/*
 * Open a directory for a caller: with its token, or as the owner. Writes do not wait for the disk, whose moods would hide
 * what is measured. Returns the status.
 */
static inline int open_caller(caller *self, const char *path)
{
  char *options = self->token ? text_of("{\"token\":\"%s\",\"create\":false,\"durability\":\"relaxed\"}", self->token)
                              : text_of("{\"organization\":\"first\",\"create\":false,\"durability\":\"relaxed\"}");
  char *out = NULL;
  int status = persons_open(path, options, &self->directory, &out);
  if (status != PERSONS_OK)
    fprintf(stderr, "bench-access: %s: %s\n", path, out ? out : persons_status_name(status));
  persons_free(out);
  free(options);
  return status;
}

/* The revision after the last change that is told, beginning at one. */
static inline int64_t last_revision(caller *self, int64_t since)
{
  int more = 1;
  while (more) {
    char *out = NULL;
    json_t *answer = must("persons_changes", persons_changes(self->directory, since, &out), &out);
    since = integer_at(answer, "revision");
    more = json_is_true(json_object_get(answer, "more"));
    json_decref(answer);
  }
  return since;
}

/* How many changes there are since a revision, at most those of one page. */
static inline size_t changes_since(caller *self, int64_t since)
{
  char *out = NULL;
  json_t *answer = must("persons_changes", persons_changes(self->directory, since, &out), &out);
  size_t count = json_array_size(json_object_get(answer, "changes"));
  json_decref(answer);
  return count;
}

static inline void add_sample(caller *self, json_t *person)
{
  sample *one = &self->samples[self->sample_count++];
  one->id = strdup(string_at(person, "identifier"));
  one->phone = strdup(string_at(person, "phone_number"));
  one->first = strdup(string_at(person, "first_name"));
  one->last = strdup(string_at(person, "last_name"));
}

/* Persons with a telephone and names of some length, of whom every request can be made. */
static inline int is_useful(json_t *person)
{
  return *string_at(person, "phone_number") && *string_at(person, "first_name") &&
         strlen(string_at(person, "last_name")) >= 4;
}

static inline void shuffle(caller *self)
{
  uint64_t random = 4711;
  for (int i = self->sample_count - 1; i > 0; i--) {
    int other = (int)pick(&random, (unsigned)i + 1);
    sample kept = self->samples[i];
    self->samples[i] = self->samples[other];
    self->samples[other] = kept;
  }
}

/* Read a file, so that the first calls do not wait for the disk. */
static inline void warm(const char *path, const char *suffix)
{
  static char block[1 << 20];
  char *name = text_of("%s%s", path, suffix);
  FILE *file = fopen(name, "rbe");
  while (file && fread(block, 1, sizeof block, file) > 0)
    continue;
  if (file)
    fclose(file);
  free(name);
}

/* Walk over everybody once: cursors, and persons spread over all. The first page is short, so that the last is full. */
static inline void learn(caller *self)
{
  char *out = NULL;
  json_t *answer = must("persons_stats", persons_stats(self->directory, &out), &out);
  long count = (long)integer_at(answer, "persons"), seen = 0, step;
  json_int_t after = 0;
  json_decref(answer);
  self->count = count;
  self->samples = calloc(most_samples, sizeof *self->samples);
  step = count / most_samples + 1;
  while (after != -1) {
    long limit = seen == 0 && count % page_size ? count % page_size : page_size;
    char *request = text_of("{\"limit\":%ld,\"after-id\":%lld}", limit, (long long)after);
    json_t *person, *persons;
    size_t i;
    out = NULL;
    if (seen <= count / 2)
      self->middle = after;
    self->last = after;
    answer = must("persons_find", persons_find(self->directory, request, &out), &out);
    persons = json_object_get(answer, "persons");
    json_array_foreach(persons, i, person)
      if ((seen + (long)i) % step == 0 && self->sample_count < most_samples && is_useful(person))
        add_sample(self, person);
    seen += (long)json_array_size(persons);
    after = integer_at(answer, "last_id");
    json_decref(answer);
    free(request);
  }
  if (seen != count || !self->sample_count)
    die("bench-access: %s sees %ld persons by find, %ld by stats", self->name, seen, count);
  shuffle(self);
  self->current = last_revision(self, self->clear);
}

static inline void forget(caller *self)
{
  persons_close(self->directory);
  for (int i = 0; i < self->sample_count; i++) {
    free(self->samples[i].id);
    free(self->samples[i].phone);
    free(self->samples[i].first);
    free(self->samples[i].last);
  }
  free(self->samples);
  free(self->token);
}

#endif
