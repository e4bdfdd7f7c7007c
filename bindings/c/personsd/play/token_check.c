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

static bool check_token(json_t *scene, json_t *item, const char *place, problem *problem)
{
  static const char *const keys[] = {"token", "organization", "rights", "group_ids",
                                     "groups_external_refs", "expired", NULL};
  const char *text = NULL, *organization = NULL;
  char where[place_size];
  bool is_expired;
  (void)scene;
  place_of_key(where, place, "token");
  if (!is_object_of(item, place, keys, problem) ||
      !read_text(item, "token", place, most_token_bytes, false, &text, problem) ||
      !read_text(item, "organization", place, 100, false, &organization, problem) ||
      !read_flag(item, "expired", place, &is_expired, problem))
    return false;
  if (!text)
    return refuse(problem, where, "is missing");
  return is_token_text(text) ||
         refuse(problem, where, "must be printable ASCII without a blank");
}

bool is_token_of(json_t *scene, const char *text)
{
  json_t *items = json_object_get(scene, "tokens");
  return items ? item_with(items, "token", text) != NULL : strcmp(text, usual_token) == 0;
}

bool check_tokens(json_t *scene, problem *problem)
{
  return check_items(scene, "tokens", most_tokens, "token", check_token, problem);
}
