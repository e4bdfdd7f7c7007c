/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Headers as persons_respond takes them, a list of names and values in turn that ends with NULL, and
 * as it gives them, a JSON array of pairs of strings.
 */
#ifndef PERSONSD_PAIRS_H
#define PERSONSD_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  const char *name; /* static */
  const char *value;
  size_t length; /* of the value, which need not end with NUL */
} pair;

/* The list of some pairs, with copies of their values, to be freed with free(). NULL when there is
   no memory. */
const char **list_of_pairs(const pair *pairs, size_t count);

/* The value of the header whose name is written so, NULL when there is none. */
const char *value_in_list(const char *const *list, const char *name);

/* Called with each pair. False ends the reading. */
typedef bool pair_reader(void *closure, const char *name, const char *value);

/* Read the pairs of a JSON text that persons_respond gave. False when one is not as it must be. */
bool read_pairs(const char *text, pair_reader *reader, void *closure);

#endif
