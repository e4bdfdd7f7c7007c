/* SPDX-License-Identifier: Apache-2.0 */
/* The play file: who may ask, who is in the directory, and which faults are played. */
#include "scene.h"

#include "../say.h"
#include "client_credentials.h"
#include "seed.h"
#include "token_check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t most_bytes = 64 << 20;

/* Read to the end, or to the bound: it may be a pipe. */
static char *read_all(FILE *file, size_t *length)
{
  size_t room = 1 << 16;
  char *bytes = malloc(room), *larger;
  *length = 0;
  while (bytes && !feof(file) && !ferror(file) && *length <= most_bytes) {
    if (*length == room) {
      larger = realloc(bytes, room *= 2);
      if (!larger)
        free(bytes);
      bytes = larger;
    }
    if (bytes)
      *length += fread(bytes + *length, 1, room - *length, file);
  }
  return bytes;
}

static json_t *parse(const char *path, const char *bytes, size_t length)
{
  json_error_t error;
  json_t *parsed = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
  if (!parsed)
    say("%s: line %d, column %d: %s", path, error.line, error.column, error.text);
  return parsed;
}

static json_t *load(const char *path)
{
  FILE *file = fopen(path, "re");
  json_t *loaded = NULL;
  char *bytes = NULL;
  size_t length;
  if (file)
    bytes = read_all(file, &length);
  if (!bytes || ferror(file))
    say("%s: %s", path, strerror(errno));
  else if (length > most_bytes)
    say("%s: is over 64 MiB", path);
  else
    loaded = parse(path, bytes, length);
  free(bytes);
  if (file)
    fclose(file);
  return loaded;
}

static bool check_scene(json_t *scene, fault_list **faults, problem *problem)
{
  static const char *const keys[] = {"organization", "tokens", "clients", "groups",
                                     "events", "persons", "faults", NULL};
  const char *organization;
  if (!is_object_of(scene, "", keys, problem) ||
      !read_text(scene, "organization", "", 100, false, &organization, problem) ||
      !check_tokens(scene, problem) || !check_clients(scene, problem) ||
      !check_seed(scene, problem))
    return false;
  *faults = read_faults(scene, problem);
  return *faults != NULL;
}

json_t *read_scene(const char *path, fault_list **faults)
{
  json_t *scene = load(path);
  problem problem;
  if (!scene || check_scene(scene, faults, &problem))
    return scene;
  say("%s: %s%s%s", path, problem.place, *problem.place ? ": " : "", problem.reason);
  json_decref(scene);
  return NULL;
}
