/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for every request: bounds, bad text, unknown and doubled keys. */
#ifndef HARNESS_REQUESTS_H
#define HARNESS_REQUESTS_H

#include "expect.h"

/* A person whose customFields hold objects this deep; released with free. */
static inline char *nested_person(int depth)
{
  char *text = text_of("{\"firstName\":\"N\",\"lastName\":\"N\",\"email\":\"n@example.org\","
                       "\"customFields\":");
  for (int i = 0; i < depth; i++) {
    char *longer = text_of("%s{\"a\":", text);
    free(text);
    text = longer;
  }
  char *whole = text_of("%s1", text);
  free(text);
  for (int i = 0; i < depth; i++) {
    char *longer = text_of("%s}", whole);
    free(whole);
    whole = longer;
  }
  text = text_of("%s}", whole);
  free(whole);
  return text;
}

/* A search for a word of this many letters; released with free. */
static inline char *long_search(size_t length)
{
  char *word = malloc(length + 1), *text;
  if (!word)
    die("out of memory");
  memset(word, 'a', length);
  word[length] = 0;
  text = text_of("{\"query\":\"%s\"}", word);
  free(word);
  return text;
}

/* A request of so many bytes, most of them spaces; released with free. */
static inline char *wide_request(size_t length)
{
  char *text = malloc(length + 1);
  if (!text)
    die("out of memory");
  memset(text, ' ', length);
  memcpy(text, "{\"limit\":1", 10);
  memcpy(text + length - 1, "}", 2);
  return text;
}

static inline void check_bounds(persons_directory *directory)
{
  char *deep = nested_person(70), *shallow = nested_person(50);
  char *large = long_search(65 * 1024 + 1), *fitting = long_search(1024);
  char *widest = wide_request(8u << 20), *wide = wide_request((8u << 20) + 1);
  REFUSED(persons_create(directory, deep, OUT), PERSONS_TOO_LARGE, "too_deep");
  ANSWERS(persons_create(directory, shallow, OUT), PERSONS_OK);
  REFUSED(persons_search(directory, large, OUT), PERSONS_TOO_LARGE, "too_large");
  GIVES(persons_search(directory, fitting, OUT), "total", "0");
  ANSWERS(persons_list(directory, widest, OUT), PERSONS_OK);
  REFUSED(persons_list(directory, wide, OUT), PERSONS_TOO_LARGE, "too_large");
  free(deep);
  free(shallow);
  free(large);
  free(fitting);
  free(widest);
  free(wide);
}

static inline void check_requests(void)
{
  persons_directory *directory = memory_directory();
  check_bounds(directory);
  REFUSED(persons_search(directory, "{\"query\":\"a\"", OUT), PERSONS_INVALID, "malformed_json");
  REFUSED(persons_search(directory, "{\"query\":\"a\"} x", OUT), PERSONS_INVALID,
          "malformed_json");
  REFUSED(persons_search(directory, "{\"query\":\"\xc3\x28\"}", OUT), PERSONS_INVALID,
          "invalid_utf8");
  REFUSED_AT(persons_search(directory, "{\"qery\":\"a\"}", OUT), PERSONS_INVALID, "unknown_key",
             "qery");
  REFUSED_AT(persons_search(directory, "{\"limit\":1,\"limit\":2}", OUT), PERSONS_INVALID,
             "duplicate_key", "limit");
  REFUSED_AT(persons_search(directory, "{\"query\":7}", OUT), PERSONS_INVALID, "wrong_type",
             "query");
  REFUSED_AT(persons_search(directory, "{\"limit\":0}", OUT), PERSONS_INVALID, "invalid_value",
             "limit");
  REFUSED_AT(persons_search(directory, "{\"limit\":1001}", OUT), PERSONS_TOO_LARGE,
             "too_large", "limit");
  REFUSED_AT(persons_search(directory, "{\"skip\":-1}", OUT), PERSONS_INVALID, "invalid_value",
             "skip");
  GIVES(persons_search(directory, "{\"query\":null,\"limit\":null}", OUT), "limit", "10");
  REFUSED(persons_search(directory, "{\"limit\":99999999999999999999}", OUT), PERSONS_INVALID, "malformed_json");
  ANSWERS(persons_search(directory, NULL, NULL), PERSONS_OK);
  ANSWERS(persons_search(directory, "{", NULL), PERSONS_INVALID);
  persons_close(directory);
}

#endif
