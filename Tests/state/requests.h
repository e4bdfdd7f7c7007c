/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that are wrong in a way that every call must refuse, and texts that were changed at random. */
#ifndef STATE_REQUESTS_H
#define STATE_REQUESTS_H

#include "../../bindings/c/tests/support.h"

/* More than the bound of 8 MiB, made once. */
static inline const char *too_large_request(void)
{
  static char *text;
  size_t length = (8 << 20) + 2;
  if (!text && (text = malloc(length + 1)) != NULL) {
    memset(text, ' ', length);
    memcpy(text, "{}", 2);
    text[length] = 0;
  }
  return text;
}

static inline char *deep_request(void)
{
  char text[200] = "{\"customFields\":";
  size_t used = strlen(text);
  memset(text + used, '[', 80);
  memset(text + used + 80, ']', 80);
  text[used + 160] = '}';
  text[used + 161] = 0;
  return text_of("%s", text);
}

/* A request that no call takes, made from one that it does. */
static inline char *wrong_request(const char *right, uint64_t *random)
{
  size_t length = strlen(right);
  switch (pick(random, 12)) {
  case 0:
    return text_of("{\"no_such_key\":1%s%s", length > 2 ? "," : "", right + 1);
  case 1:
    return text_of("%.*s", (int)pick(random, (unsigned)length), right);
  case 2:
    return text_of("[%s]", right);
  case 3:
    return text_of("null");
  case 4:
    return text_of("{\"\xff\":1}");
  case 5:
    return text_of("{\"limit\":1,\"limit\":1}");
  case 6:
    return deep_request();
  case 7:
    return text_of("{\"firstName\":\"\\u0000\"}");
  case 8:
    return text_of("%s}", right);
  case 9:
    return text_of("{\"name\":\"\\ud800\"}");
  case 10:
    return text_of("{\"limit\":1e999}");
  default:
    return pick(random, 500) ? text_of("\xef\xbb\xbf%s", right) : text_of("%s", too_large_request());
  }
}

/* The text with a few bytes changed, taken out or put in. */
static inline char *changed_at_random(const char *text, uint64_t *random)
{
  static const char useful[] = "{}[]\",:\\0159eE+-.ntf*@ \x80\xff\x01";
  size_t length = strlen(text);
  char *changed = malloc(length + 8);
  if (!changed)
    die("out of memory");
  memcpy(changed, text, length + 1);
  for (unsigned edits = 1 + pick(random, 4); edits > 0 && length > 0; edits--) {
    size_t place = pick(random, (unsigned)length);
    char byte = pick(random, 2) ? useful[pick(random, sizeof useful - 1)] : (char)(1 + pick(random, 255));
    switch (pick(random, 3)) {
    case 0:
      changed[place] = byte;
      break;
    case 1:
      memmove(changed + place, changed + place + 1, length - place);
      length--;
      break;
    default:
      memmove(changed + place + 1, changed + place, length - place + 1);
      changed[place] = byte;
      length++;
    }
  }
  return changed;
}

#endif
