/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a highlight must be: a part of a value that the person has, counted in code points, and a grade of the header.
 */
#ifndef FUZZ_HIGHLIGHT_H
#define FUZZ_HIGHLIGHT_H

#include "verdict.h"

static inline long code_points(const char *text)
{
  long count = 0;
  for (; *text; text++)
    count += ((unsigned char)*text & 0xC0) != 0x80;
  return count;
}

static inline int is_grade(const char *grade)
{
  static const char *const grades[] = {"exact", "prefix", "suffix", "variant", "typo"};
  for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
    if (strcmp(grade, grades[i]) == 0)
      return 1;
  return 0;
}

static inline void check_highlight(json_t *person, json_t *highlight)
{
  const char *field = string_at(highlight, "field");
  json_int_t start = integer_at(highlight, "start"), length = integer_at(highlight, "length");
  json_t *value = value_at(person, field);
  if (!is_grade(string_at(highlight, "grade")) || start < 0 || length < 1)
    fault("no highlight: %s", shown(highlight));
  /* A key of the custom fields may hold a dot itself; then the path does not lead there. */
  if (!value && strncmp(field, "customFields.", 13) == 0)
    return;
  if (!json_is_string(value))
    fault("a highlight of what is no text: %s", shown(highlight));
  if (start + length > code_points(json_string_value(value)))
    fault("a highlight behind the end: %s in %s", shown(highlight), shown(value));
}

/* Judge the highlights of every person of an answer; there are some members even where nothing matched. */
static inline void check_highlights(json_t *answer)
{
  size_t index, inner;
  json_t *person, *highlight;
  json_array_foreach(value_at(answer, "persons"), index, person) {
    json_t *highlights = json_object_get(person, "highlight");
    if (highlights && !json_is_array(highlights))
      fault("highlights that are no array: %s", shown(highlights));
    json_array_foreach(highlights, inner, highlight)
      check_highlight(person, highlight);
  }
}

#endif
