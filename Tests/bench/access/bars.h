/* SPDX-License-Identifier: Apache-2.0 */
/* Each call by each token beside the same call by the owner, and the bars. */
#ifndef BENCH_ACCESS_BARS_H
#define BENCH_ACCESS_BARS_H

#include "directory.h"
#include "measure.h"

enum { seconds_a_walk = 60 };

/* How long the calls of one token may take before it has no more turns. */
static const double most_us = 1500000;

static const double most_p50 = 2, most_p50_more = 20, most_p99 = 5, most_per_person = 2;

static int bars_held, bars_missed;

static inline const char *bar(int held)
{
  *(held ? &bars_held : &bars_missed) += 1;
  return held ? "PASS" : "MISS";
}

static inline void measure_call(int call, caller *all)
{
  static series owners[caller_count], tokens[caller_count];
  static prepared requests[2];
  double spent[caller_count] = {0};
  int goes = 1;
  for (int i = half; i < caller_count; i++)
    owners[i].count = tokens[i].count = 0;
  for (int turn = 0; goes; turn++) {
    goes = 0;
    for (int i = half; i < caller_count; i++) {
      if (!goes_on(&tokens[i], spent[i], most_us))
        continue;
      goes = 1;
      prepare(&requests[0], call, &all[the_owner], &all[i], turn);
      prepare(&requests[1], call, &all[i], &all[i], turn);
      /* Who begins changes from turn to turn. */
      for (int part = 0; part < 2; part++) {
        int is_token = (turn + part) & 1;
        double time = make_call(&requests[is_token], all[is_token ? i : the_owner].directory);
        note_time(is_token ? &tokens[i] : &owners[i], turn, time);
        spent[i] += is_token ? time : 0;
      }
    }
  }
  for (int i = half; i < caller_count; i++) {
    double p50 = percentile(&tokens[i], 50), p99 = percentile(&tokens[i], 99);
    double owner50 = percentile(&owners[i], 50), owner99 = percentile(&owners[i], 99);
    int held = p50 <= most_p50 * owner50 + most_p50_more && p99 <= most_p99 * owner99;
    printf("%-28s %-10s %10.1f %10.1f %11.1f %11.1f %8.2f %8.2f %6d  %s\n", call_names[call], all[i].name, owner50,
           owner99, p50, p99, p50 / owner50, p99 / owner99, tokens[i].count, bar(held));
  }
  fflush(stdout);
}

/* A walk over all pages; the time a person seen, in microseconds. It is given up after a minute. */
static inline double walk(caller *self, int by_changes, long *seen)
{
  int64_t start = now_us(), since = 0;
  json_int_t after = 0;
  int more = 1;
  for (*seen = 0; more && now_us() - start < (int64_t)seconds_a_walk * 1000000;) {
    char *out = NULL, request[64];
    const char *key = by_changes ? "changes" : "persons";
    int status;
    snprintf(request, sizeof request, "{\"limit\":100,\"after-id\":%lld}", (long long)after);
    status = by_changes ? persons_changes(self->directory, since, &out) : persons_find(self->directory, request, &out);
    json_t *answer = must("a walk", status, &out);
    *seen += (long)json_array_size(json_object_get(answer, key));
    after = integer_at(answer, "last_id");
    since = integer_at(answer, "revision");
    more = by_changes ? json_is_true(json_object_get(answer, "more")) : after != -1;
    json_decref(answer);
  }
  return *seen ? (double)(now_us() - start) / (double)*seen : 0;
}

/* The best of some walks: as many as fit into two seconds. */
static inline double best_walk(caller *self, int by_changes, long *seen)
{
  int64_t end = now_us() + 2000000;
  double best = walk(self, by_changes, seen);
  while (now_us() < end) {
    double time = walk(self, by_changes, seen);
    best = time < best ? time : best;
  }
  return best;
}

static inline void measure_walks(caller *all, int by_changes)
{
  double times[caller_count], again;
  long seen[caller_count];
  for (int i = 0; i < caller_count; i++)
    times[i] = best_walk(&all[i], by_changes, &seen[i]);
  again = best_walk(&all[the_owner], by_changes, &seen[the_owner]);
  times[the_owner] = again < times[the_owner] ? again : times[the_owner];
  for (int i = 0; i < caller_count; i++)
    printf("%-28s %-10s %10.2f %10ld %8.2f  %s%s\n", by_changes ? "changes, all of them" : "find, all pages", all[i].name,
           times[i], seen[i], times[i] / times[the_owner],
           i == the_owner ? "" : bar(times[i] <= most_per_person * times[the_owner]),
           seen[i] < all[i].count ? ", given up after a minute" : "");
  fflush(stdout);
}

/* Of the 100,000 changes that it does not see, a token is told none. */
static inline void count_changes(caller *all)
{
  for (int i = half; i < caller_count; i++) {
    size_t told = changes_since(&all[i], all[i].hidden);
    printf("changes told over 100,000 hidden ones, %s: %zu of %d  %s\n", all[i].name, told, marks - 1,
           bar(told == marks - 1));
  }
}

static inline void measure_access(caller *all)
{
  for (int i = 0; i < caller_count; i++)
    learn(&all[i]);
  for (int i = 0; i < caller_count; i++)
    printf("%s sees %ld persons%s", all[i].name, all[i].count, i + 1 < caller_count ? "; " : "\n\n");
  printf("%-28s %-10s %10s %10s %11s %11s %8s %8s %6s  p50 <= %.0f x owner + %.0f µs, p99 <= %.0f x owner\n", "µs a call",
         "token", "owner p50", "owner p99", "token p50", "token p99", "x p50", "x p99", "calls", most_p50, most_p50_more,
         most_p99);
  for (int call = 0; call < call_count; call++)
    measure_call(call, all);
  printf("\n%-28s %-10s %10s %10s %8s  at most %.0f x owner\n", "whole walk", "caller", "µs/person", "persons", "x owner",
         most_per_person);
  measure_walks(all, 0);
  measure_walks(all, 1);
  printf("\n");
  count_changes(all);
}

#endif
