/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must hold of every answer, whatever was called: the status is one of the header's and one of those that fit, the
 * text is JSON, an error has a type and a message. Keeps the last calls, to be shown when something is wrong.
 */
#ifndef STATE_JUDGE_H
#define STATE_JUDGE_H

#include "../../bindings/c/tests/answer.h"

#include <ctype.h>

enum { trail_length = 40, trail_width = 240, end_of_list = 1 };

static char trail[trail_length][trail_width];
static long calls_made, calls_wrong;

/* Note a call ahead of making it, so that it is shown even when it ends the process. */
__attribute__((format(printf, 1, 2)))
static inline void note_call(const char *format, ...)
{
  va_list arguments;
  char *line = trail[calls_made++ % trail_length];
  va_start(arguments, format);
  vsnprintf(line, trail_width, format, arguments);
  va_end(arguments);
}

static inline void show_trail(void)
{
  long first = calls_made > trail_length ? calls_made - trail_length : 0;
  for (long call = first; call < calls_made; call++)
    printf("  call %ld: %s\n", call + 1, trail[call % trail_length]);
}

__attribute__((format(printf, 1, 2)))
static inline void found_wrong(const char *format, ...)
{
  va_list arguments;
  if (calls_wrong++ >= 5)
    return;
  printf("FAIL call %ld: ", calls_made);
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  printf("\n");
  if (calls_wrong == 1)
    show_trail();
  fflush(stdout);
}

static inline int is_type_name(const char *text)
{
  if (!*text)
    return 0;
  for (; *text; text++)
    if (!islower((unsigned char)*text) && !isdigit((unsigned char)*text) && *text != '_')
      return 0;
  return 1;
}

/* The error's text is whole; NULL only where nothing was asked for. */
static inline void judge_error(const char *call, int status, json_t *answer)
{
  char *text = shown(answer);
  if (!is_type_name(string_at(answer, "error.type")) || !*string_at(answer, "error.message"))
    found_wrong("%s answered %s with a text that is no error: %s", call, persons_status_name(status), text);
  free(text);
}

/*
 * Judge a call by the statuses that fit (a list that ends with end_of_list). Returns the answer, to be released by the
 * caller; NULL when it was not asked for.
 */
static inline json_t *judge_list(const char *call, int status, char *out, int asked, va_list fitting)
{
  json_t *answer = take_answer(out);
  int fits = 0, one;
  while ((one = va_arg(fitting, int)) != end_of_list)
    fits |= one == status;
  if (!fits) {
    char *text = shown(answer);
    found_wrong("%s answered %s: %s", call, persons_status_name(status), text);
    free(text);
  }
  if (strcmp(persons_status_name(status), "UNKNOWN") == 0 || status > 0)
    found_wrong("%s answered %d, which no header knows", call, status);
  if (asked && !answer)
    found_wrong("%s answered %s with a text that is no JSON", call, persons_status_name(status));
  if (asked && status != PERSONS_OK)
    judge_error(call, status, answer);
  return answer;
}

static inline json_t *judge(const char *call, int status, char *out, int asked, ...)
{
  va_list fitting;
  json_t *answer;
  va_start(fitting, asked);
  answer = judge_list(call, status, out, asked, fitting);
  va_end(fitting);
  return answer;
}

#endif
