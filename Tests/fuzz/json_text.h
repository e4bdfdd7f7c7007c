/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON written by hand, so that bytes which are no UTF-8 reach the library too.
 */
#ifndef FUZZ_JSON_TEXT_H
#define FUZZ_JSON_TEXT_H

#include "../../bindings/c/tests/support.h"

struct json_text {
  char *bytes;
  size_t used, room;
};

static inline void add_bytes(struct json_text *text, const char *bytes, size_t length)
{
  if (text->used + length + 1 > text->room) {
    text->room = 2 * (text->used + length + 1);
    text->bytes = realloc(text->bytes, text->room);
    if (!text->bytes)
      die("out of memory");
  }
  memcpy(text->bytes + text->used, bytes, length);
  text->used += length;
  text->bytes[text->used] = 0;
}

static inline void add_plain(struct json_text *text, const char *plain)
{
  add_bytes(text, plain, strlen(plain));
}

/* A string of JSON; bytes from 0x80 on are left as they are. */
static inline void add_string(struct json_text *text, const char *string)
{
  add_plain(text, "\"");
  for (; *string; string++) {
    unsigned char byte = (unsigned char)*string;
    char escaped[8];
    if (byte < 0x20 || byte == '"' || byte == '\\') {
      snprintf(escaped, sizeof escaped, "\\u%04x", byte);
      add_plain(text, escaped);
    } else {
      add_bytes(text, string, 1);
    }
  }
  add_plain(text, "\"");
}

/* A member of the object that is open, with a comma before all but the first. */
static inline void add_key(struct json_text *text, const char *key)
{
  if (text->used && text->bytes[text->used - 1] != '{')
    add_plain(text, ",");
  add_string(text, key);
  add_plain(text, ":");
}

static inline void add_member(struct json_text *text, const char *key, const char *value)
{
  add_key(text, key);
  add_string(text, value);
}

static inline void add_number(struct json_text *text, const char *key, long long number)
{
  char digits[32];
  snprintf(digits, sizeof digits, "%lld", number);
  add_key(text, key);
  add_plain(text, digits);
}

/* The text in memory of exactly its size; releases the other. */
static inline char *exact_json(struct json_text *text)
{
  char *exact = strdup(text->bytes);
  if (!exact)
    die("out of memory");
  free(text->bytes);
  return exact;
}

#endif
