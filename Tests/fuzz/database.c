/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file of a directory, damaged: every call ends, and what it tells of a person without an error is right.
 *
 * Input: a byte for what is asked (the attributes of all, the whole, persons_check, or writes), then edits of a sound file of a few persons (edits.h).
 */
#include "edits.h"
#include "shape.h"
#include "world.h"

#include "run.h"

enum { persons = 12 };

static struct world world;
static char *sound;
static size_t sound_length;
/* The persons as the sound file has them, by persons_get. */
static json_t *known[persons];

static void id_of(char id[16], int number)
{
  snprintf(id, 16, number < 3 ? "p%d" : "more%d", number < 3 ? number + 1 : number);
}

static json_t *get(persons_directory *directory, int number, int *status)
{
  char id[16], *out = NULL;
  id_of(id, number);
  *status = persons_get(directory, id, &out);
  return judged_answer("persons_get", *status, out, 0);
}

static void prepare(void)
{
  char *path, *out = NULL;
  int status;
  make_world(&world, "fuzz-database");
  for (int number = 3; number < persons; number++) {
    char *request = text_of("{\"personId\":\"more%d\",\"firstName\":\"First%d\",\"lastName\":\"Last%d\","
                            "\"email\":\"e%d@example.org\",\"phoneNumber\":\"+1 555 %04d\",\"groupIds\":[\"g%d\"]}",
                            number, number, number, number, number, number % 2 + 1);
    MUST(persons_create, world.directories[as_owner], request);
    free(request);
  }
  for (int number = 0; number < persons; number++)
    known[number] = get(world.directories[as_owner], number, &status);
  path = text_of("%s/sound.db", world.folder);
  status = persons_backup(world.directories[as_owner], path, &out);
  json_decref(must("persons_backup", status, out));
  close_world(&world);
  sound = read_whole(path, &sound_length);
  unlink(path);
  free(path);
}

/* Damaged files are answered with more statuses than sound ones, but never with a fault of the library. */
static json_t *answer_of(const char *call, int status, char *out)
{
  if (status == PERSONS_MISUSE || status == PERSONS_UNAUTHORIZED || status == PERSONS_FORBIDDEN)
    fault("%s: %s from a damaged file", call, persons_status_name(status));
  return judged_answer(call, status, out, 0);
}

/* What a checksum covers: everything of the person but the groups. */
static void check_same(const char *call, json_t *person, json_t *right)
{
  static const char *const covered[] = {"personId", "externalRef", "firstName", "lastName", "email", "phoneNumber",
                                        "city", "customFields", "createdAt", "updatedAt"};
  for (size_t i = 0; i < sizeof covered / sizeof *covered; i++) {
    json_t *value = json_object_get(person, covered[i]), *wanted = json_object_get(right, covered[i]);
    if (value != wanted && !json_equal(value, wanted))
      fault("%s: OK with a wrong %s: %s", call, covered[i], shown(person));
  }
}

static json_t *known_person(const char *id)
{
  for (int number = 0; number < persons; number++)
    if (strcmp(string_at(known[number], "personId"), id) == 0)
      return known[number];
  return NULL;
}

/* Persons of a list or a search. */
static void check_persons_same(const char *call, json_t *answer)
{
  size_t index;
  json_t *person;
  json_array_foreach(value_at(answer, "persons"), index, person) {
    json_t *right = known_person(string_at(person, "personId"));
    if (!right)
      fault("%s: OK with a person who never was: %s", call, shown(person));
    check_same(call, person, right);
  }
}

/* A person that is found by an attribute has it, as the sound file says. */
static void check_find(persons_directory *directory, const char *key, const char *attribute, const char *value)
{
  char *request = text_of("{\"%s\":\"%s\"}", key, value), *out = NULL;
  int status = persons_find(directory, request, &out);
  json_t *answer = answer_of("persons_find", status, out), *person;
  size_t index;
  json_array_foreach(value_at(answer, "persons"), index, person) {
    json_t *right = known_person(string_at(person, "identifier"));
    if (!right || strcmp(string_at(right, attribute), value) != 0)
      fault("persons_find: OK with another than %s: %s", request, shown(person));
  }
  json_decref(answer);
  free(request);
}

