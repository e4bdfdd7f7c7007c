/* SPDX-License-Identifier: Apache-2.0 */
/* See ours.h. */
#include "ours.h"

#include <stdlib.h>
#include <string.h>

void must(int status, char **out, const char *what)
{
  if (status == PERSONS_OK)
    return;
  fprintf(stderr, "search: %s: %s %s\n", what, persons_status_name(status), out && *out ? *out : "");
  exit(1);
}

persons_directory *ours_open(const char *path)
{
  persons_directory *directory;
  char *out;
  must(persons_open(path, NULL, &directory, &out), &out, path);
  persons_free(out);
  return directory;
}

static void put_pair(text_buffer *b, const char *before, const char *value)
{
  puts_to(b, before);
  for (; *value; value++) {
    if (*value == '"' || *value == '\\')
      put(b, "\\", 1);
    put(b, value, 1);
  }
  put(b, "\"", 1);
}

char *ours_search(persons_directory *directory, const query *q)
{
  static text_buffer request;
  char *out;
  request.length = 0;
  put_pair(&request, "{\"query\":\"", q->text);
  if (*q->city)
    put_pair(&request, ",\"city\":\"", q->city);
  if (*q->state)
    put_pair(&request, ",\"state\":\"", q->state);
  puts_to(&request, "}");
  must(persons_search(directory, request.text, &out), &out, "search");
  return out;
}

long ours_total(const char *answer)
{
  static const char name[] = "\"total\":";
  const char *found = NULL;
  for (const char *at = answer; (at = strstr(at, name)) != NULL; at += sizeof name - 1)
    found = at;
  return found ? atol(found + sizeof name - 1) : -1;
}

int ours_widened(const char *answer)
{
  return strstr(answer, "\"matched\":\"fuzzy\"") != NULL || strstr(answer, "\"matched\":\"loose\"") != NULL;
}
