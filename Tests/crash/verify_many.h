/* SPDX-License-Identifier: Apache-2.0 */
/*
 * After a kill: batches are there whole or not at all, an import is a whole number
 * of rows from its beginning, and a finished one has reported every row once.
 */
#ifndef CRASH_VERIFY_MANY_H
#define CRASH_VERIFY_MANY_H

#include "verify_person.h"

/* The version of a batch's record, 0 when it is no whole version. */
static inline uint32_t record_version(json_t *record, int lane, int slot, int index)
{
  unsigned version = 0;
  char *text, *braced;
  json_t *wanted;
  int whole;
  if (sscanf(string_at(record, "first_name"), "First%u", &version) != 1)
    return 0;
  text = batch_record(lane, slot, version, index);
  braced = text_of("{%s}", text);
  wanted = json_loads(braced, 0, NULL);
  whole = holds_all(record, wanted);
  json_decref(wanted);
  free(braced);
  free(text);
  return whole ? version : 0;
}

static inline void verify_batch(verifier *self, int lane, int slot)
{
  batch_slot *batch = &self->model->batches[lane][slot];
  char *group = batch_group(lane, slot), *out = NULL;
  char *request = text_of("{\"groups_external_refs\":[\"%s\"]}", group);
  int status = persons_find(self->directory, request, &out);
  json_t *answer = answer_or_none(self, "find", status, out), *record;
  size_t count = json_array_size(value_at(answer, "persons")), index;
  uint32_t version = 0;
  int whole = count == 0 || count == batch_size;
  json_array_foreach(value_at(answer, "persons"), index, record) {
    uint32_t its = record_version(record, lane, slot, (int)index);
    whole &= its != 0 && (index == 0 || its == version);
    version = its;
  }
  if (!whole)
    found_wrong(self, &self->model->half_written, "the batch %s has %zu persons of %d, or mixed "
                "versions", group, count, batch_size);
  else if (version == batch->version + 1 && batch->pending == batch_write)
    batch->version = version;
  else if (version != batch->version)
    found_wrong(self, &self->model->lost, "the batch %s is version %u, acknowledged was %u",
                group, version, batch->version);
  batch->pending = no_write;
  batch->touched = 0;
  json_decref(answer);
  free(request);
  free(group);
}

/* A copy of the person in which the groups stand as the row names them. */
static inline int is_row(json_t *person, uint32_t version, uint32_t row)
{
  char *text = import_row(version, row);
  json_t *wanted = json_loads(text, 0, NULL), *group, *other;
  json_t *groups = json_object_get(person, "groupIds");
  size_t index, place, found = 0;
  int whole;
  json_array_foreach(json_object_get(wanted, "groupIds"), index, group)
    json_array_foreach(groups, place, other)
      found += (size_t)json_equal(group, other);
  whole = found == 2 && json_array_size(groups) == 2;
  json_object_del(wanted, "groupIds");
  whole &= holds_all(person, wanted);
  json_decref(wanted);
  free(text);
  return whole;
}

/* How many rows of this version are in the file; they must be its first ones. */
static inline uint32_t count_rows(verifier *self, uint32_t version)
{
  uint32_t new_rows = 0, row = 0;
  int old_seen = 0;
  for (;;) {
    char *request = text_of("{\"limit\":1000,\"skip\":%u,\"group_ids\":[\"import\"]}", row);
    char *out = NULL;
    int status = persons_list(self->directory, request, &out);
    json_t *answer = answer_or_none(self, "list", status, out), *person;
    size_t index, count = json_array_size(value_at(answer, "persons"));
    free(request);
    json_array_foreach(value_at(answer, "persons"), index, person) {
      if (is_row(person, version, row)) {
        new_rows++;
        if (old_seen)
          found_wrong(self, &self->model->half_written, "row %u is imported, one before is not",
                      row + 1);
      } else if (version > 1 && is_row(person, version - 1, row))
        old_seen = 1;
      else
        found_wrong(self, &self->model->half_written, "row %u is neither of version %u nor of "
                    "the one before", row + 1, version);
      row++;
    }
    json_decref(answer);
    if (count < 1000)
      return new_rows;
  }
}

/* The report of an import that ended: a line for every row, once, with success. */
static inline void verify_report(verifier *self, const char *path)
{
  size_t length = 0;
  char *text = read_whole(path, &length), *line, *rest = NULL;
  unsigned char *seen = calloc(import_rows + 1, 1);
  unsigned missing = 0, doubled = 0, bad = 0;
  if (!seen)
    die("out of memory");
  for (line = text ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest)) {
    json_t *entry = json_loads(line, 0, NULL);
    json_int_t row = integer_at(entry, "row");
    if (row < 1 || row > import_rows || !json_is_true(value_at(entry, "success")))
      bad++;
    else
      doubled += seen[row]++ != 0;
    json_decref(entry);
  }
  for (int row = 1; row <= import_rows; row++)
    missing += !seen[row];
  if (missing || doubled || bad)
    found_wrong(self, &self->model->other_failures, "the report of a resumed import misses %u "
                "rows, has %u twice and %u bad lines", missing, doubled, bad);
  free(seen);
  free(text);
}

static inline void verify_import(verifier *self, const char *report)
{
  import_state *import = &self->model->import;
  uint32_t rows = count_rows(self, import->version);
  if (rows < import->rows)
    found_wrong(self, &self->model->lost, "%u rows are imported, %u were before", rows,
                import->rows);
  if (import->finished)
    verify_report(self, report);
  import->rows = rows;
  import->touched = 0;
}

/* The library's own opinion of the file. */
static inline void verify_file(verifier *self)
{
  char *out = NULL;
  int status = persons_check(self->directory, &out);
  json_t *answer = take_answer(out);
  if (status != PERSONS_OK || json_array_size(value_at(answer, "problems")) != 0) {
    char *text = shown(answer);
    found_wrong(self, &self->model->other_failures, "check answered %s: %s",
                persons_status_name(status), text);
    free(text);
  }
  json_decref(answer);
}

#endif
