/* SPDX-License-Identifier: Apache-2.0 */
/* Times of calls, by turns, and what they come to. */
#ifndef BENCH_ACCESS_MEASURE_H
#define BENCH_ACCESS_MEASURE_H

#include "calls.h"

enum { most_turns = 1000, least_turns = 12, unmeasured_turns = 3 };

typedef struct { double times[most_turns]; int count; } series;

static inline int compare_times(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The time that so many percent of the calls do not exceed. */
static inline double percentile(series *self, int percent)
{
  int at = self->count * percent / 100;
  qsort(self->times, (size_t)self->count, sizeof *self->times, compare_times);
  return self->times[at < self->count ? at : self->count - 1];
}

static inline void note_time(series *self, int turn, double time)
{
  if (turn >= unmeasured_turns && self->count < most_turns)
    self->times[self->count++] = time;
}

/* Whether this one has another turn: as many as fit into the time that it may take, but at least a few. */
static inline int goes_on(const series *self, double spent, double most)
{
  return self->count < most_turns && (self->count < least_turns || spent < most);
}

#endif
