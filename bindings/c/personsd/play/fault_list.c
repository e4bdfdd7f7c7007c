/* SPDX-License-Identifier: Apache-2.0 */
/* The "faults" of a play file, checked. */
#include "fault_list.h"

#include "routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_faults = 1000, most_name = 60 };
static const json_int_t most_count = 1000000000;

void release_faults(fault_list *list)
{
  for (size_t i = 0; list && i < list->count; i++)
    release_plan(&list->faults[i].plan);
  free(list);
}

static bool is_name(const char *text)
{
  static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return strspn(text, signs) == strlen(text) && strcmp(text, "none") != 0;
}

static bool read_name(json_t *object, const char *place, fault *fault, problem *problem)
{
  const char *name = "";
  char where[place_size];
  if (!read_text(object, "name", place, most_name, false, &name, problem))
    return false;
  place_of_key(where, place, "name");
  if (!is_name(name))
    return refuse(problem, where, "must be of letters, digits and . _ -, and not \"none\"");
  snprintf(fault->name, sizeof fault->name, "%s", name);
  return true;
}

static bool read_route(json_t *object, const char *place, fault *fault, problem *problem)
{
  const char *name = NULL;
  char where[place_size];
  fault->route = no_route;
  if (!read_text(object, "route", place, 100, false, &name, problem))
    return false;
  if (!name)
    return true;
  place_of_key(where, place, "route");
  fault->route = strcmp(name, "*") == 0 ? all_routes : route_named(name);
  return fault->route != other_route ||
         refuse(problem, where, "must be a method and a route as docs/rest.md has them, "
                "\"POST /persons/find/\", \"GET /person/{personId}\", or \"*\"");
}

static bool read_order(json_t *object, const char *place, fault *fault, problem *problem)
{
  static const char *const keys[] = {"from", "times", "every", NULL};
  char where[place_size];
  fault->from = fault->every = 1;
  fault->times = most_count;
  for (const char *const *key = keys; *key && fault->route == no_route; key++) {
    place_of_key(where, place, *key);
    if (json_object_get(object, *key))
      return refuse(problem, where, "has no effect without \"route\"");
  }
  return read_integer(object, "from", place, 1, most_count, &fault->from, problem) &&
         read_integer(object, "times", place, 1, most_count, &fault->times, problem) &&
         read_integer(object, "every", place, 1, most_count, &fault->every, problem);
}

static bool read_fault(json_t *object, const char *place, fault *fault, problem *problem)
{
  static const char *const keys[] = {"name", "route", "from", "times", "every", "answer", NULL};
  json_t *answer = json_object_get(object, "answer");
  char where[place_size];
  place_of_key(where, place, "answer");
  if (!is_object_of(object, place, keys, problem) ||
      !read_name(object, place, fault, problem) || !read_route(object, place, fault, problem) ||
      !read_order(object, place, fault, problem))
    return false;
  if (!*fault->name && fault->route == no_route)
    return refuse(problem, place, "needs a \"route\", a \"name\" or both");
  if (!answer)
    return refuse(problem, where, "is missing");
  return read_plan(answer, where, &fault->plan, problem);
}

static bool is_name_taken(const fault_list *list, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (*name && strcmp(list->faults[i].name, name) == 0)
      return true;
  return false;
}

static bool read_each(json_t *items, fault_list *list, problem *problem)
{
  json_t *item;
  size_t index;
  json_array_foreach(items, index, item) {
    fault *fault = &list->faults[index];
    char place[place_size], where[place_size];
    place_of_item(place, "faults", index);
    if (!read_fault(item, place, fault, problem))
      return false;
    list->count = index + 1; /* from here on it is released with the list */
    place_of_key(where, place, "name");
    if (is_name_taken(list, index, fault->name))
      return refuse(problem, where, "stands twice");
  }
  return true;
}

fault_list *read_faults(json_t *object, problem *problem)
{
  fault_list *list;
  json_t *items;
  if (!read_items(object, "faults", "", most_faults, &items, problem))
    return NULL;
  list = calloc(1, sizeof *list + json_array_size(items) * sizeof *list->faults);
  if (!list) {
    refuse(problem, "faults", "is more than there is memory for");
    return NULL;
  }
  list->users = 1;
  if (read_each(items, list, problem))
    return list;
  release_faults(list);
  return NULL;
}
