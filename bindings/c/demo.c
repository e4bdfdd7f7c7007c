/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A C program that works with a directory of many persons: it finds by phone,
 * searches a name, updates a person and reads it back, and says how long each call took.
 *
 *     demo people.db
 */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <jansson.h>
#include <persons.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t begin_us;

static int64_t now_us(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Parse the answer of a call that began at begin_us. Ends the program when it failed. */
static json_t *answer_of(const char *what, int status, char *text)
{
  int64_t time = now_us() - begin_us;
  json_t *answer;
  if (status != PERSONS_OK) {
    fprintf(stderr, "%s: %s: %s\n", what, persons_status_name(status), text ? text : "");
    exit(1);
  }
  answer = json_loads(text ? text : "{}", 0, NULL);
  persons_free(text);
  if (!answer) {
    fprintf(stderr, "%s: the answer is no JSON\n", what);
    exit(1);
  }
  printf("%-44s %8" PRId64 " µs   ", what, time);
  return answer;
}

static const char *text_at(json_t *object, const char *key)
{
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}

/* A request as JSON text, as by json_pack. Released with free. */
static char *request_of(const char *format, ...)
{
  va_list arguments;
  json_t *request;
  char *text;
  va_start(arguments, format);
  request = json_vpack_ex(NULL, 0, format, arguments);
  va_end(arguments);
  text = json_dumps(request, JSON_COMPACT);
  json_decref(request);
  if (!text) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
  return text;
}

/* Someone with a phone number, from the middle of the directory. The caller releases them. */
static json_t *choose_person(persons_directory *directory, json_int_t persons)
{
  char *request = request_of("{s:i,s:I}", "limit", 50, "skip", persons / 2), *text;
  json_t *answer, *person, *chosen = NULL;
  size_t index;
  begin_us = now_us();
  int status = persons_list(directory, request, &text);
  answer = answer_of("list 50 persons from the middle", status, text);
  json_array_foreach(json_object_get(answer, "persons"), index, person)
    if (!chosen && *text_at(person, "phoneNumber"))
      chosen = json_incref(person);
  json_decref(answer);
  free(request);
  if (!chosen) {
    fputs("no person with a phone number\n", stderr);
    exit(1);
  }
  printf("we take %s %s, %s\n", text_at(chosen, "firstName"), text_at(chosen, "lastName"),
         text_at(chosen, "phoneNumber"));
  return chosen;
}

static void find_by_phone(persons_directory *directory, json_t *person)
{
  char *request = request_of("{s:s}", "phone_number", text_at(person, "phoneNumber")), *text;
  begin_us = now_us();
  int status = persons_find(directory, request, &text);
  json_t *answer = answer_of("find by phone", status, text);
  json_t *persons = json_object_get(answer, "persons");
  json_t *first = json_array_get(persons, 0);
  printf("%zu found, first %s %s\n", json_array_size(persons), text_at(first, "first_name"),
         text_at(first, "last_name"));
  json_decref(answer);
  free(request);
}

static void find_in_group(persons_directory *directory, json_t *person)
{
  char *request = request_of("{s:s,s:[s]}", "last_name", text_at(person, "lastName"),
                             "groups_external_refs",
                             json_string_value(json_array_get(
                                 json_object_get(person, "groupExternalRefs"), 0))), *text;
  begin_us = now_us();
  int status = persons_find(directory, request, &text);
  json_t *answer = answer_of("find by last name in a group", status, text);
  printf("%zu found\n", json_array_size(json_object_get(answer, "persons")));
  json_decref(answer);
  free(request);
}

/* The name as one types it: half of the last name, and the first name behind it. */
static void search_name(persons_directory *directory, json_t *person)
{
  char query[400], what[64], *request, *text;
  const char *last = text_at(person, "lastName");
  size_t half = (strlen(last) + 1) / 2;
  while (half > 0 && ((unsigned char)last[half] & 0xc0) == 0x80)
    half--; /* not inside a letter of several bytes */
  snprintf(query, sizeof query, "%.*s %s", (int)half, last, text_at(person, "firstName"));
  snprintf(what, sizeof what, "search \"%.34s\"", query);
  request = request_of("{s:s}", "query", query);
  begin_us = now_us();
  int status = persons_search(directory, request, &text);
  json_t *answer = answer_of(what, status, text);
  json_t *first = json_array_get(json_object_get(answer, "persons"), 0);
  printf("%" JSON_INTEGER_FORMAT " found, first %s %s\n",
         json_integer_value(json_object_get(answer, "total")), text_at(first, "firstName"),
         text_at(first, "lastName"));
  json_decref(answer);
  free(request);
}

static void update_and_read_back(persons_directory *directory, json_t *person)
{
  const char *id = text_at(person, "personId");
  const char *city = strcmp(text_at(person, "city"), "Harbour") == 0 ? "Bridge" : "Harbour";
  char *request = request_of("{s:s,s:{s:s}}", "city", city, "customFields", "note", "by demo.c");
  char *text;
  begin_us = now_us();
  int status = persons_update(directory, id, request, &text);
  json_t *answer = answer_of("update city and a custom field (durable)", status, text);
  printf("%s\n", json_is_true(json_object_get(answer, "success")) ? "done" : "not done");
  json_decref(answer);
  free(request);
  begin_us = now_us();
  status = persons_get(directory, id, &text);
  answer = answer_of("get it back", status, text);
  printf("city is now %s, note is \"%s\"\n", text_at(answer, "city"),
         text_at(json_object_get(answer, "customFields"), "note"));
  if (strcmp(text_at(answer, "city"), city) != 0) {
    fputs("the update cannot be read back\n", stderr);
    exit(1);
  }
  json_decref(answer);
}

int main(int count, char **words)
{
  persons_directory *directory;
  char *text;
  json_t *answer, *person;
  json_int_t persons;
  int status;
  if (count != 2) {
    fputs("usage: demo people.db\n", stderr);
    return 2;
  }
  begin_us = now_us();
  status = persons_open(words[1], "{\"create\":false}", &directory, &text);
  json_decref(answer_of("open", status, text));
  printf("libpersons %s\n", persons_version());
  begin_us = now_us();
  status = persons_stats(directory, &text);
  answer = answer_of("count", status, text);
  persons = json_integer_value(json_object_get(answer, "persons"));
  printf("%" JSON_INTEGER_FORMAT " persons, %" JSON_INTEGER_FORMAT " groups\n", persons,
         json_integer_value(json_object_get(answer, "groups")));
  json_decref(answer);
  person = choose_person(directory, persons);
  find_by_phone(directory, person);
  if (json_array_size(json_object_get(person, "groupExternalRefs")) > 0)
    find_in_group(directory, person);
  search_name(directory, person);
  search_name(directory, person);
  update_and_read_back(directory, person);
  json_decref(person);
  persons_close(directory);
  return 0;
}
