/* SPDX-License-Identifier: Apache-2.0 */
/*
 * After a run, in a fresh process without faults: the file opens and is sound, holds
 * every acknowledged write and none by half, searches find what the records say, and what has a
 * copy's name is whole.
 */
#ifndef FAULTS_VERDICT_H
#define FAULTS_VERDICT_H

#include "work.h"

#include <glob.h>

/* How many persons a search or a list counts by the request. */
static inline json_int_t total_of(verifier *self, const char *request)
{
  char *out = NULL;
  int status = persons_search(self->directory, request, &out);
  json_t *answer = answer_or_none(self, "search", status, out);
  json_int_t total = integer_at(answer, "total");
  json_decref(answer);
  return total;
}

/* An import of one batch: all rows or none, and the search agrees with the records. */
static inline void verify_rows(verifier *self)
{
  json_int_t rows = total_of(self, "{\"group_ids\":[\"import\"]}");
  json_int_t found = total_of(self, "{\"query\":\"right1\",\"fuzzy\":\"off\"}");
  if (rows != 0 && rows != work_rows)
    found_wrong(self, &self->model->half_written, "%lld rows of %d", (long long)rows, work_rows);
  if (self->model->import.rows && rows != work_rows)
    found_wrong(self, &self->model->lost, "%lld rows of an import are there", (long long)rows);
  if (found != rows)
    found_wrong(self, &self->model->other_failures, "a search finds %lld of %lld rows",
                (long long)found, (long long)rows);
}

static inline persons_directory *open_for_checking(const char *path)
{
  persons_directory *directory;
  char *out = NULL;
  int status = persons_open(path, "{\"create\":false}", &directory, &out);
  if (status != PERSONS_OK) {
    fprintf(stderr, "FAIL faults: %s does not open: %s: %.200s\n", path,
            persons_status_name(status), out ? out : "");
    _exit(3);
  }
  persons_free(out);
  return directory;
}

static inline void verify_one_copy(verifier *self, const char *path)
{
  verifier copy = {open_for_checking(path), self->model, 0};
  verify_file(&copy);
  persons_close(copy.directory);
}

/* Copies are for safekeeping: what has such a name must open and be sound. */
static inline void verify_copies_of(verifier *self, const char *folder)
{
  char *pattern = text_of("%s/copy-*.db", folder);
  glob_t found;
  if (glob(pattern, 0, NULL, &found) == 0) {
    for (size_t i = 0; i < found.gl_pathc; i++)
      verify_one_copy(self, found.gl_pathv[i]);
    globfree(&found);
  }
  free(pattern);
}

static inline void verify_all(run_result *result, const char *path, const char *folder)
{
  verifier self = {open_for_checking(path), &result->model, 0};
  verify_rows(&self);
  for (int slot = 0; slot < person_slots; slot++)
    verify_person(&self, work_lane, slot);
  for (int slot = 0; slot < batch_slots; slot++)
    verify_batch(&self, work_lane, slot);
  verify_file(&self);
  verify_copies_of(&self, folder);
  persons_close(self.directory);
}

#endif
