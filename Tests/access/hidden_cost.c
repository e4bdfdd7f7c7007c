/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A person who is hidden from a token costs as much to ask for as one who does not exist, whatever the size of the record:
 * the time of an answer tells nothing.
 *
 *     hidden_cost [CALLS]      so many calls of each kind, by turns; 20,000 by default
 *
 * Prints the medians, and fails when those of one pair are more than a tenth apart.
 */
#include "side.h"

#include <math.h>

enum { small_record = 1000, large_record = 4000000, string_length = 60000, groups_of_each = 200 };

static const double most_apart = 0.10;

/* The groups "PREFIX1" and so on as a JSON array; released with free. */
static char *numbered(const char *prefix, int count)
{
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  if (!stream)
    die("out of memory");
  for (int i = 1; i <= count; i++)
    fprintf(stream, "%s\"%s%d\"", i > 1 ? "," : "[", prefix, i);
  fputs("]", stream);
  fclose(stream);
  return text;
}

/* A person in hidden groups, with custom fields of about so many bytes. */
static void create_hidden(persons_directory *directory, const char *id, int bytes, int groups)
{
  char *request = NULL, *out = NULL, *those = numbered("hidden", groups);
  size_t size;
  FILE *stream = open_memstream(&request, &size);
  if (!stream)
    die("out of memory");
  fprintf(stream, "{\"personId\":\"%s\",\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"%s@example.org\","
                  "\"groupIds\":%s,\"customFields\":{\"a\":[\"\"", id, id, those);
  free(those);
  while (bytes > 0) {
    int length = bytes < string_length ? bytes : string_length;
    fputs(",\"", stream);
    for (int i = 0; i < length; i++)
      fputc('a' + i % 26, stream);
    fputc('"', stream);
    bytes -= length;
  }
  fputs("]}}", stream);
  fclose(stream);
  json_decref(must("persons_create", persons_create(directory, request, &out), &out));
  free(request);
}

static int64_t now_ns(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int compare_times(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The calls that name a person. */
enum { gets, finds, updates, answers, kinds_of_calls };

static const char *const call_names[] = {"get", "find", "update", "record_rsvp"};

/* Ask for a person whom this caller does not see; how long that took, in microseconds. */
static double ask_for(persons_directory *directory, int call, const char *id, const char *request)
{
  char *out = NULL;
  int64_t start = now_ns();
  int status = call == gets    ? persons_get(directory, id, &out)
               : call == finds ? persons_find(directory, request, &out)
               : call == updates ? persons_update(directory, id, "{\"city\":\"Nowhere\"}", &out)
                                 : persons_record_rsvp(directory, request, &out);
  int64_t end = now_ns();
  if (status != PERSONS_NOT_FOUND)
    die("%s of %s: %s", call_names[call], id, persons_status_name(status));
  persons_free(out);
  return (double)(end - start) / 1000;
}

/* The request of the call, where it has one; released with free. */
static char *request_of(int call, const char *id)
{
  return call == answers ? text_of("{\"eventId\":\"e\",\"personId\":\"%s\",\"status\":\"Accepted\"}", id)
                         : text_of("{\"identifier\":\"%s\"}", id);
}

static double median(double *times, int count)
{
  qsort(times, (size_t)count, sizeof *times, compare_times);
  return times[count / 2];
}

/* Whether the two cost the same. Who is asked first changes from turn to turn. */
static int costs_the_same(persons_directory *directory, const char *who, const char *what, int call,
                          const char *const ids[2], int calls)
{
  double *times[2] = {calloc((size_t)calls, sizeof(double)), calloc((size_t)calls, sizeof(double))}, both[2], apart;
  char *requests[2] = {request_of(call, ids[0]), request_of(call, ids[1])};
  if (!times[0] || !times[1])
    die("out of memory");
  for (int done = -calls / 20; done < calls; done++)
    for (int turn = 0; turn < 2; turn++) {
      int which = (done + turn) & 1;
      double time = ask_for(directory, call, ids[which], requests[which]);
      if (done >= 0)
        times[which][done] = time;
    }
  for (int which = 0; which < 2; which++) {
    both[which] = median(times[which], calls);
    free(times[which]);
    free(requests[which]);
  }
  apart = fabs(both[0] / both[1] - 1);
  printf("%-10s %-14s %-12s %9.2f %9.2f %7.3f  %s\n", who, what, call_names[call], both[0], both[1], both[0] / both[1],
         apart <= most_apart ? "PASS" : "MISS");
  fflush(stdout);
  return apart <= most_apart;
}

static void put_groups(persons_directory *directory, const char *prefix)
{
  for (int i = 1; i <= groups_of_each; i++) {
    char *request = text_of("{\"group_id\":\"%s%d\"}", prefix, i), *out = NULL;
    json_decref(must("persons_put_group", persons_put_group(directory, request, &out), &out));
    free(request);
  }
}

int main(int count, char **words)
{
  static const struct { const char *name; int groups; } kinds[] = {{"one group", 1}, {"50 groups", 50}, {"all groups", 200}};
  /* Of each pair, the first is there and hidden, the other absent; they lie beside one another. */
  static const struct { const char *name; int bytes, groups; const char *ids[2]; } hidden[] = {
    {"1 KB", small_record, 1, {"person-hidden-0001", "person-hidden-0002"}},
    {"4 MB", large_record, 1, {"person-hidden-0003", "person-hidden-0004"}},
    {"in 200 groups", small_record, groups_of_each, {"person-hidden-0005", "person-hidden-0006"}},
  };
  int calls = count > 1 ? (int)strtol(words[1], NULL, 10) : 20000, passed = 0, failed = 0;
  char *folder = make_folder("persons-cost"), *path = text_of("%s/people.db", folder), *out = NULL;
  persons_directory *whole;
  if (calls < 100 || calls > 10000000)
    die("usage: hidden_cost [CALLS], at least 100");
  whole = open_side(path, "{\"durability\":\"relaxed\"}");
  put_groups(whole, "g");
  put_groups(whole, "hidden");
  json_decref(must("persons_put_event", persons_put_event(whole, "{\"eventId\":\"e\",\"name\":\"E\"}", &out), &out));
  for (unsigned i = 0; i < sizeof hidden / sizeof *hidden; i++)
    create_hidden(whole, hidden[i].ids[0], hidden[i].bytes, hidden[i].groups);
  printf("%-10s %-14s %-12s %9s %9s %7s\n", "token", "who is hidden", "µs, median", "hidden", "absent", "ratio");
  for (unsigned kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
    char *groups = numbered("g", kinds[kind].groups), *limits = text_of("\"group_ids\":%s", groups);
    char *token = token_for(whole, limits);
    persons_directory *limited = open_with_token(path, token);
    for (unsigned i = 0; i < sizeof hidden / sizeof *hidden; i++)
      for (int call = 0; call < kinds_of_calls; call++)
        *(costs_the_same(limited, kinds[kind].name, hidden[i].name, call, hidden[i].ids, calls) ? &passed : &failed) += 1;
    persons_close(limited);
    free(token);
    free(limits);
    free(groups);
  }
  persons_close(whole);
  remove_folder(folder);
  free(path);
  free(folder);
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
