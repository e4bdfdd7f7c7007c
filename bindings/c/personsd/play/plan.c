/* SPDX-License-Identifier: Apache-2.0 */
/* What a fault does to a request. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { most_milliseconds = 600000, most_body_bytes = 1 << 20, most_headers = 20 };

static const char *const names_of_breakages[] = {
    "reset", "close", "not_http", "cut_json", "long_length", "short_length", "reset_in_body",
    "chunks", "close_after", NULL};
static const char *const names_of_tokens[] = {"", "expired", "invalid", "missing", NULL};

/* The number of a word in a list that ends with NULL, which is the number of its end. */
static int number_of_word(const char *word, const char *const words[])
{
  int number = 0;
  while (words[number] && strcmp(words[number], word) != 0)
    number++;
  return number;
}

static bool is_header_name(const char *text)
{
  if (!*text || strlen(text) > 100)
    return false;
  for (; *text; text++)
    if (*text <= ' ' || *text >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", *text))
      return false;
  return true;
}

static bool is_header_value(json_t *value)
{
  const char *text = json_string_value(value);
  if (!text || strlen(text) > 1000)
    return false;
  for (; *text; text++)
    if (*text < ' ' || *text >= 0x7f)
      return false;
  return true;
}

/* They say how the bytes are sent, which is the server's: "broken" makes them wrong. */
static bool is_of_server(const char *name)
{
  return strcasecmp(name, "Content-Length") == 0 || strcasecmp(name, "Transfer-Encoding") == 0 ||
         strcasecmp(name, "Connection") == 0 || strcasecmp(name, "Date") == 0;
}

static bool read_headers(json_t *answer, const char *place, plan *plan, problem *problem)
{
  json_t *headers = json_object_get(answer, "headers"), *value;
  char where[place_size], header_place[place_size];
  const char *name;
  if (!headers)
    return true;
  place_of_key(where, place, "headers");
  if (!json_is_object(headers) || json_object_size(headers) > most_headers)
    return refuse(problem, where, "must be an object of at most %d headers", most_headers);
  json_object_foreach(headers, name, value) {
    place_of_key(header_place, where, name);
    if (!is_header_name(name))
      return refuse(problem, header_place, "is no name of a header");
    if (is_of_server(name))
      return refuse(problem, header_place, "is set by the server; see \"broken\"");
    if (!is_header_value(value))
      return refuse(problem, header_place,
                    "must be a string of at most 1000 printable ASCII characters");
  }
  plan->headers = json_deep_copy(headers); /* no count of it is shared between threads */
  return plan->headers || refuse(problem, where, "is more than there is memory for");
}

static bool read_body(json_t *answer, const char *place, plan *plan, problem *problem)
{
  json_t *body = json_object_get(answer, "body");
  const char *text = NULL;
  char where[place_size];
  if (!read_text(answer, "text", place, most_body_bytes, true, &text, problem))
    return false;
  if (!body && !text)
    return true;
  place_of_key(where, place, "body");
  if (body && text)
    return refuse(problem, where, "is given beside \"text\"");
  plan->body = body ? json_dumps(body, JSON_COMPACT | JSON_ENCODE_ANY) : strdup(text);
  if (!plan->body)
    return refuse(problem, where, "is more than there is memory for");
  return strlen(plan->body) <= most_body_bytes || refuse(problem, where, "is over 1 MiB");
}

static bool read_drip(json_t *answer, const char *place, plan *plan, problem *problem)
{
  static const char *const keys[] = {"bytes", "every_ms", NULL};
  json_t *drip = json_object_get(answer, "drip");
  json_int_t bytes = 0, every = 0;
  char where[place_size];
  if (!drip)
    return true;
  place_of_key(where, place, "drip");
  if (!is_object_of(drip, where, keys, problem) ||
      !read_integer(drip, "bytes", where, 1, most_body_bytes, &bytes, problem) ||
      !read_integer(drip, "every_ms", where, 1, most_milliseconds, &every, problem))
    return false;
  if (bytes == 0 || every == 0)
    return refuse(problem, where, "needs \"bytes\" and \"every_ms\"");
  plan->drip_bytes = (size_t)bytes;
  plan->drip_every = every * 1000;
  return true;
}

static bool read_words(json_t *answer, const char *place, plan *plan, problem *problem)
{
  const char *broken = NULL, *token = NULL;
  char where[place_size];
  if (!read_text(answer, "broken", place, 20, false, &broken, problem) ||
      !read_text(answer, "token", place, 20, false, &token, problem))
    return false;
  plan->broken = broken ? (breakage)number_of_word(broken, names_of_breakages) : not_broken;
  if (broken && plan->broken == not_broken) {
    place_of_key(where, place, "broken");
    return refuse(problem, where, "must be reset, close, not_http, cut_json, long_length, "
                  "short_length, reset_in_body, chunks or close_after");
  }
  plan->token = token ? (token_kind)number_of_word(token, names_of_tokens) : its_own;
  if (token && !names_of_tokens[plan->token]) {
    place_of_key(where, place, "token");
    return refuse(problem, where, "must be expired, invalid or missing");
  }
  return true;
}

/* Refuse what would be passed over. */
static bool fits_together(json_t *answer, const char *place, const plan *plan, problem *problem)
{
  static const char *const of_reply[] = {"status", "headers", "body", "text", "drip", NULL};
  static const char *const of_answer[] = {"status", "body", "text", "carried_out", NULL};
  static const char *const none[] = {NULL};
  const char *const *keys = plan->token != its_own ? of_answer
                            : plan->broken <= not_http ? of_reply : none;
  char where[place_size];
  for (; *keys; keys++) {
    if (!json_object_get(answer, *keys))
      continue;
    place_of_key(where, place, *keys);
    return refuse(problem, where, "has no effect beside \"%s\"",
                  plan->token != its_own ? "token" : "broken");
  }
  if (plan->token != its_own && plan->broken <= not_http) {
    place_of_key(where, place, "token");
    return refuse(problem, where, "has no effect beside \"broken\"");
  }
  return true;
}

bool read_plan(json_t *answer, const char *place, plan *plan, problem *problem)
{
  static const char *const keys[] = {"status", "headers", "body", "text", "token", "carried_out",
                                     "delay_ms", "drip", "broken", NULL};
  json_int_t status = 0, delay = 0;
  memset(plan, 0, sizeof *plan);
  if (!is_object_of(answer, place, keys, problem))
    return false;
  if (json_object_size(answer) == 0)
    return refuse(problem, place, "is empty");
  if (read_integer(answer, "status", place, 200, 599, &status, problem) &&
      read_integer(answer, "delay_ms", place, 0, most_milliseconds, &delay, problem) &&
      read_words(answer, place, plan, problem) && read_body(answer, place, plan, problem) &&
      read_headers(answer, place, plan, problem) && read_drip(answer, place, plan, problem) &&
      fits_together(answer, place, plan, problem)) {
    plan->status = (unsigned)status;
    plan->delay = delay * 1000;
    plan->carried_out = !plan->status && !plan->body && plan->broken > not_http;
    if (read_flag(answer, "carried_out", place, &plan->carried_out, problem))
      return true;
  }
  release_plan(plan);
  return false;
}

void release_plan(plan *plan)
{
  json_decref(plan->headers);
  free(plan->body);
  memset(plan, 0, sizeof *plan);
}
