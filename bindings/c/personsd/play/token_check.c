/* SPDX-License-Identifier: Apache-2.0 */
/* The "tokens" of a play file, checked before any is issued. */
#include "token_check.h"

#include <string.h>

enum { most_tokens = 1000 };

const char usual_token[] = "test-token";

/* What can stand in a header behind "Bearer ". */
static bool is_token_text(const char *text)
{
  for (; *text; text++)
    if (*text <= ' ' || *text >= 0x7f)
      return false;
  return true;
}

static bool check_token(json_t *item, const char *place, const char **text, problem *problem)
{
  static const char *const keys[] = {"token", "organization", "rights", "group_ids",
                                     "groups_external_refs", "expired", NULL};
  const char *organization = NULL;
  char where[place_size];
  bool is_expired;
  place_of_key(where, place, "token");
  if (!is_object_of(item, place, keys, problem) ||
      !read_text(item, "token", place, most_token_bytes, false, text, problem) ||
      !read_text(item, "organization", place, 100, false, &organization, problem) ||
      !read_flag(item, "expired", place, &is_expired, problem))
    return false;
  if (!*text)
    return refuse(problem, where, "is missing");
  return is_token_text(*text) ||
         refuse(problem, where, "must be printable ASCII without a blank");
}

bool is_token_of(json_t *scene, const char *text)
{
  json_t *items = json_object_get(scene, "tokens"), *item;
  size_t index;
  if (!items)
    return strcmp(text, usual_token) == 0;
  json_array_foreach(items, index, item) {
    const char *each = json_string_value(json_object_get(item, "token"));
    if (each && strcmp(each, text) == 0)
      return true;
  }
  return false;
}

static bool stood_before(json_t *items, size_t end, const char *text)
{
  for (size_t i = 0; i < end; i++)
    if (strcmp(json_string_value(json_object_get(json_array_get(items, i), "token")), text) == 0)
      return true;
  return false;
}

bool check_tokens(json_t *scene, problem *problem)
{
  char place[place_size], where[place_size];
  json_t *items, *item;
  size_t index;
  if (!read_items(scene, "tokens", "", most_tokens, &items, problem))
    return false;
  json_array_foreach(items, index, item) {
    const char *text = NULL;
    place_of_item(place, "tokens", index);
    place_of_key(where, place, "token");
    if (!check_token(item, place, &text, problem))
      return false;
    if (stood_before(items, index, text))
      return refuse(problem, where, "stands twice");
  }
  return true;
}
