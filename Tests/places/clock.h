/* SPDX-License-Identifier: Apache-2.0 */
/* The machine's clock is set back or far ahead: this program answers clock_gettime in the place of the C library. */
#ifndef PLACES_CLOCK_H
#define PLACES_CLOCK_H

#include "place.h"

#include <sys/syscall.h>

static int64_t clock_is_off_by; /* seconds */
static int64_t clock_stands_at; /* milliseconds since 1970; 0: it goes */

/* The library's calls come here, for a program's own functions go before those of its libraries. */
int clock_gettime(clockid_t which, struct timespec *time)
{
  int result = (int)syscall(SYS_clock_gettime, which, time);
  if (result == 0 && which == CLOCK_REALTIME)
    time->tv_sec += clock_is_off_by;
  if (result == 0 && which == CLOCK_REALTIME && clock_stands_at) {
    time->tv_sec = clock_stands_at / 1000;
    time->tv_nsec = clock_stands_at % 1000 * 1000000;
  }
  return result;
}

static inline void the_clock_goes_back(const char *folder)
{
  char *path = file_with_ada(folder), *token, *options, *before, *after;
  persons_directory *owner = OPENED(path, NULL), *bearer;
  int64_t revision;
  json_t *seen;
  token = STRING_OF(persons_issue_token(owner, "{\"expires_in\":60}", OUT), "token");
  options = text_of("{\"token\":\"%s\"}", token);
  bearer = OPENED(path, options);
  ANSWERS(persons_list(bearer, NULL, OUT), PERSONS_OK);
  before = STRING_OF(persons_get(owner, "ada", OUT), "createdAt");
  clock_is_off_by = 100;
  ANSWERS(persons_create(owner, "{\"personId\":\"bob\",\"firstName\":\"Bob\",\"lastName\":\"B\",\"email\":\"b\","
                         "\"idempotencyKey\":\"k\"}", OUT), PERSONS_OK);
  REFUSED(persons_list(bearer, NULL, OUT), PERSONS_UNAUTHORIZED, "expired_token");
  after = STRING_OF(persons_get(owner, "bob", OUT), "createdAt");
  HOLDS(strcmp(before, after) < 0);
  clock_is_off_by = -86400 * 400;
  /* What has expired stays so, for the file has seen the later time. */
  REFUSED(persons_list(bearer, NULL, OUT), PERSONS_UNAUTHORIZED, "expired_token");
  HOLDS(persons_stats(owner, OUT) == PERSONS_OK);
  seen = take_answer(answer_text);
  answer_text = NULL;
  revision = integer_at(seen, "revision");
  json_decref(seen);
  ANSWERS(persons_create(owner, "{\"personId\":\"eve\",\"firstName\":\"Eve\",\"lastName\":\"E\",\"email\":\"e\"}", OUT),
          PERSONS_OK);
  ANSWERS(persons_update(owner, "ada", "{\"city\":\"Bath\"}", OUT), PERSONS_OK);
  GIVES(persons_create(owner, "{\"personId\":\"bob\",\"firstName\":\"Bob\",\"lastName\":\"B\",\"email\":\"b\","
                       "\"idempotencyKey\":\"k\"}", OUT), "personId", "\"bob\"");
  GIVES(persons_list(owner, NULL, OUT), "persons.2.personId", "\"eve\"");
  HOLDS(persons_changes(owner, revision, OUT) == PERSONS_OK);
  seen = take_answer(answer_text);
  answer_text = NULL;
  HOLDS(json_array_size(value_at(seen, "changes")) == 2 && integer_at(seen, "revision") == revision + 2);
  json_decref(seen);
  GIVES(persons_check(owner, OUT), "problems", "[]");
  clock_is_off_by = (int64_t)86400 * 366 * 200;
  ANSWERS(persons_create(owner, a_person, OUT), PERSONS_OK);
  GIVES(persons_check(owner, OUT), "problems", "[]");
  clock_is_off_by = 0;
  ANSWERS(persons_create(owner, a_person, OUT), PERSONS_OK);
  persons_close(owner);
  persons_close(bearer);
  HOLDS_SOUND(path, 5);
  free(token);
  free(options);
  free(before);
  free(after);
  free(path);
}

#endif
