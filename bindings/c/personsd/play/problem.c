/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with a play file, and where. */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What is shown on a terminal and in JSON: a key of the file may hold anything. */
static void keep_plain(char *text)
{
  for (; *text; text++)
    if (*text < ' ' || *text >= 0x7f)
      *text = '?';
}

bool refuse(problem *problem, const char *place, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(problem->reason, reason_size, format, arguments);
  va_end(arguments);
  snprintf(problem->place, place_size, "%s", place);
  keep_plain(problem->reason);
  keep_plain(problem->place);
  return false;
}

void place_of_key(char place[place_size], const char *parent, const char *key)
{
  snprintf(place, place_size, "%.130s%s%.60s", parent, *parent ? "." : "", key);
}

void place_of_item(char place[place_size], const char *parent, size_t index)
{
  snprintf(place, place_size, "%.150s[%zu]", parent, index);
}

static bool is_known(const char *key, const char *const known[])
{
  for (; *known; known++)
    if (strcmp(*known, key) == 0)
      return true;
  return false;
}

static bool refuse_key(const char *place, const char *key, const char *const known[],
                       problem *problem)
{
  char where[place_size], list[reason_size / 2] = "";
  place_of_key(where, place, key);
  for (size_t length = 0; *known && length < sizeof list; known++)
    length += (size_t)snprintf(list + length, sizeof list - length, "%s%s", *known,
                               known[1] ? ", " : "");
  return refuse(problem, where, "is no key here; the keys are %s", list);
}

bool is_object_of(json_t *object, const char *place, const char *const known[], problem *problem)
{
  const char *key;
  json_t *value;
  if (!json_is_object(object))
    return refuse(problem, place, "must be an object");
  json_object_foreach(object, key, value)
    if (!is_known(key, known))
      return refuse_key(place, key, known, problem);
  return true;
}

bool read_items(json_t *object, const char *key, const char *place, size_t most, json_t **items,
                problem *problem)
{
  char where[place_size], item_place[place_size];
  json_t *value = json_object_get(object, key), *item;
  size_t index;
  *items = value;
  if (!value)
    return true;
  place_of_key(where, place, key);
  if (!json_is_array(value))
    return refuse(problem, where, "must be an array");
  if (json_array_size(value) > most)
    return refuse(problem, where, "has more than %zu items", most);
  json_array_foreach(value, index, item) {
    if (json_is_object(item))
      continue;
    place_of_item(item_place, where, index);
    return refuse(problem, item_place, "must be an object");
  }
  return true;
}

json_t *item_with(json_t *items, const char *key, const char *text)
{
  json_t *item;
  size_t index;
  json_array_foreach(items, index, item) {
    const char *each = json_string_value(json_object_get(item, key));
    if (each && strcmp(each, text) == 0)
      return item;
  }
  return NULL;
}

bool check_items(json_t *scene, const char *key, size_t most, const char *name, check_item check,
                 problem *problem)
{
  char place[place_size], where[place_size];
  json_t *items, *item;
  size_t index;
  if (!read_items(scene, key, "", most, &items, problem))
    return false;
  json_array_foreach(items, index, item) {
    place_of_item(place, key, index);
    if (!check(scene, item, place, problem))
      return false;
    place_of_key(where, place, name);
    if (item_with(items, name, json_string_value(json_object_get(item, name))) != item)
      return refuse(problem, where, "stands twice");
  }
  return true;
}

bool read_integer(json_t *object, const char *key, const char *place, json_int_t least,
                  json_int_t most, json_int_t *value, problem *problem)
{
  char where[place_size];
  json_t *given = json_object_get(object, key);
  if (!given)
    return true;
  *value = json_integer_value(given);
  if (json_is_integer(given) && *value >= least && *value <= most)
    return true;
  place_of_key(where, place, key);
  return refuse(problem, where, "must be an integer from %lld to %lld", (long long)least,
                (long long)most);
}

bool read_flag(json_t *object, const char *key, const char *place, bool *value, problem *problem)
{
  char where[place_size];
  json_t *given = json_object_get(object, key);
  if (!given)
    return true;
  *value = json_is_true(given);
  if (json_is_boolean(given))
    return true;
  place_of_key(where, place, key);
  return refuse(problem, where, "must be true or false");
}

bool read_text(json_t *object, const char *key, const char *place, size_t most, bool may_be_empty,
               const char **value, problem *problem)
{
  char where[place_size];
  json_t *given = json_object_get(object, key);
  size_t length;
  if (!given)
    return true;
  length = json_string_length(given);
  *value = json_string_value(given);
  if (json_is_string(given) && length <= most && (length > 0 || may_be_empty))
    return true;
  place_of_key(where, place, key);
  return refuse(problem, where, "must be a string of %s%zu bytes",
                may_be_empty ? "at most " : "1 to ", most);
}
