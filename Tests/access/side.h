/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One of the two directories: its handles, and its answers with everything replaced that may differ between two
 * directories with the same visible content: times, opaque numbers and generated identifiers.
 */
#ifndef ACCESS_SIDE_H
#define ACCESS_SIDE_H

#include "../../bindings/c/tests/answer.h"

#include <ctype.h>

/* The callers who are compared: those who read, and one who may only write. Behind them is the owner. */
enum { readers = 3, callers, owner = callers };

static const char *const caller_names[] = {"token {a}", "token {a,b}", "token {a,b,c}", "writing token {a,b}", "owner"};
static const char *const caller_limits[] = {
  "\"group_ids\":[\"a\"]", "\"group_ids\":[\"a\",\"b\"]", "\"group_ids\":[\"a\",\"b\",\"c\"]",
  "\"group_ids\":[\"a\",\"b\"],\"rights\":[\"write\"]"};

#define FIRST_OPAQUE ((int64_t)1 << 52)
#define LAST_OPAQUE (((int64_t)1 << 53) - 1)

typedef struct {
  persons_directory *handle[callers + 1], *elsewhere;  /* elsewhere: the owner in another organization */
  char *bearer[callers];
  char *path;
  json_t *numbers, *identifiers;  /* each with the order of its first appearance */
} side;

/* What must work, for the test to go on. Returns the answer; the caller releases it. */
static inline json_t *must(const char *what, int status, char **out)
{
  if (status != PERSONS_OK)
    die("%s: %s %s", what, persons_status_name(status), *out ? *out : "");
  return take_answer(*out);
}

static inline persons_directory *open_side(const char *path, const char *options)
{
  persons_directory *directory;
  char *out = NULL;
  json_decref(must("persons_open", persons_open(path, options, &directory, &out), &out));
  return directory;
}

/* Issue a token with these limits; released with free. */
static inline char *token_for(persons_directory *directory, const char *limits)
{
  char *request = text_of("{%s}", limits), *out = NULL, *token;
  json_t *answer = must("persons_issue_token", persons_issue_token(directory, request, &out), &out);
  token = text_of("%s", string_at(answer, "token"));
  json_decref(answer);
  free(request);
  return token;
}

static inline persons_directory *open_with_token(const char *path, const char *token)
{
  char *options = text_of("{\"token\":\"%s\",\"durability\":\"relaxed\"}", token);
  persons_directory *directory = open_side(path, options);
  free(options);
  return directory;
}

static inline void begin_side(side *self, const char *folder, const char *name)
{
  static const char *const groups[] = {"a", "b", "c"};
  char *out = NULL;
  self->path = text_of("%s/%s.db", folder, name);
  self->numbers = json_object();
  self->identifiers = json_object();
  self->handle[owner] = open_side(self->path, "{\"organization\":\"first\",\"durability\":\"relaxed\"}");
  json_decref(must("persons_put_organization",
                   persons_put_organization(self->handle[owner], "{\"slug\":\"second\"}", &out), &out));
  self->elsewhere = open_side(self->path, "{\"organization\":\"second\",\"durability\":\"relaxed\"}");
  for (int i = 0; i < 3; i++) {
    char *request = text_of("{\"group_id\":\"%s\",\"external_ref\":\"ref-%s\",\"name\":\"Group %s\"}", groups[i],
                            groups[i], groups[i]);
    out = NULL;
    json_decref(must("persons_put_group", persons_put_group(self->handle[owner], request, &out), &out));
    free(request);
  }
  for (int i = 0; i < callers; i++) {
    char *token = token_for(self->handle[owner], caller_limits[i]);
    self->handle[i] = open_with_token(self->path, token);
    self->bearer[i] = text_of("Bearer %s", token);
    free(token);
  }
}

static inline void end_side(side *self)
{
  for (int i = 0; i <= callers; i++)
    persons_close(self->handle[i]);
  persons_close(self->elsewhere);
  for (int i = 0; i < callers; i++)
    free(self->bearer[i]);
  json_decref(self->numbers);
  json_decref(self->identifiers);
  free(self->path);
}

/* The length of what is there in the text, 0 when it is something else: '0' is a digit, 'x' a hexadecimal one. */
static inline size_t matches(const char *text, const char *shape)
{
  size_t length = strlen(shape);
  for (size_t i = 0; i < length; i++) {
    int fits = shape[i] == '0' ? isdigit((unsigned char)text[i]) : shape[i] == 'x' ? isxdigit((unsigned char)text[i])
                                                                                     : text[i] == shape[i];
    if (!fits)
      return 0;
  }
  return length;
}

/* The order in which this text first appeared. */
static inline json_int_t order_of(json_t *seen, const char *text, size_t length)
{
  char *key = text_of("%.*s", (int)length, text);
  json_t *order = json_object_get(seen, key);
  if (!order) {
    json_object_set_new(seen, key, json_integer((json_int_t)json_object_size(seen) + 1));
    order = json_object_get(seen, key);
  }
  free(key);
  return json_integer_value(order);
}

/* An answer with everything replaced that may differ; released with free. */
static inline char *replaced(side *self, const char *text)
{
  char *result = NULL;
  size_t size, length;
  FILE *stream = open_memstream(&result, &size);
  if (!stream)
    die("out of memory");
  while (*text) {
    if ((length = matches(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")) != 0)
      fprintf(stream, "identifier#%lld", (long long)order_of(self->identifiers, text, length));
    else if ((length = matches(text, "0000-00-00T00:00:00.000Z")) != 0)
      fputs("TIME", stream);
    else if (isdigit((unsigned char)*text)) {
      length = strspn(text, "0123456789");
      long long number = length == 16 ? strtoll(text, NULL, 10) : 0;
      if (number >= FIRST_OPAQUE && number <= LAST_OPAQUE)
        fprintf(stream, "number#%lld", (long long)order_of(self->numbers, text, length));
      else
        fwrite(text, 1, length, stream);
    } else
      fwrite(text, 1, length = 1, stream);
    text += length;
  }
  fclose(stream);
  return result;
}

#endif
