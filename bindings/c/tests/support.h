/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the C programs of the tests share: an end with a reason, formatted text,
 * temporary folders, files, time and random numbers with a seed.
 * Include it first. It knows nothing of libpersons.
 */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* End the program with a reason. */
_Noreturn __attribute__((format(printf, 1, 2)))
static inline void die(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

/* Text made as by printf, released with free. */
__attribute__((format(printf, 1, 2)))
static inline char *text_of(const char *format, ...)
{
  va_list arguments;
  char *text;
  va_start(arguments, format);
  if (vasprintf(&text, format, arguments) < 0)
    die("out of memory");
  va_end(arguments);
  return text;
}

/* Make a folder for this run; released with remove_folder and free. */
static inline char *make_folder(const char *name)
{
  const char *base = getenv("TMPDIR");
  char *folder = text_of("%s/%s-XXXXXX", base && *base ? base : "/tmp", name);
  if (!mkdtemp(folder))
    die("cannot make a folder like %s: %s", folder, strerror(errno));
  return folder;
}

static inline int remove_entry(const char *path, const struct stat *status, int kind,
                               struct FTW *place)
{
  (void)status;
  (void)kind;
  (void)place;
  return remove(path);
}

static inline void remove_folder(const char *folder)
{
  nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* The whole file, with a NUL behind it; NULL when it cannot be read. */
static inline char *read_whole(const char *path, size_t *length)
{
  FILE *file = fopen(path, "rbe");
  size_t used = 0, room = 1 << 16;
  char *bytes;
  if (!file)
    return NULL;
  bytes = malloc(room);
  while (bytes) {
    used += fread(bytes + used, 1, room - used - 1, file);
    if (used < room - 1)
      break;
    bytes = realloc(bytes, room *= 2);
  }
  if (!bytes)
    die("out of memory");
  fclose(file);
  bytes[used] = 0;
  if (length)
    *length = used;
  return bytes;
}

static inline void write_whole(const char *path, const char *bytes, size_t length)
{
  FILE *file = fopen(path, "wbe");
  if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
    die("cannot write %s: %s", path, strerror(errno));
}

static inline int64_t now_us(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* The seed of a run: the word, else PERSONS_SEED, else the clock. It is printed, so that the run can be repeated. */
static inline uint64_t seed_of(const char *word)
{
  const char *given = word ? word : getenv("PERSONS_SEED");
  unsigned long long seed = given && *given ? strtoull(given, NULL, 10) : (unsigned long long)time(NULL);
  printf("seed %llu\n", seed);
  fflush(stdout);
  return seed;
}

/* The next number of the sequence that *state seeds (xorshift64*, state not 0). */
static inline uint64_t next_random(uint64_t *state)
{
  uint64_t x = *state;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  *state = x;
  return x * 2685821657736338717u;
}

/* A number from 0 to bound - 1. */
static inline unsigned pick(uint64_t *state, unsigned bound)
{
  return (unsigned)((next_random(state) >> 33) % bound);
}

#endif
