/* SPDX-License-Identifier: Apache-2.0 */
/* Two directories A and B that are asked the same, and the comparison of their answers. */
#ifndef ACCESS_PAIR_H
#define ACCESS_PAIR_H

#include "side.h"

enum { most_shown = 2, most_kinds = 64, shown_before = 120, shown_after = 400 };

/* The same thing wrong with the same call. */
typedef struct { char *call; const char *what; long count; } kind;

typedef struct {
  side sides[2];
  uint64_t seed, random;
  long calls, differences;
  kind kinds[most_kinds];
  int is_shown;      /* the difference is printed: it is among the first of its kind */
  int any_numbers;   /* compare with today's numbers, whatever they are: to look for other channels */
} pair;

static inline void begin_difference(pair *self, const char *who, const char *call, const char *what)
{
  kind *one = self->kinds;
  size_t length = strcspn(call, "(");
  while (one->call && one < &self->kinds[most_kinds - 1] &&
         (one->what != what || strncmp(one->call, call, length) != 0 || one->call[length]))
    one++;
  if (!one->call) {
    one->call = text_of("%.*s", (int)length, call);
    one->what = what;
  }
  self->differences++;
  self->is_shown = ++one->count <= most_shown;
  if (self->is_shown)
    printf("FAIL seed %llu, call %ld, %s: %s: %s\n", (unsigned long long)self->seed, self->calls, who, call, what);
}

/* How often each kind of difference came; releases the kinds. */
static inline void show_kinds(pair *self)
{
  for (kind *one = self->kinds; one < &self->kinds[most_kinds] && one->call; one++) {
    printf("  %6ld x %s: %s\n", one->count, one->call, one->what);
    free(one->call);
  }
}

static inline void show_text(const pair *self, const char *name, int status, const char *text, size_t at)
{
  size_t from = at > shown_before ? at - shown_before : 0;
  if (self->is_shown)
    printf("  %s: %s: %s%.*s\n", name, persons_status_name(status), from ? "…" : "", shown_before + shown_after,
           text + from);
  fflush(stdout);
}

static inline size_t first_difference(const char *one, const char *other)
{
  size_t at = 0;
  while (one[at] && one[at] == other[at])
    at++;
  return at;
}

/* Without the values of "revision" and "last_id". */
static inline char *without_numbers(char *text)
{
  char *result = strdup(text), *to = result;
  for (const char *from = text; *from;) {
    size_t key = strncmp(from, "\"revision\":", 11) == 0 ? 11 : strncmp(from, "\"last_id\":", 10) == 0 ? 10 : 0;
    if (key && from[key] != '-') {
      memcpy(to, from, key);
      to += key;
      from += key;
      from += strspn(from, "0123456789");
    } else
      *to++ = *from++;
  }
  *to = 0;
  free(text);
  return result;
}

/* Every "revision" and "last_id" in a limited token's answer is opaque, -1, or what the caller itself gave. */
static inline void judge_numbers(pair *self, const char *who, const char *call, const char *text, int64_t given)
{
  static const char *const keys[] = {"\"revision\":", "\"last_id\":"};
  for (int k = 0; k < 2 && !self->any_numbers; k++)
    for (const char *at = text; (at = strstr(at, keys[k])) != NULL;) {
      at += strlen(keys[k]);
      long long number = strtoll(at, NULL, 10);
      if (number == -1 || number == given || (number >= FIRST_OPAQUE && number <= LAST_OPAQUE))
        continue;
      begin_difference(self, who, call, "the number is not opaque");
      if (self->is_shown)
        printf("  %s%lld\n", keys[k], number);
      return;
    }
}

/* Compare the two answers to one call of a limited token. */
static inline void compare(pair *self, int who, const char *call, const int status[2], char *const out[2],
                           const int64_t given[2])
{
  char *text[2];
  size_t at;
  self->calls++;
  for (int s = 0; s < 2; s++) {
    judge_numbers(self, caller_names[who], call, out[s] ? out[s] : "", given ? given[s] : -1);
    text[s] = replaced(&self->sides[s], out[s] ? out[s] : "(no text)");
    if (self->any_numbers)
      text[s] = without_numbers(text[s]);
  }
  if (status[0] != status[1] || strcmp(text[0], text[1]) != 0) {
    at = first_difference(text[0], text[1]);
    begin_difference(self, caller_names[who], call, "A and B answer differently");
    show_text(self, "A", status[0], text[0], at);
    show_text(self, "B, with hidden writes", status[1], text[1], at);
  }
  free(text[0]);
  free(text[1]);
}

/* ---------------------------------------------------------------- calls -- */

typedef int (*text_call)(persons_directory *, const char *, char **);

/* After a call: compare, then hand out the answers or release them. */
static inline void settle(pair *self, int who, char *call, const int status[2], char *out[2], const int64_t given[2],
                          json_t *answers[2])
{
  compare(self, who, call, status, out, given);
  for (int s = 0; s < 2; s++) {
    json_t *answer = take_answer(out[s]);
    if (answers)
      answers[s] = answer;
    else
      json_decref(answer);
  }
  free(call);
}

