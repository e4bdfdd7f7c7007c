/* SPDX-License-Identifier: Apache-2.0 */
/* The tokens of a play file, and the real ones that they stand for. */
#include "tokens.h"

#include "../clock.h"
#include "../pairs.h"
#include "library.h"
#include "token_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What expires at once does so after a second, the least that the library issues. */
static const int64_t microseconds_to_expire = 1100000;
static const json_int_t seconds_of_token = 3155760000;
static const char authorization[] = "Authorization"; /* as headers.c tells it */

typedef struct {
  char *text; /* "": nobody bears it, a fault may */
  char *real, *token_id, *organization;
  bool is_expired;
} token;

struct token_list {
  int64_t expiry; /* of those that are expired */
  size_t count;
  token tokens[];
};

/* ----------------------------------------------------------------------------------- issuing -- */

/* The request to the library: what the play file says of rights and groups is its own words. */
static char *request_of(json_t *item, bool is_expired)
{
  static const char *const taken[] = {"rights", "group_ids", "groups_external_refs", NULL};
  json_t *request = json_pack("{s:s,s:I}", "name", "personsd --play", "expires_in",
                              is_expired ? (json_int_t)1 : seconds_of_token);
  char *text;
  for (const char *const *key = taken; *key; key++)
    if (json_object_get(item, *key))
      json_object_set(request, *key, json_object_get(item, *key));
  text = json_dumps(request, JSON_COMPACT);
  json_decref(request);
  return text;
}

static char *copy_of(json_t *value)
{
  return json_is_string(value) ? strdup(json_string_value(value)) : NULL;
}

static bool issue(token *token, json_t *item, persons_directory *directory, const char *place,
                  problem *problem)
{
  char *request = request_of(item, token->is_expired), *result = NULL;
  int status = request ? persons_issue_token(directory, request, &result) : PERSONS_NO_MEMORY;
  json_t *issued = status == PERSONS_OK && result ? json_loads(result, 0, NULL) : NULL;
  free(request);
  if (status != PERSONS_OK)
    return refuse_with_error(problem, place, status, result);
  persons_free(result);
  token->real = copy_of(json_object_get(issued, "token"));
  token->token_id = copy_of(json_object_get(issued, "token_id"));
  json_decref(issued);
  return (token->real && token->token_id) ||
         refuse(problem, place, "is more than there is memory for");
}

/* Issue one in its organization, which is made when it is absent. */
static bool issue_in(token *token, json_t *item, persons_directory *directory, const char *path,
                     const char *place, problem *problem)
{
  persons_directory *theirs = NULL;
  char where[place_size];
  bool issued = false;
  if (!token->organization)
    return issue(token, item, directory, place, problem);
  place_of_key(where, place, "organization");
  if (!make_organization(directory, token->organization, where, problem))
    return false;
  theirs = open_as_owner(path, token->organization, true, where, problem);
  if (theirs)
    issued = issue(token, item, theirs, place, problem);
  persons_close(theirs);
  return issued;
}

static bool issue_each(token_list *list, json_t *items, persons_directory *directory,
                       const char *path, problem *problem)
{
  char place[place_size];
  json_t *item;
  size_t index;
  json_array_foreach(items, index, item) {
    token *token = &list->tokens[list->count++];
    place_of_item(place, "tokens", index);
    token->text = copy_of(json_object_get(item, "token"));
    token->organization = copy_of(json_object_get(item, "organization"));
    token->is_expired = json_is_true(json_object_get(item, "expired"));
    if (!token->text)
      return refuse(problem, place, "is more than there is memory for");
    if (!issue_in(token, item, directory, path, place, problem))
      return false;
  }
  return true;
}

/* The one that a fault bears. */
static bool issue_expired(token_list *list, persons_directory *directory, problem *problem)
{
  token *token = &list->tokens[list->count++];
  token->is_expired = true;
  token->text = strdup("");
  return token->text && issue(token, NULL, directory, "tokens", problem);
}

