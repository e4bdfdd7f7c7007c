/* SPDX-License-Identifier: Apache-2.0 */
/* Headers as persons_respond takes and gives them: a JSON array of pairs of strings. */
#ifndef PERSONSD_PAIRS_H
#define PERSONSD_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

/* A text that grows. All zero is none. */
typedef struct {
  char *text;
  size_t length, room;
} pairs;

/* Add a pair. The name is ours: plain ASCII. False when the value is not UTF-8, or for memory. */
bool append_pair(pairs *pairs, const char *name, const char *value, size_t length);

/* The JSON, to be freed with free(). NULL when there is no memory. */
char *take_pairs(pairs *pairs);

/* Free what was not taken. */
void drop_pairs(pairs *pairs);

/* Called with each pair. False ends the reading. */
typedef bool pair_reader(void *closure, const char *name, const char *value);

/* Read the pairs of a JSON text that persons_respond gave. False when one is not as it must be. */
bool read_pairs(const char *text, pair_reader *reader, void *closure);

#endif
