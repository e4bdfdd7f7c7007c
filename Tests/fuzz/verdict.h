/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every answer of the library must be, whatever the input was: a status that has a name, and a text that is
 * JSON, the error's in its envelope. What is not so ends the process, and the fuzzer keeps the input.
 */
#ifndef FUZZ_VERDICT_H
#define FUZZ_VERDICT_H

#include "../../bindings/c/tests/answer.h"

/* Stands in requests and records, and never may in a message. The dictionaries have it. */
#define CANARY "zqxcanaryjv"

/* End the process: a promise of the header is broken. */
_Noreturn __attribute__((format(printf, 1, 2)))
static inline void fault(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  fputs("FAULT: ", stderr);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  abort();
}

static inline int is_type_name(const char *text)
{
  size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
  return length > 0 && text[length] == 0;
}

/* The inside of an error's envelope; from a service its type can be any text. */
static inline void check_error(const char *call, json_t *error, int is_remote)
{
  const char *key, *type = string_at(error, "type"), *message = string_at(error, "message");
  json_t *value;
  if (!*type || (!is_remote && !is_type_name(type)) || !*message)
    fault("%s: an error without type or message", call);
  /* The name of a key may stand in a message; a value may not. */
  int tells_key = strcmp(type, "unknown_key") == 0;
  if (!is_remote && !tells_key && strstr(message, CANARY))
    fault("%s: the message of %s tells a value", call, type);
  json_object_foreach(error, key, value) {
    int fits = (strcmp(key, "field") == 0 && json_is_string(value))
        || (strcmp(key, "offset") == 0 && json_is_integer(value) && json_integer_value(value) >= 0)
        || strcmp(key, "type") == 0 || strcmp(key, "message") == 0;
    if (!fits && !(is_remote && strcmp(key, "offset") == 0 && json_is_integer(value)))
      fault("%s: the error %s has a strange member %s", call, type, key);
  }
}

/* Judge the answer of a call and parse its text, which is released. The caller releases the result. */
static inline json_t *judged_answer(const char *call, int status, char *out, int is_remote)
{
  const char *name = persons_status_name(status);
  json_error_t error;
  json_t *answer;
  if (!name || !*name || strcmp(name, "UNKNOWN") == 0)
    fault("%s: the status %d has no name", call, status);
  if (status > 0 || status == PERSONS_INTERNAL || status == PERSONS_NO_MEMORY)
    fault("%s: %s: %s", call, name, out ? out : "NULL");
  if (!out)
    fault("%s: %s without a text", call, name);
  answer = json_loads(out, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
  if (!answer)
    fault("%s: %s with what is no JSON (%s at %d): %.300s", call, name, error.text, error.position, out);
  if (!json_is_object(answer))
    fault("%s: %s with what is no object: %.300s", call, name, out);
  if (status != PERSONS_OK) {
    if (!json_is_object(value_at(answer, "error")))
      fault("%s: %s without an error: %.300s", call, name, out);
    check_error(call, value_at(answer, "error"), is_remote);
  } else if (!is_remote && value_at(answer, "error")) {
    fault("%s: OK with an error: %.300s", call, out);
  }
  persons_free(out);
  return answer;
}

/* Judge the answer of a directory that nothing is wrong with: it is never damaged, full or held by another. */
static inline json_t *judged(const char *call, int status, char *out)
{
  switch (status) {
  case PERSONS_OK:
  case PERSONS_MISUSE:
  case PERSONS_INVALID:
  case PERSONS_NOT_FOUND:
  case PERSONS_CONFLICT:
  case PERSONS_UNAUTHORIZED:
  case PERSONS_FORBIDDEN:
  case PERSONS_UNSUPPORTED:
  case PERSONS_TOO_LARGE:
  case PERSONS_INTERRUPTED: break;
  default: fault("%s: %s from a sound directory: %s", call, persons_status_name(status), out ? out : "");
  }
  return judged_answer(call, status, out, 0);
}

/* For what a target does by itself and must work: the answer, released by the caller. */
static inline json_t *must(const char *call, int status, char *out)
{
  if (status != PERSONS_OK)
    fault("%s: %s: %s", call, persons_status_name(status), out ? out : "");
  return judged_answer(call, status, out, 0);
}

#endif
