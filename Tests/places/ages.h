/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a directory keeps for a time, to the millisecond: answers of writes with an idempotencyKey, and tokens. The clock
 * stands still but for what the tests move it by.
 */
#ifndef PLACES_AGES_H
#define PLACES_AGES_H

#include "clock.h"

static const int64_t some_day = 1790000000000, thirty_days = (int64_t)30 * 86400 * 1000;

/* A file's number by SQL, from a connection of this program's own. */
static inline int64_t number_in_file(const char *path, const char *sql)
{
  sqlite3 *base = NULL;
  sqlite3_stmt *statement = NULL;
  int64_t number = -1;
  if (sqlite3_open_v2(path, &base, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(base, sql, -1, &statement, NULL) != SQLITE_OK)
    die("cannot ask %s: %s", path, sqlite3_errmsg(base));
  if (sqlite3_step(statement) == SQLITE_ROW)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(base);
  return number;
}

static inline int64_t kept_answers(const char *path)
{
  return number_in_file(path, "SELECT count(*) FROM idempotency");
}

/* The personId that a create with this key answers, released with free. */
static inline char *created_with(persons_directory *directory, const char *key)
{
  char *request = text_of("{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"email\":\"a\",\"idempotencyKey\":\"%s\"}", key);
  char *id = STRING_OF(persons_create(directory, request, OUT), "personId");
  free(request);
  return id;
}

/* Whether a create with this key gives the answer that an earlier one gave. */
static inline int gives_again(persons_directory *directory, const char *key, const char *earlier)
{
  char *id = created_with(directory, key);
  int is_same = strcmp(id, earlier) == 0;
  free(id);
  return is_same;
}

static inline void answers_are_kept_30_days(const char *folder)
{
  char *path = within(folder, "people.db"), *first, *second;
  persons_directory *directory;
  clock_stands_at = some_day;
  directory = OPENED(path, NULL);
  first = created_with(directory, "k");
  clock_stands_at = some_day + thirty_days - 1;
  HOLDS(gives_again(directory, "k", first));
  REFUSED(persons_create(directory, "{\"firstName\":\"B\",\"lastName\":\"B\",\"email\":\"b\",\"idempotencyKey\":\"k\"}", OUT),
          PERSONS_CONFLICT, "idempotency_key_reused");
  GIVES(persons_stats(directory, OUT), "persons", "1");
  /* Answering again is not what keeps it longer. */
  clock_stands_at = some_day + thirty_days;
  second = created_with(directory, "k");
  HOLDS(strcmp(first, second) != 0);
  GIVES(persons_stats(directory, OUT), "persons", "2");
  /* From now on the second answer is the one that is kept, and for as long. */
  clock_stands_at = some_day + 2 * thirty_days - 1;
  HOLDS(gives_again(directory, "k", second));
  clock_stands_at++;
  ANSWERS(persons_create(directory, "{\"firstName\":\"B\",\"lastName\":\"B\",\"email\":\"b\",\"idempotencyKey\":\"k\"}", OUT),
          PERSONS_OK);
  GIVES(persons_stats(directory, OUT), "persons", "3");
  persons_close(directory);
  HOLDS(kept_answers(path) == 1);
  HOLDS_SOUND(path, 3);
  free(path);
  free(first);
  free(second);
}

/* Writes with a key take away what is too old, a part of it each, until nothing of it is left. */
static inline void old_answers_go(const char *folder)
{
  enum { old = 35, most_writes = 100 };
  char *path = within(folder, "people.db"), *kept;
  persons_directory *directory;
  int writes = 0;
  clock_stands_at = some_day;
  directory = OPENED(path, NULL);
  for (int i = 0; i < old; i++) {
    char *key = text_of("old-%d", i);
    free(created_with(directory, key));
    free(key);
  }
  clock_stands_at = some_day + 1;
  kept = created_with(directory, "young");
  HOLDS(kept_answers(path) == old + 1);
  clock_stands_at = some_day + thirty_days;
  while (writes < most_writes && kept_answers(path) > 1 + writes) {
    char *key = text_of("new-%d", writes++);
    free(created_with(directory, key));
    free(key);
  }
  HOLDS(writes > 0 && writes < old && kept_answers(path) == 1 + writes);
  HOLDS(gives_again(directory, "young", kept));
  HOLDS(number_in_file(path, "SELECT count(*) FROM idempotency WHERE key LIKE 'old-%'") == 0);
  persons_close(directory);
  HOLDS_SOUND(path, old + 1 + writes);
  free(path);
  free(kept);
}

/* A token of a minute, as the options of persons_open; released with free. */
static inline char *token_of_a_minute(persons_directory *owner)
{
  char *token = STRING_OF(persons_issue_token(owner, "{\"expires_in\":60}", OUT), "token");
  char *options = text_of("{\"token\":\"%s\"}", token);
  free(token);
  return options;
}

/* What the tests of tokens begin with: a clock that stands, and a file that its owner has open. */
static inline persons_directory *owner_of_some_day(const char *folder, char **path)
{
  clock_stands_at = some_day;
  *path = file_with_ada(folder);
  return OPENED(*path, NULL);
}

/* The token has expired, for its open handle and for a new one. */
static inline void is_over(int line, const char *path, const char *options, persons_directory *bearer)
{
  persons_directory *other = NULL;
  const char *type = "\"expired_token\"";
  expect(line, "an open handle", persons_list(bearer, NULL, OUT), PERSONS_UNAUTHORIZED, "error.type", type);
  expect(line, "a new handle", persons_open(path, options, &other, OUT), PERSONS_UNAUTHORIZED, "error.type", type);
  persons_close(other);
}

static inline void a_token_ends_in_time(const char *folder)
{
  char *path, *options;
  persons_directory *owner, *bearer;
  owner = owner_of_some_day(folder, &path);
  options = token_of_a_minute(owner);
  clock_stands_at = some_day + 59999;
  bearer = OPENED(path, options);
  ANSWERS(persons_list(bearer, NULL, OUT), PERSONS_OK);
  clock_stands_at = some_day + 60000;
  is_over(__LINE__, path, options, bearer);
  /* So far nothing was written, and the file knows of no later time than the clock. */
  clock_stands_at = some_day + 59999;
  ANSWERS(persons_list(bearer, NULL, OUT), PERSONS_OK);
  persons_close(bearer);
  persons_close(owner);
  free(path);
  free(options);
}

/* Once a write has told the file of a time, no write with an earlier one takes that back. */
static inline void no_token_comes_back(const char *folder)
{
  char *path, *options;
  persons_directory *owner, *bearer;
  owner = owner_of_some_day(folder, &path);
  options = token_of_a_minute(owner);
  bearer = OPENED(path, options);
  clock_stands_at = some_day + 60000;
  ANSWERS(persons_update(owner, "ada", "{\"city\":\"Bath\"}", OUT), PERSONS_OK);
  clock_stands_at = some_day;
  is_over(__LINE__, path, options, bearer);
  ANSWERS(persons_update(owner, "ada", "{\"city\":\"London\"}", OUT), PERSONS_OK);
  is_over(__LINE__, path, options, bearer);
  persons_close(bearer);
  persons_close(owner);
  owner = OPENED(path, NULL);
  ANSWERS(persons_update(owner, "ada", "{\"city\":\"Bath\"}", OUT), PERSONS_OK);
  bearer = NULL;
  REFUSED(persons_open(path, options, &bearer, OUT), PERSONS_UNAUTHORIZED, "expired_token");
  free(options);
  /* A token that is made now holds for its minute behind the latest time. */
  options = token_of_a_minute(owner);
  bearer = OPENED(path, options);
  ANSWERS(persons_list(bearer, NULL, OUT), PERSONS_OK);
  clock_stands_at = some_day + 119999;
  ANSWERS(persons_list(bearer, NULL, OUT), PERSONS_OK);
  clock_stands_at = some_day + 120000;
  is_over(__LINE__, path, options, bearer);
  persons_close(bearer);
  persons_close(owner);
  HOLDS_SOUND(path, 1);
  free(path);
  free(options);
}

static inline void a_token_lives_90_days(const char *folder)
{
  char *path;
  persons_directory *owner;
  owner = owner_of_some_day(folder, &path);
  GIVES(persons_issue_token(owner, NULL, OUT), "expires_at", "\"2026-12-20T14:13:20.000Z\"");
  GIVES(persons_issue_token(owner, "{\"expires_in\":1}", OUT), "expires_at", "\"2026-09-21T14:13:21.000Z\"");
  GIVES(persons_issue_token(owner, "{\"expires_in\":3155760000}", OUT), "expires_at", "\"2126-09-22T14:13:20.000Z\"");
  REFUSED_AT(persons_issue_token(owner, "{\"expires_in\":3155760001}", OUT), PERSONS_INVALID, "invalid_value", "expires_in");
  REFUSED_AT(persons_issue_token(owner, "{\"expires_in\":0}", OUT), PERSONS_INVALID, "invalid_value", "expires_in");
  persons_close(owner);
  free(path);
}

static inline void a_token_is_revoked_once(const char *folder)
{
  char *path, *id;
  persons_directory *owner;
  owner = owner_of_some_day(folder, &path);
  id = STRING_OF(persons_issue_token(owner, NULL, OUT), "token_id");
  GIVES(persons_list_tokens(owner, NULL, OUT), "tokens.0.revoked_at", "null");
  clock_stands_at = some_day + 1000;
  ANSWERS(persons_revoke_token(owner, id, OUT), PERSONS_OK);
  clock_stands_at = some_day + 2000;
  ANSWERS(persons_revoke_token(owner, id, OUT), PERSONS_OK);
  GIVES(persons_list_tokens(owner, NULL, OUT), "tokens.0.revoked_at", "\"2026-09-21T14:13:21.000Z\"");
  persons_close(owner);
  HOLDS_SOUND(path, 1);
  free(path);
  free(id);
}

#endif
