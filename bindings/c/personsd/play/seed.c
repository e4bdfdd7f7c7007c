/* SPDX-License-Identifier: Apache-2.0 */
/* Fills a directory with the groups, events and persons of a play file, or with made-up ones. */
#include "seed.h"

#include "library.h"
#include "sample.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { most_items = 100000, path_size = 4200 };

/* In the order in which one may need another; each is wrapped as persons_import wants it. */
static const struct {
  const char *key, *row;
} kinds[] = {{"groups", "group"}, {"events", "event"}, {"persons", NULL}};
enum { kind_count = 3 };

bool check_seed(json_t *scene, problem *problem)
{
  json_t *items;
  for (int kind = 0; kind < kind_count; kind++)
    if (!read_items(scene, kinds[kind].key, "", most_items, &items, problem))
      return false;
  return true;
}

static bool has_seed(json_t *scene)
{
  for (int kind = 0; kind < kind_count; kind++)
    if (json_object_get(scene, kinds[kind].key))
      return true;
  return false;
}

static bool is_empty(persons_directory *directory)
{
  char *text = NULL;
  json_t *stats = persons_stats(directory, &text) == PERSONS_OK && text
                      ? json_loads(text, 0, NULL) : NULL;
  json_int_t count = 0;
  for (int kind = 0; kind < kind_count; kind++)
    count += json_integer_value(json_object_get(stats, kinds[kind].key));
  json_decref(stats);
  persons_free(text);
  return count == 0;
}

static bool write_rows(json_t *scene, FILE *file)
{
  json_t *item;
  size_t index;
  for (int kind = 0; kind < kind_count; kind++)
    json_array_foreach(json_object_get(scene, kinds[kind].key), index, item) {
      if (kinds[kind].row)
        fprintf(file, "{\"%s\":", kinds[kind].row);
      if (json_dumpf(item, file, JSON_COMPACT) != 0)
        return false;
      fputs(kinds[kind].row ? "}\n" : "\n", file);
    }
  return !ferror(file);
}

/* Where a row of the import stands in the play file, and of which kind it is. */
static int place_of_row(char place[place_size], json_t *scene, json_int_t row)
{
  size_t index = row > 0 ? (size_t)row - 1 : 0;
  int kind = 0;
  for (; kind < kind_count - 1; kind++) {
    size_t count = json_array_size(json_object_get(scene, kinds[kind].key));
    if (index < count)
      break;
    index -= count;
  }
  place_of_item(place, kinds[kind].key, index);
  return kind;
}

/* Take the wrapping away from the field that is named. */
static void unwrap_field(json_t *error, const char *row)
{
  const char *field = json_string_value(json_object_get(error, "field"));
  if (field && row && strncmp(field, row, strlen(row)) == 0 && field[strlen(row)] == '.')
    json_object_set_new(error, "field", json_string(field + strlen(row) + 1));
}

static bool refuse_row(json_t *scene, json_t *result, problem *problem)
{
  json_t *first = json_array_get(json_object_get(result, "errors"), 0);
  json_t *error = json_object_get(first, "error");
  char place[place_size];
  int kind = place_of_row(place, scene, json_integer_value(json_object_get(first, "row")));
  unwrap_field(error, kinds[kind].row);
  return refuse_with_parsed(problem, place, PERSONS_INVALID, error);
}

static bool import(json_t *scene, persons_directory *directory, const char *path,
                   problem *problem)
{
  char *text = NULL;
  int status = persons_import(directory, path, NULL, NULL, NULL, &text);
  json_t *result;
  bool imported = true;
  if (status != PERSONS_OK)
    return refuse_with_error(problem, "persons", status, text);
  result = text ? json_loads(text, 0, NULL) : NULL;
  if (json_integer_value(json_object_get(result, "failed")) != 0)
    imported = refuse_row(scene, result, problem);
  json_decref(result);
  persons_free(text);
  return imported;
}

static bool sow_rows(json_t *scene, persons_directory *directory, const char *folder,
                     problem *problem)
{
  char path[path_size];
  FILE *file;
  bool sown;
  snprintf(path, sizeof path, "%s/seed.ndjson", folder);
  file = fopen(path, "wxe");
  if (!file)
    return refuse(problem, "persons", "cannot be written to %s: %s", path, strerror(errno));
  sown = write_rows(scene, file);
  if (fclose(file) != 0 || !sown)
    sown = refuse(problem, "persons", "cannot be written to %s", path);
  else
    sown = import(scene, directory, path, problem);
  unlink(path);
  return sown;
}

bool sow(json_t *scene, persons_directory *directory, const char *folder, problem *problem)
{
  json_t *sample = has_seed(scene) ? NULL : make_sample();
  bool sown = !is_empty(directory) ||
              sow_rows(sample ? sample : scene, directory, folder, problem);
  json_decref(sample);
  return sown;
}
