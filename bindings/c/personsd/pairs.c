/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Headers in both of their forms. JSON without escapes, which nearly every reply has, is read where it
 * stands: this happens in every request, and a tree of values takes time.
 */
#include "pairs.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

const char **list_of_pairs(const pair *pairs, size_t count)
{
  size_t room = (2 * count + 1) * sizeof(char *);
  const char **list;
  char *text;
  for (size_t i = 0; i < count; i++)
    room += pairs[i].length + 1;
  list = malloc(room);
  if (!list)
    return NULL;
  text = (char *)(list + 2 * count + 1);
  for (size_t i = 0; i < count; i++) {
    list[2 * i] = pairs[i].name;
    list[2 * i + 1] = memcpy(text, pairs[i].value, pairs[i].length);
    text += pairs[i].length;
    *text++ = 0;
  }
  list[2 * count] = NULL;
  return list;
}

const char *value_in_list(const char *const *list, const char *name)
{
  for (; *list; list += 2)
    if (strcmp(list[0], name) == 0)
      return list[1];
  return NULL;
}

/* Read a plain string in its quotes at *text, and end it with NUL in the place of its quote. */
static char *take_string(char **text)
{
  char *start = *text + 1, *end = start;
  if (**text != '"')
    return NULL;
  while (*end && *end != '"' && *end != '\\')
    end++;
  if (*end != '"')
    return NULL;
  *end = 0;
  *text = end + 1;
  return start;
}

static bool take_sign(char **text, char sign)
{
  if (**text != sign)
    return false;
  (*text)++;
  return true;
}

/* Read pairs without escapes and blanks. The text is changed. */
static bool read_plain(char *text, pair_reader *reader, void *closure)
{
  do {
    char *name, *value;
    if (!take_sign(&text, '[') || !(name = take_string(&text)) || !take_sign(&text, ',') ||
        !(value = take_string(&text)) || !take_sign(&text, ']') || !reader(closure, name, value))
      return false;
  } while (take_sign(&text, ','));
  return strcmp(text, "]") == 0;
}

static bool read_escaped(const char *text, pair_reader *reader, void *closure)
{
  json_t *headers = json_loads(text, 0, NULL), *pair;
  bool all_read = json_is_array(headers);
  size_t index;
  json_array_foreach(headers, index, pair) {
    const char *name = json_string_value(json_array_get(pair, 0));
    const char *value = json_string_value(json_array_get(pair, 1));
    all_read = all_read && name && value && reader(closure, name, value);
  }
  json_decref(headers);
  return all_read;
}

bool read_pairs(const char *text, pair_reader *reader, void *closure)
{
  char copy[512];
  size_t length = strlen(text);
  if (length >= sizeof copy || strchr(text, '\\') || strncmp(text, "[[", 2) != 0)
    return read_escaped(text, reader, closure);
  memcpy(copy, text, length + 1);
  return read_plain(copy + 1, reader, closure);
}