token_list *issue_tokens(json_t *scene, persons_directory *directory, const char *path,
                         problem *problem)
{
  json_t *items = json_object_get(scene, "tokens");
  json_t *usual = items ? NULL : json_pack("[{s:s}]", "token", usual_token);
  token_list *list =
      calloc(1, sizeof *list + (json_array_size(items ? items : usual) + 1) * sizeof(token));
  bool issued = list && issue_expired(list, directory, problem) &&
                issue_each(list, items ? items : usual, directory, path, problem);
  json_decref(usual);
  if (issued) {
    list->expiry = now_microseconds() + microseconds_to_expire;
    return list;
  }
  if (!list)
    refuse(problem, "tokens", "are more than there is memory for");
  release_tokens(list);
  return NULL;
}

void revoke_tokens(const token_list *list, const char *path)
{
  problem ignored;
  for (size_t i = 0; list && i < list->count; i++) {
    const token *token = &list->tokens[i];
    persons_directory *theirs = open_as_owner(path, token->organization, false, "", &ignored);
    if (theirs)
      (void)!persons_revoke_token(theirs, token->token_id, NULL);
    persons_close(theirs);
  }
}

void release_tokens(token_list *list)
{
  for (size_t i = 0; list && i < list->count; i++) {
    free(list->tokens[i].text);
    free(list->tokens[i].real);
    free(list->tokens[i].token_id);
    free(list->tokens[i].organization);
  }
  free(list);
}

/* --------------------------------------------------------------------------------- replacing -- */

/* The token behind "Bearer ", as persons_respond reads it; NULL when there is none. */
static const char *token_in(const char *value)
{
  if (!value || strncasecmp(value, "bearer ", 7) != 0)
    return NULL;
  value += strspn(value + 6, " ") + 6;
  return *value && strlen(value) <= most_token_bytes ? value : NULL;
}

static const token *token_of(const token_list *list, const char *text)
{
  for (size_t i = 0; text && i < list->count; i++)
    if (strcmp(list->tokens[i].text, text) == 0)
      return &list->tokens[i];
  return NULL;
}

/* The token that a request seems to bear. */
static const token *borne_token(const token_list *list, const char *const *headers)
{
  return token_of(list, token_in(value_in_list(headers, authorization)));
}

/* The real token to bear instead; NULL: what the request says stays. */
static const char *real_token(const token_list *list, const char *const *headers,
                              token_kind kind)
{
  const token *token = borne_token(list, headers);
  switch (kind) {
  case expired_token: return list->tokens[0].real;
  case invalid_token: return "invalid";
  default: return token ? token->real : NULL;
  }
}

/* The headers with this Authorization, or without any: NULL. */
static const char **with_authorization(const char *const *headers, const char *value)
{
  size_t count = 0, room = 1;
  const char **list;
  pair *pairs;
  for (const char *const *header = headers; *header; header += 2)
    room++;
  pairs = calloc(room, sizeof *pairs);
  if (!pairs)
    return NULL;
  for (; *headers; headers += 2)
    if (strcmp(headers[0], authorization) != 0)
      pairs[count++] = (pair){headers[0], headers[1], strlen(headers[1])};
  if (value)
    pairs[count++] = (pair){authorization, value, strlen(value)};
  list = list_of_pairs(pairs, count);
  free(pairs);
  return list;
}

const char **with_real_token(const token_list *list, const char *const *headers, token_kind kind)
{
  const char *real = real_token(list, headers, kind);
  const char **told;
  char *bearer;
  if (kind == missing_token)
    return with_authorization(headers, NULL);
  if (!real)
    return with_authorization(headers, value_in_list(headers, authorization));
  if (asprintf(&bearer, "Bearer %s", real) < 0)
    return NULL;
  told = with_authorization(headers, bearer);
  free(bearer);
  return told;
}

int64_t time_of_token(const token_list *list, const char *const *headers, token_kind kind)
{
  const token *token = borne_token(list, headers);
  bool is_expired = kind == expired_token || (kind == its_own && token && token->is_expired);
  return is_expired ? list->expiry : 0;
}
