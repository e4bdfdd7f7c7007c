/* SPDX-License-Identifier: Apache-2.0 */
/* The headers of a request to persons_respond: which lists it takes, and which values. */
#ifndef HARNESS_HEADERS_H
#define HARNESS_HEADERS_H

#include "expect.h"

#include <strings.h>

enum { most_headers = 1000, most_value_bytes = 8 << 10 };

/* A request with one header more than the token: its HTTP status, and the field at fault. */
#define ASKED_WITH(target, name, value, wanted_status, field) \
  ask_with(__LINE__, directory, target, token, name, value, wanted_status, field)

static inline void ask_with(int line, persons_directory *directory, const char *target, const char *token,
                            const char *name, const char *value, int wanted_status, const char *field)
{
  const char *headers[] = {"authorization", token, "organizationSlug", "default", name, value, NULL};
  int http_status = 0;
  int status = persons_respond(directory, "GET", target, strcasecmp(name, "authorization") ? headers : headers + 2, NULL,
                               0, &http_status, NULL, OUT);
  json_t *answer = take_answer(answer_text);
  char *problem = text_of("%s, HTTP %d, field %s", persons_status_name(status), http_status, string_at(answer, "error.field"));
  answer_text = NULL;
  note(line, status == PERSONS_OK && http_status == wanted_status && strcmp(string_at(answer, "error.field"), field) == 0,
       name, problem);
  free(problem);
  json_decref(answer);
}

static inline char *text_of_length(size_t length)
{
  char *text = text_of("%*s", (int)length, "");
  memset(text, 'a', length);
  return text;
}

/* What is not UTF-8 or too long is refused in the headers that mean something, and in no others. */
static inline void check_values(persons_directory *directory, const char *token)
{
  static const char *const read[] = {"authorization", "accept", "content-type", "idempotency-key", "content-length",
                                     "transfer-encoding", "host"};
  char *longest = text_of_length(most_value_bytes), *too_long = text_of_length(most_value_bytes + 1);
  for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
    ASKED_WITH("/stats", read[i], "caf\xe9", 400, read[i]);
    ASKED_WITH("/stats", read[i], "\xed\xa0\x80", 400, read[i]);
    ASKED_WITH("/stats", read[i], too_long, 400, read[i]);
  }
  ASKED_WITH("/stats", "Authorization", longest, 401, "");
  ASKED_WITH("/stats", "Accept", longest, 200, "");
  ASKED_WITH("/stats", "ORGANIZATIONSLUG", "default", 400, "organizationslug");
  ASKED_WITH("/stats", "Accept", "caf\xc3\xa9", 200, "");
  ASKED_WITH("/stats", "Cookie", "caf\xe9", 200, "");
  ASKED_WITH("/stats", "\xff\xfe", "a", 200, "");
  ASKED_WITH("/stats", "", "", 200, "");
  ASKED_WITH("/stats", "Acceptance", "\xff", 200, "");
  ASKED_WITH("/stats", "Accep", "\xff", 200, "");
  ASKED_WITH("/stats", "Cookie", too_long, 200, "");
  ASKED_WITH("/stats", too_long, "a", 200, "");
  free(longest);
  free(too_long);
}

/* The dialect of the route tells of a bad header. */
static inline void check_dialects(persons_directory *directory)
{
  static const char *const headers[] = {"Authorization", "\xff", NULL};
  int http_status = 0;
  GIVES(persons_respond(directory, "GET", "/person", headers, NULL, 0, &http_status, NULL, OUT), "error.field",
        "\"authorization\"");
  HOLDS(http_status == 400);
  GIVES(persons_respond(directory, "GET", "/person", headers, NULL, 0, NULL, NULL, OUT), "message",
        "\"The header \\\"authorization\\\" is not valid UTF-8.\"");
  GIVES(persons_respond(directory, "POST", "/persons/find/", headers, NULL, 0, &http_status, NULL, OUT), "error.type",
        "\"invalid_request\"");
  HOLDS(http_status == 400);
}

/* As many headers as are allowed, and one more; without a NULL behind it, for none is looked for there. */
static inline void check_counts(persons_directory *directory)
{
  const char **headers = calloc(2 * most_headers + 1, sizeof *headers);
  int http_status = 0;
  if (!headers)
    die("out of memory");
  for (size_t i = 0; i < 2 * most_headers; i++)
    headers[i] = "x";
  GIVES(persons_respond(directory, "GET", "/healthz", headers, NULL, 0, &http_status, NULL, OUT), "status", "\"ok\"");
  headers[2 * most_headers - 1] = NULL;
  REFUSED_AT(persons_respond(directory, "GET", "/healthz", headers, NULL, 0, &http_status, NULL, OUT), PERSONS_MISUSE,
             "null_argument", "headers");
  headers[2 * most_headers - 1] = headers[2 * most_headers] = "x";
  REFUSED_AT(persons_respond(directory, "GET", "/healthz", headers, NULL, 0, &http_status, NULL, OUT), PERSONS_TOO_LARGE,
             "too_large", "headers");
  HOLDS(http_status == 0);
  free(headers);
}

static inline void check_headers(persons_directory *directory)
{
  char *token = STRING_OF(persons_issue_token(directory, NULL, OUT), "token"), *bearer = text_of("Bearer %s", token);
  check_values(directory, bearer);
  check_dialects(directory);
  check_counts(directory);
  free(bearer);
  free(token);
}

#endif
