/* SPDX-License-Identifier: Apache-2.0 */
/* What the programs of this folder and of search/ share: a clock, a text that grows, and the removal of a store. */
#ifndef PERSONS_BENCH_SHARED_H
#define PERSONS_BENCH_SHARED_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static inline double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

typedef struct { char *text; size_t length, size; } text_buffer;

static inline void put(text_buffer *b, const char *text, size_t length)
{
  if (b->length + length + 1 > b->size) {
    b->size = (b->length + length + 1) * 2;
    b->text = realloc(b->text, b->size);
    if (!b->text)
      abort();
  }
  memcpy(b->text + b->length, text, length);
  b->length += length;
  b->text[b->length] = 0;
}

static inline void puts_to(text_buffer *b, const char *text) { put(b, text, strlen(text)); }

/* Removes a database and the files that stand beside it, whether SQLite's or the search index. */
static inline void remove_store(const char *path)
{
  static const char *const suffixes[] = {"", "-wal", "-shm", "-search"};
  for (int i = 0; i < 4; i++) {
    text_buffer name = {0};
    puts_to(&name, path);
    puts_to(&name, suffixes[i]);
    unlink(name.text);
    free(name.text);
  }
}

#endif
