/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The headers of a request: in an input names and values in turn, with a tab between each and the next. Of an odd
 * number the last name has no value. List and texts are in memory of exactly their size.
 */
#ifndef FUZZ_HEADER_LIST_H
#define FUZZ_HEADER_LIST_H

#include "input.h"

/* The list for persons_respond; NULL for an empty text. */
static inline const char **header_list(const char *text)
{
  size_t count = 1;
  const char **list;
  if (!*text)
    return NULL;
  for (const char *tab = strchr(text, '\t'); tab; tab = strchr(tab + 1, '\t'))
    count++;
  list = malloc((count + 1) * sizeof *list);
  if (!list)
    die("out of memory");
  for (size_t i = 0; i < count; i++) {
    size_t length = strcspn(text, "\t");
    list[i] = exact_text((const uint8_t *)text, length);
    text += length + 1;
  }
  list[count] = NULL;
  return list;
}

static inline void release_headers(const char **list)
{
  for (size_t i = 0; list && list[i]; i++)
    free((char *)list[i]);
  free(list);
}

#endif
