/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of the library that set a stage. */
#include "library.h"

#include <stdio.h>
#include <stdlib.h>

bool refuse_with_parsed(problem *problem, const char *place, int status, json_t *error)
{
  const char *message = json_string_value(json_object_get(error, "message"));
  const char *field = json_string_value(json_object_get(error, "field"));
  char where[place_size];
  if (field)
    place_of_key(where, place, field);
  return refuse(problem, field ? where : place, "%s",
                message ? message : persons_status_name(status));
}

bool refuse_with_error(problem *problem, const char *place, int status, char *error)
{
  json_t *parsed = error ? json_loads(error, 0, NULL) : NULL;
  refuse_with_parsed(problem, place, status, json_object_get(parsed, "error"));
  json_decref(parsed);
  persons_free(error);
  return false;
}

persons_directory *open_as_owner(const char *path, const char *organization, bool create,
                                 const char *place, problem *problem)
{
  persons_directory *directory = NULL;
  char *error = NULL;
  json_t *wanted = json_pack("{s:b,s:s*}", "create", create, "organization", organization);
  char *text = json_dumps(wanted, JSON_COMPACT);
  int status = text ? persons_open(path, text, &directory, &error) : PERSONS_NO_MEMORY;
  free(text);
  json_decref(wanted);
  if (status != PERSONS_OK) {
    refuse_with_error(problem, place, status, error);
    snprintf(problem->place, place_size, "%s", place); /* its field is an option's */
    return NULL;
  }
  persons_free(error);
  return directory;
}

bool make_organization(persons_directory *directory, const char *slug, const char *place,
                       problem *problem)
{
  json_t *wanted = json_pack("{s:s}", "slug", slug);
  char *text = json_dumps(wanted, JSON_COMPACT), *error = NULL;
  int status = text ? persons_put_organization(directory, text, &error) : PERSONS_NO_MEMORY;
  free(text);
  json_decref(wanted);
  if (status != PERSONS_OK)
    return refuse_with_error(problem, place, status, error);
  persons_free(error);
  return true;
}
