/* SPDX-License-Identifier: Apache-2.0 */
/* The calls that are measured, and their requests. */
#ifndef BENCH_ACCESS_CALLS_H
#define BENCH_ACCESS_CALLS_H

#include "caller.h"

enum {
  call_get, call_find_phone, call_find_first, call_find_middle, call_find_last, call_list_first, call_list_middle,
  call_letter, call_words, call_typo, call_changes, call_changes_clear, call_changes_hidden, call_poll, call_stats,
  call_count, call_update = call_count
};

static const char *const call_names[] = {
  "get", "find by phone", "find 100, first page", "find 100, middle page", "find 100, last page", "list 10",
  "list 10, skip to the middle", "search one letter", "search two words", "search two words, typo",
  "changes from the beginning", "changes, nothing hidden", "changes, 100,000 hidden", "changes, nothing new", "stats",
  "update"};

typedef struct { int call; int64_t since; const char *id; char text[1024]; } prepared;

/* Without what JSON would escape. */
static inline const char *clean(const char *text, char *room, size_t size)
{
  size_t length = 0;
  for (; *text && length + 1 < size; text++)
    if ((unsigned char)*text >= ' ' && *text != '"' && *text != '\\')
      room[length++] = *text;
  room[length] = 0;
  return room;
}

/* The length of the first letter. */
static inline int letter(const char *text)
{
  int length = 1;
  while ((text[length] & 0xC0) == 0x80)
    length++;
  return length;
}

/* Two letters in the middle change places, where they are ASCII. */
static inline void mistype(char *word)
{
  size_t length = strlen(word), at = length / 2;
  char kept = word[at];
  if (length < 4 || (word[at] & 0x80) || (word[at - 1] & 0x80))
    return;
  word[at] = word[at - 1];
  word[at - 1] = kept;
}

/* Prepare the call that this caller makes about somebody whom the other sees; cursors and revisions are its own. */
static inline void prepare(prepared *request, int call, const caller *self, const caller *other, int turn)
{
  const sample *one = &other->samples[turn % other->sample_count];
  char first[200], last[200], *text = request->text;
  size_t size = sizeof request->text;
  request->call = call;
  request->id = one->id;
  request->since = call == call_changes_hidden  ? self->hidden
                   : call == call_changes_clear ? self->clear
                   : call == call_poll          ? self->current
                                                : 0;
  clean(one->first, first, sizeof first);
  clean(one->last, last, sizeof last);
  switch (call) {
  case call_find_phone:
    snprintf(text, size, "{\"phone_number\":\"%s\"}", clean(one->phone, last, sizeof last));
    break;
  case call_find_first: case call_find_middle: case call_find_last:
    snprintf(text, size, "{\"limit\":%d,\"after-id\":%lld}", page_size,
             (long long)(call == call_find_first ? 0 : call == call_find_middle ? self->middle : self->last));
    break;
  case call_list_first: case call_list_middle:
    snprintf(text, size, "{\"limit\":10,\"skip\":%ld}", call == call_list_first ? 0 : other->count / 2);
    break;
  case call_letter:
    snprintf(text, size, "{\"query\":\"%.*s\"}", letter(first), first);
    break;
  case call_typo:
    mistype(last);
    /* fall through */
  case call_words:
    snprintf(text, size, "{\"query\":\"%s %s\"}", first, last);
    break;
  case call_update:
    snprintf(text, size, "{\"city\":\"Town %d\"}", turn);
    break;
  default:
    *text = 0;
  }
}

/* Make the call. Returns how long it took, in microseconds. */
static inline double make_call(const prepared *request, persons_directory *directory)
{
  struct timespec start, end;
  char *out = NULL;
  int status;
  clock_gettime(CLOCK_MONOTONIC, &start);
  switch (request->call) {
  case call_get: status = persons_get(directory, request->id, &out); break;
  case call_find_phone: case call_find_first: case call_find_middle: case call_find_last:
    status = persons_find(directory, request->text, &out);
    break;
  case call_list_first: case call_list_middle: status = persons_list(directory, request->text, &out); break;
  case call_letter: case call_words: case call_typo: status = persons_search(directory, request->text, &out); break;
  case call_changes: case call_changes_clear: case call_changes_hidden: case call_poll:
    status = persons_changes(directory, request->since, &out);
    break;
  case call_update: status = persons_update(directory, request->id, request->text, &out); break;
  default: status = persons_stats(directory, &out);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  if (status != PERSONS_OK)
    die("bench-access: %s: %s %s", call_names[request->call], persons_status_name(status), out ? out : "");
  persons_free(out);
  return (double)(end.tv_sec - start.tv_sec) * 1e6 + (double)(end.tv_nsec - start.tv_nsec) / 1e3;
}

#endif