static void check_export(persons_directory *directory)
{
  char *path = text_of("%s/out.ndjson", world.folder), *out = NULL, *text, *line, *end;
  int status = persons_export(directory, path, NULL, NULL, NULL, &out);
  json_decref(answer_of("persons_export", status, out));
  if (status == PERSONS_OK) {
    text = read_whole(path, NULL);
    for (line = text; (end = strchr(line, '\n')); line = end + 1) {
      json_t *row = json_loadb(line, (size_t)(end - line), 0, NULL);
      json_t *right = known_person(string_at(row, "personId"));
      if (!row || (json_object_get(row, "personId") && !right))
        fault("persons_export: OK with the line %.*s", (int)(end - line), line);
      if (right)
        check_same("persons_export", row, right);
      json_decref(row);
    }
    free(text);
  }
  unlink(path);
  free(path);
}

static void check_attributes(persons_directory *directory)
{
  char *out = NULL;
  json_t *answer;
  int status;
  for (int number = 0; number < persons; number++) {
    answer = get(directory, number, &status);
    if (status == PERSONS_OK)
      check_same("persons_get", answer, known[number]);
    json_decref(answer);
  }
  check_find(directory, "email_address", "email", "ada@example.org");
  check_find(directory, "last_name", "lastName", "Last5");
  check_find(directory, "phone_number", "phoneNumber", "+1 555 0007");
  status = persons_list(directory, "{\"limit\":1000}", &out);
  answer = answer_of("persons_list", status, out);
  check_persons_same("persons_list", answer);
  json_decref(answer);
}

static void check_whole(persons_directory *directory)
{
  char *out = NULL;
  int status = persons_search(directory, "{\"query\":\"first\",\"limit\":1000}", &out);
  json_t *answer = answer_of("persons_search", status, out);
  check_persons_same("persons_search", answer);
  json_decref(answer);
  status = persons_changes(directory, 0, &out);
  json_decref(answer_of("persons_changes", status, out));
  status = persons_stats(directory, &out);
  json_decref(answer_of("persons_stats", status, out));
  check_export(directory);
}

static void check_file(persons_directory *directory)
{
  char *out = NULL;
  int status = persons_check(directory, &out);
  json_decref(answer_of("persons_check", status, out));
}

static void write_to(persons_directory *directory)
{
  char *out = NULL;
  int status = persons_update(directory, "p1", "{\"city\":\"Bath\"}", &out);
  json_decref(answer_of("persons_update", status, out));
  status = persons_create(directory, "{\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"a@example.org\"}", &out);
  json_decref(answer_of("persons_create", status, out));
  status = persons_delete(directory, "p2", &out);
  json_decref(answer_of("persons_delete", status, out));
}

enum part { attributes, whole, file_check, writing, parts };

static void check_directory(persons_directory *directory, enum part part)
{
  switch (part) {
  case attributes: check_attributes(directory); break;
  case whole: check_whole(directory); break;
  case file_check: check_file(directory); break;
  default: write_to(directory);
  }
}

static int run(struct input input)
{
  struct damaged file = copy_of(sound, sound_length);
  enum part part = (enum part)(take_byte(&input) % parts);
  int status;
  persons_directory *directory = NULL;
  char *out = NULL;
  apply_edits(&file, &input);
  remove_files(world.file);
  write_whole(world.file, (const char *)file.bytes, file.length);
  chmod(world.file, 0600);
  status = persons_open(world.file, part == writing ? "{\"durability\":\"relaxed\"}" : "{\"read_only\":true}", &directory, &out);
  json_decref(answer_of("persons_open", status, out));
  if ((status == PERSONS_OK) != (directory != NULL))
    fault("persons_open: %s and the handle %p", persons_status_name(status), (void *)directory);
  if (directory) {
    check_directory(directory, part);
    persons_close(directory);
  }
  free(file.bytes);
  state_is_new();
  return 0;
}
