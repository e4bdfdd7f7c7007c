/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading what the library answered: parse it, and reach into it by a path such
 * as "persons.0.identifier".
 */
#ifndef TESTS_ANSWER_H
#define TESTS_ANSWER_H

#include "support.h"

#include <jansson.h>
#include <persons.h>

/* Parse an answer and release its text. NULL when there is none or it is no JSON. */
static inline json_t *take_answer(char *out)
{
  json_t *answer = out ? json_loads(out, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL) : NULL;
  persons_free(out);
  return answer;
}

/* The value at a path, borrowed; NULL when nothing is there. "" is the value itself. */
static inline json_t *value_at(json_t *value, const char *path)
{
  while (value && *path) {
    size_t length = strcspn(path, ".");
    char *key = text_of("%.*s", (int)length, path);
    value = json_is_array(value) ? json_array_get(value, (size_t)strtoul(key, NULL, 10))
                                 : json_object_get(value, key);
    free(key);
    path += length + (path[length] == '.');
  }
  return value;
}

/* The string at a path, borrowed; "" when there is none. */
static inline const char *string_at(json_t *value, const char *path)
{
  const char *text = json_string_value(value_at(value, path));
  return text ? text : "";
}

/* The integer at a path; -1 when there is none. */
static inline json_int_t integer_at(json_t *value, const char *path)
{
  json_t *number = value_at(value, path);
  return json_is_integer(number) ? json_integer_value(number) : -1;
}

/* Compact JSON, at most 200 bytes of it, released with free. */
static inline char *shown(json_t *value)
{
  char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
  char *shorter;
  if (!text)
    return text_of("nothing");
  if (strlen(text) <= 200)
    return text;
  shorter = text_of("%.200s…", text);
  free(text);
  return shorter;
}

#endif
