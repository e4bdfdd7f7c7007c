/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kills during export and backup: what has the final name is whole. Nothing writes
 * meanwhile, so a whole export is the bytes of any other.
 */
#ifndef CRASH_COPIES_H
#define CRASH_COPIES_H

#include "verify_person.h"
#include "writer.h"

static inline char *copies_folder(const char *path)
{
  return text_of("%s-copies", path);
}

/* Export over the same file and make backups under new names, without end. */
static inline void run_copies(writer *self)
{
  char *folder = copies_folder(self->path), *exported = text_of("%s/out.ndjson", folder);
  self->directory = open_for_writing(self->path, self->is_relaxed);
  for (int number = 0;; number++) {
    char *copy = text_of("%s/%d.db", folder, number), *out = NULL;
    int status = persons_backup(self->directory, copy, &out);
    if (status != PERSONS_OK)
      refuse("backup", status, out);
    persons_free(out);
    status = persons_export(self->directory, exported, "{\"overwrite\":true}", NULL, NULL, &out);
    if (status != PERSONS_OK)
      refuse("export", status, out);
    persons_free(out);
    send_note(self, (write_note){.kind = sign_of_life, .is_done = 1});
    free(copy);
  }
}

static inline void verify_export(verifier *self, const char *folder)
{
  char *exported = text_of("%s/out.ndjson", folder), *fresh = text_of("%s/fresh.ndjson", folder);
  size_t length = 0, fresh_length = 0;
  char *bytes = read_whole(exported, &length), *out = NULL;
  int status = persons_export(self->directory, fresh, NULL, NULL, NULL, &out);
  char *fresh_bytes = read_whole(fresh, &fresh_length);
  json_decref(answer_or_none(self, "export", status, out));
  if (bytes && (!fresh_bytes || length != fresh_length || memcmp(bytes, fresh_bytes, length) != 0))
    found_wrong(self, &self->model->half_written, "an export has %zu bytes, whole are %zu", length,
                fresh_length);
  free(bytes);
  free(fresh_bytes);
  free(exported);
  free(fresh);
}

/* Open a backup and have it checked. */
static inline void verify_backup(verifier *self, const char *copy)
{
  persons_directory *directory;
  char *out = NULL;
  int status = persons_open(copy, "{\"create\":false}", &directory, &out);
  if (status == PERSONS_OK) {
    persons_free(out);
    out = NULL;
    status = persons_check(directory, &out);
  }
  if (status != PERSONS_OK)
    found_wrong(self, &self->model->half_written, "a backup: %s: %.200s",
                persons_status_name(status), out ? out : "");
  persons_free(out);
  persons_close(directory);
}

/* Judge the export and the newest backups, and begin anew. */
static inline void verify_copies(verifier *self, const char *path)
{
  char *folder = copies_folder(path);
  int number = 0;
  verify_export(self, folder);
  for (;; number++) {
    char *copy = text_of("%s/%d.db", folder, number);
    int there = access(copy, F_OK) == 0;
    free(copy);
    if (!there)
      break;
  }
  if (number > 0) {
    char *copy = text_of("%s/%d.db", folder, number - 1);
    verify_backup(self, copy);
    free(copy);
  }
  remove_folder(folder);
  free(folder);
}

#endif
