/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Headers as JSON. This happens twice in every request, and a tree of values for each took a tenth of its
 * time: plain values, which nearly all are, are copied.
 */
#include "pairs.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static bool append(pairs *pairs, const char *bytes, size_t length)
{
  size_t wanted = pairs->length + length + 1;
  if (wanted > pairs->room) {
    size_t room = wanted * 2 < 512 ? 512 : wanted * 2;
    char *text = realloc(pairs->text, room);
    if (!text)
      return false;
    pairs->text = text;
    pairs->room = room;
  }
  memcpy(pairs->text + pairs->length, bytes, length);
  pairs->length += length;
  return true;
}

/* Whether a text stands in JSON as it is. */
static bool is_plain(const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (text[i] < ' ' || text[i] >= 0x7f || text[i] == '"' || text[i] == '\\')
      return false;
  return true;
}

static bool append_escaped(pairs *pairs, const char *value, size_t length)
{
  json_t *string = json_stringn(value, length);
  char *text = string ? json_dumps(string, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
  bool appended = text && append(pairs, text, strlen(text));
  free(text);
  json_decref(string);
  return appended;
}

static bool append_value(pairs *pairs, const char *value, size_t length)
{
  if (!is_plain(value, length))
    return append_escaped(pairs, value, length);
  return append(pairs, "\"", 1) && append(pairs, value, length) && append(pairs, "\"", 1);
}

bool append_pair(pairs *pairs, const char *name, const char *value, size_t length)
{
  return append(pairs, pairs->length ? ",[\"" : "[[\"", 3) && append(pairs, name, strlen(name)) &&
         append(pairs, "\",", 2) && append_value(pairs, value, length) && append(pairs, "]", 1);
}

char *take_pairs(pairs *pairs)
{
  char *text;
  if (!append(pairs, pairs->length ? "]" : "[]", pairs->length ? 1 : 2))
    return NULL;
  pairs->text[pairs->length] = 0;
  text = pairs->text;
  memset(pairs, 0, sizeof *pairs);
  return text;
}

void drop_pairs(pairs *pairs)
{
  free(pairs->text);
  memset(pairs, 0, sizeof *pairs);
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