/* A call with one text on both sides; the texts differ where they hold a number or an identifier of their directory. */
static inline int ask_each(pair *self, int who, const char *name, text_call call, const char *const request[2],
                           json_t *answers[2])
{
  int status[2];
  char *out[2] = {NULL, NULL};
  for (int s = 0; s < 2; s++)
    status[s] = call(self->sides[s].handle[who], request[s], &out[s]);
  settle(self, who, text_of("%s(%.200s)", name, request[0] ? request[0] : "NULL"), status, out, NULL, answers);
  return status[0];
}

static inline int ask(pair *self, int who, const char *name, text_call call, const char *request)
{
  const char *const both[2] = {request, request};
  return ask_each(self, who, name, call, both, NULL);
}

/* As ask, and releases the request. */
static inline int ask_made(pair *self, int who, const char *name, text_call call, char *request)
{
  int status = ask(self, who, name, call, request);
  free(request);
  return status;
}

static inline int ask_update(pair *self, int who, char *const id[2], const char *request)
{
  int status[2];
  char *out[2] = {NULL, NULL};
  for (int s = 0; s < 2; s++)
    status[s] = persons_update(self->sides[s].handle[who], id[s], request, &out[s]);
  settle(self, who, text_of("persons_update(%s, %.200s)", id[0], request), status, out, NULL, NULL);
  return status[0];
}

static inline void ask_changes(pair *self, int who, const int64_t since[2], json_t *answers[2])
{
  int status[2];
  char *out[2] = {NULL, NULL};
  for (int s = 0; s < 2; s++)
    status[s] = persons_changes(self->sides[s].handle[who], since[s], &out[s]);
  settle(self, who, text_of("persons_changes(%lld)", (long long)since[0]), status, out, since, answers);
}

/* The report of each row, too. */
static inline void ask_import(pair *self, int who, const char *path, int resume)
{
  int status[2];
  char *out[2] = {NULL, NULL}, *reports[2], *report, *options;
  for (int s = 0; s < 2; s++) {
    report = text_of("%s-report", self->sides[s].path);
    options = text_of("{\"report\":\"%s\",\"resume\":%s}", report, resume ? "true" : "false");
    unlink(report);
    status[s] = persons_import(self->sides[s].handle[who], path, options, NULL, NULL, &out[s]);
    reports[s] = read_whole(report, NULL);
    free(report);
    free(options);
  }
  settle(self, who, text_of("persons_import(resume %d)", resume), status, out, NULL, NULL);
  compare(self, who, "the report of persons_import", status, reports, NULL);
  free(reports[0]);
  free(reports[1]);
}

/* The file that an export makes, too. */
static inline void ask_export(pair *self, int who)
{
  int status[2];
  char *out[2] = {NULL, NULL}, *files[2], *path = NULL;
  for (int s = 0; s < 2; s++) {
    path = text_of("%s-export", self->sides[s].path);
    status[s] = persons_export(self->sides[s].handle[who], path, "{\"overwrite\":true}", NULL, NULL, &out[s]);
    files[s] = read_whole(path, NULL);
    free(path);
  }
  settle(self, who, text_of("persons_export"), status, out, NULL, NULL);
  compare(self, who, "the file of persons_export", status, files, NULL);
  free(files[0]);
  free(files[1]);
}

/* A REST request with the token in its header, answered by the owner's handle: status, headers and body. */
static inline void ask_rest(pair *self, int who, const char *method, const char *target, const char *body)
{
  int status[2];
  char *out[2] = {NULL, NULL}, *whole[2], *name = text_of("%s %s", method, target);
  for (int s = 0; s < 2; s++) {
    const char *const given[] = {"Authorization", self->sides[s].bearer[who], "organizationSlug", "first", "Host",
                                 "localhost", "Content-Type", "application/json", NULL};
    char *headers = NULL;
    int http = 0;
    status[s] = persons_respond(self->sides[s].handle[owner], method, target, given, body, body ? strlen(body) : 0,
                                &http, &headers, &out[s]);
    whole[s] = text_of("%d %s %s", http, headers ? headers : "", out[s] ? out[s] : "");
    persons_free(headers);
    persons_free(out[s]);
  }
  compare(self, who, name, status, whole, NULL);
  free(whole[0]);
  free(whole[1]);
  free(name);
}

/* What the owner does on one side; its answer is not compared, but it must work. */
static inline int does(persons_directory *directory, const char *name, text_call call, char *request)
{
  char *out = NULL;
  int status = call(directory, request, &out);
  if (status != PERSONS_OK && status != PERSONS_NOT_FOUND && status != PERSONS_CONFLICT)
    die("%s(%s): %s %s", name, request, persons_status_name(status), out ? out : "");
  persons_free(out);
  free(request);
  return status;
}

#endif
