/* SPDX-License-Identifier: Apache-2.0 */
/* Time that passes, whatever is done to the clock on the wall. */
#ifndef PERSONSD_CLOCK_H
#define PERSONSD_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t now_microseconds(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

#endif
