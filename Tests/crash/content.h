/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a version of a person looks like, whole: the requests that write it, and the
 * comparison that finds a person of which only a part was written.
 */
#ifndef CRASH_CONTENT_H
#define CRASH_CONTENT_H

#include "../../bindings/c/tests/answer.h"

#include "model.h"

/* The one word that only this person has. */
static inline char *person_ref(int lane, int slot, uint32_t generation)
{
  return text_of("c%02dx%02dx%06u", lane, slot, generation);
}

/* Text of a length that changes with the version, so that records move on their pages. */
static inline char *filler(uint32_t version)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
  size_t length = version * 2654435761u % 1500;
  char *text = malloc(length + 1);
  if (!text)
    die("out of memory");
  for (size_t i = 0; i < length; i++)
    text[i] = letters[(version + i) % 26];
  text[length] = 0;
  return text;
}

/* The request that writes a version whole: every attribute and the group follow from it. */
static inline char *person_request(int lane, int slot, uint32_t generation, uint32_t version,
                                   const char *more)
{
  char *ref = person_ref(lane, slot, generation), *fill = filler(version);
  char *text = text_of("{\"firstName\":\"First%u\",\"lastName\":\"%s\","
                       "\"email\":\"v%u.%s@example.org\",\"phoneNumber\":\"+1555%07u\","
                       "\"city\":\"City%u\",\"address\":\"%s\",\"externalRef\":\"%s\","
                       "\"customFields\":{\"marker\":%u,\"filler\":\"%s\"},"
                       "\"groupIds\":[\"m%u\"]%s}", version, ref, version, ref, version, version,
                       fill, ref, version, fill, version % marker_groups, more);
  free(ref);
  free(fill);
  return text;
}

/* Creates can always be retried, updates every second time. */
static inline char *create_request(int lane, int slot, uint32_t generation)
{
  char *key = text_of(",\"idempotencyKey\":\"create-%d-%d-%u\"", lane, slot, generation);
  char *text = person_request(lane, slot, generation, 1, key);
  free(key);
  return text;
}

static inline int update_has_key(uint32_t version)
{
  return version % 2;
}

static inline char *update_request(int lane, int slot, uint32_t generation, uint32_t version)
{
  char *key = update_has_key(version)
                  ? text_of(",\"idempotencyKey\":\"update-%d-%d-%u-%u\"", lane, slot, generation,
                            version)
                  : text_of("%s", "");
  char *text = person_request(lane, slot, generation, version, key);
  free(key);
  return text;
}

/* Do all keys of a request stand in the person with the same value? */
static inline int holds_all(json_t *person, json_t *request)
{
  const char *key;
  json_t *value;
  json_object_foreach(request, key, value)
    if (!json_equal(value, json_object_get(person, key)))
      return 0;
  return 1;
}

/* The version that the person is, whole; 0 when it is none. */
static inline uint32_t version_of(json_t *person, int lane, int slot, uint32_t generation)
{
  json_int_t marker = integer_at(person, "customFields.marker");
  char *text;
  json_t *request;
  int whole;
  if (marker < 1 || marker > INT32_MAX)
    return 0;
  text = person_request(lane, slot, generation, (uint32_t)marker, "");
  request = json_loads(text, 0, NULL);
  whole = holds_all(person, request);
  json_decref(request);
  free(text);
  return whole ? (uint32_t)marker : 0;
}

/* Are the answers to the event r0, r1, … r(count-1)? -1 when not, else count. */
static inline int rsvps_of(json_t *person)
{
  json_t *history = value_at(person, "eventHistory.0.rsvpStatusHistory"), *entry;
  size_t index;
  json_array_foreach(history, index, entry) {
    char *status = text_of("r%zu", index);
    int right = strcmp(string_at(entry, "status"), status) == 0;
    free(status);
    if (!right)
      return -1;
  }
  return (int)json_array_size(history);
}

static inline char *batch_group(int lane, int slot)
{
  return text_of("b%d-%d", lane, slot);
}

/* The record of a batch; version 1 creates, later ones change what is there. */
static inline char *batch_record(int lane, int slot, uint32_t version, int index)
{
  return text_of("\"external_ref\":\"u%d-%d-%d\",\"first_name\":\"First%u\","
                 "\"last_name\":\"Last%u\",\"phone_number\":\"+1556%07u\","
                 "\"email_address\":\"u%u-%d@example.org\"", lane, slot, index, version, version,
                 version * batch_size + (uint32_t)index, version, index);
}

/* The groups stand as an array and as a string that holds one, in turn. */
static inline char *batch_request(int lane, int slot, uint32_t version)
{
  char *text = text_of("{\"persons\":["), *group = batch_group(lane, slot);
  for (int i = 0; i < batch_size; i++) {
    char *record = batch_record(lane, slot, version, i);
    char *longer = text_of(version % 2 ? "%s%s{%s,\"groups_external_refs\":[\"%s\"]}"
                                       : "%s%s{%s,\"groups_external_refs\":\"['%s']\"}",
                           text, i ? "," : "", record, group);
    free(record);
    free(text);
    text = longer;
  }
  char *whole = text_of("%s]}", text);
  free(text);
  free(group);
  return whole;
}

/* A row of an import, without its end of line. */
static inline char *import_row(uint32_t version, uint32_t row)
{
  return text_of("{\"externalRef\":\"i%05u\",\"firstName\":\"Left%u\",\"lastName\":\"Right%u\","
                 "\"email\":\"i%u.%u@example.org\",\"customFields\":{\"marker\":%u},"
                 "\"groupIds\":[\"import\",\"m%u\"]}", row, version, version, row, version,
                 version, (version + row) % marker_groups);
}

/* Write a file of so many of these rows. */
static inline void write_import_rows(const char *path, uint32_t version, uint32_t rows)
{
  FILE *file = fopen(path, "we");
  for (uint32_t row = 0; file && row < rows; row++) {
    char *line = import_row(version, row);
    fprintf(file, "%s\n", line);
    free(line);
  }
  if (!file || fclose(file) != 0)
    die("cannot write %s", path);
}

#endif
