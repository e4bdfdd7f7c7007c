/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What turns a target's `prepare` and `run` into the two functions that libFuzzer calls: the time of each run is
 * held to its bound, and what was run since the target's state was made anew is kept, so that a find that needs
 * more than its last input can be repeated.
 *
 * A target includes this file last. It reads from the environment:
 *     FUZZ_HISTORY  a file to keep the inputs in since the state was made anew
 *     FUZZ_REPLAY   such a file, to be run instead of fuzzing
 */
#ifndef FUZZ_RUN_H
#define FUZZ_RUN_H

#include "input.h"
#include "verdict.h"

#include <sys/mman.h>

/* A run takes no longer, in processor time: other work on the machine is not the library's fault. What hangs
   without working is found by libFuzzer's own clock (-timeout). */
enum { most_milliseconds = 1000 };

/* Inputs since the state is new, each with its length before it. */
enum { history_bytes = 32 << 20, history_most = 2000 };

static struct {
  uint8_t *bytes;
  size_t used;
  unsigned count;
} history;

static int64_t slowest_us;
static uint64_t inputs_run;

static inline int64_t processor_us(void)
{
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Whether a target that keeps state should make it anew before this input. */
static inline int state_is_old(size_t next)
{
  return history.count >= history_most || history.used + next + 8 > history_bytes;
}

static inline void state_is_new(void)
{
  history.used = 0;
  history.count = 0;
  if (history.bytes)
    memset(history.bytes, 0, sizeof(uint32_t));
}

/* The history lives in a file that is mapped, so it is there when the process is not any more. */
static inline void keep_history(const uint8_t *bytes, size_t length)
{
  uint32_t size = (uint32_t)length, end = UINT32_MAX;
  history.count++;
  if (history.bytes && history.used + length + 8 <= history_bytes) {
    memcpy(history.bytes + history.used, &size, sizeof size);
    memcpy(history.bytes + history.used + sizeof size, bytes, length);
    memcpy(history.bytes + history.used + sizeof size + length, &end, sizeof end);
  }
  history.used += length + sizeof size;
}

static inline void map_history(const char *path)
{
  int descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  void *bytes;
  if (descriptor < 0 || ftruncate(descriptor, history_bytes) != 0)
    die("cannot make %s", path);
  bytes = mmap(NULL, history_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  if (bytes == MAP_FAILED)
    die("cannot map %s", path);
  history.bytes = bytes;
}

static void prepare(void);
static int run(struct input input);

static void tell_times(void)
{
  fprintf(stderr, "RAN %llu inputs, slowest %lld us\n", (unsigned long long)inputs_run,
          (long long)slowest_us);
}

/* libFuzzer's: 0 for an input that may be kept, -1 for one that is of no use. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  struct input input = {bytes, length};
  int64_t took, start;
  int use;
  keep_history(bytes, length);
  start = processor_us();
  use = run(input);
  took = processor_us() - start;
  inputs_run++;
  if (took > slowest_us)
    slowest_us = took;
  if (took > most_milliseconds * 1000)
    fault("a run took %lld ms of processor time", (long long)took / 1000);
  return use;
}

static void replay(const char *path)
{
  size_t length, place = 0;
  uint8_t *bytes = (uint8_t *)read_whole(path, &length);
  unsigned count = 0;
  uint32_t size;
  if (!bytes)
    die("cannot read %s", path);
  while (place + sizeof size <= length) {
    memcpy(&size, bytes + place, sizeof size);
    place += sizeof size;
    if (size > length - place)
      break;
    LLVMFuzzerTestOneInput(bytes + place, size);
    place += size;
    count++;
  }
  free(bytes);
  fprintf(stderr, "replayed %u inputs\n", count);
  exit(0);
}

/* libFuzzer's: before the first input. */
int LLVMFuzzerInitialize(int *count, char ***arguments)
{
  const char *kept = getenv("FUZZ_HISTORY"), *old = getenv("FUZZ_REPLAY");
  (void)count;
  (void)arguments;
  if (kept && *kept)
    map_history(kept);
  prepare();
  state_is_new();
  atexit(tell_times);
  if (old && *old)
    replay(old);
  return 0;
}

#endif
