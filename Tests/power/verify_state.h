/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must hold of a state that a power cut left: the library opens it, the file holds
 * what it held after one of the commits, and no earlier one than the last that must
 * survive; it is sound, a search finds what the records say, copies are whole, and nothing
 * of an erased person has come back.
 */
#ifndef POWER_VERIFY_STATE_H
#define POWER_VERIFY_STATE_H

#include "../../bindings/c/tests/answer.h"
#include "timeline.h"

#include <dirent.h>

typedef enum {
  state_right, state_lost, state_half, state_unopened, state_unsound, state_traced, state_kinds
} finding;

typedef struct {
  const recording *recording;
  const timeline *timeline;
  const char *folder;
  long at;             /* records played */
  int taken;           /* acknowledged commits that are not there */
  char said[400];      /* the first complaint */
} state_check;

__attribute__((format(printf, 3, 4)))
static inline finding say(state_check *self, finding what, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(self->said, sizeof self->said, format, arguments);
  va_end(arguments);
  return what;
}

/* ----------------------------------------------------------------- copies -- */

/* The bytes that the file with this name must have, or had better have: the last that were
 * acknowledged, and those that are being written. 0 for neither. */
static inline void expected_copies(const state_check *self, const char *name, uint64_t *kept,
                                   uint64_t *begun)
{
  int is_begun = 0;
  *kept = *begun = 0;
  for (int number = 0; number < self->timeline->copies; number++) {
    long i = self->timeline->copy_of[number];
    const record *next = &self->recording->records[i];
    if (strcmp(next->name, name) != 0)
      continue;
    if (next->kind == begins_copy && i < self->at)
      is_begun = 1;
    else if (next->kind == acknowledged_copy && i < self->at) {
      *kept = next->hash;
      is_begun = 0;
    } else if (next->kind == acknowledged_copy && is_begun) {
      *begun = next->hash;
      return;
    }
  }
}

static inline finding check_copy(state_check *self, const char *name)
{
  char *path = text_of("%s/%s", self->folder, name);
  uint64_t found = hash_of_file(path), kept, begun;
  expected_copies(self, name, &kept, &begun);
  free(path);
  if (!found)
    return kept ? say(self, state_lost, "%s is gone", name) : state_right;
  if (found == kept || found == begun)
    return state_right;
  return say(self, state_half, "%s has bytes that it never had when it was done", name);
}

static inline finding check_copies(state_check *self)
{
  finding found = state_right;
  for (int i = 0; i < self->timeline->copies && found == state_right; i++) {
    const record *next = &self->recording->records[self->timeline->copy_of[i]];
    if (next->kind == begins_copy && self->timeline->copy_of[i] < self->at)
      found = check_copy(self, next->name);
  }
  return found;
}

/* --------------------------------------------------------------- erasures -- */

static inline int holds(const char *folder, const char *name, const char *text)
{
  char *path = text_of("%s/%s", folder, name);
  size_t size;
  char *bytes = read_whole(path, &size);
  int found = bytes && memmem(bytes, size, text, strlen(text)) != NULL;
  free(bytes);
  free(path);
  return found;
}

/* What the library keeps beside a directory begins with its name; the rest are copies of the caller. */
static inline finding check_erased(state_check *self, const char *text)
{
  static const char own[] = "people.db";
  finding found = state_right;
  DIR *folder = opendir(self->folder);
  for (struct dirent *next; folder && found == state_right && (next = readdir(folder)) != NULL;)
    if (strncmp(next->d_name, own, strlen(own)) == 0 && holds(self->folder, next->d_name, text))
      found = say(self, state_traced, "%s has %s, who was erased", next->d_name, text);
  if (folder)
    closedir(folder);
  return found;
}

static inline finding check_erasures(state_check *self)
{
  finding found = state_right;
  for (int i = 0; i < self->timeline->erasures && found == state_right; i++) {
    long erasure = self->timeline->erasure_of[i];
    if (erasure < self->at)
      found = check_erased(self, self->recording->records[erasure].name);
  }
  return found;
}

/* --------------------------------------------------------------- the file -- */

static inline finding check_content(state_check *self, const char *path, int is_opened,
                                    content *seen)
{
  int needed = self->timeline->needed[self->at];
  int found;
  *seen = content_of(path);
  found = commit_with(self->timeline, seen->hash);
  if (!seen->hash)
    return say(self, state_unsound, "SQLite cannot read the file");
  /* Until the opening must survive, the file may have been made anew. */
  if (!is_opened && seen->revision == 0)
    return state_right;
  if (found < 0)
    return say(self, state_half, "the file is as it was after no commit (revision %lld)",
               (long long)seen->revision);
  if (found < needed)
    return say(self, state_lost, "the file is as after commit %d, %s was %d", found,
               self->recording->is_relaxed ? "synced" : "acknowledged", needed);
  self->taken = self->timeline->acknowledged[self->at] - found;
  return state_right;
}

/* Without its file the index is made of the records in memory, whatever the power cut did. */
static inline int has_index(const state_check *self)
{
  char *path = text_of("%s/people.db-search", self->folder);
  int found = access(path, F_OK) == 0;
  free(path);
  return found;
}

static inline finding check_search(state_check *self, persons_directory *directory,
                                   const content *seen)
{
  char *out = NULL;
  int status = persons_search(directory, "{\"query\":\"right1\",\"lastName\":\"right1\","
                              "\"fuzzy\":\"off\"}", &out);
  json_t *answer = take_answer(out);
  json_int_t total = integer_at(answer, "total");
  json_decref(answer);
  if (status != PERSONS_OK)
    return say(self, state_unsound, "search answers %s", persons_status_name(status));
  if (total != seen->rows)
    return say(self, state_unsound, "a search finds %lld, the records are %lld", (long long)total,
               (long long)seen->rows);
  return state_right;
}

static inline finding check_soundness(state_check *self, persons_directory *directory)
{
  char *out = NULL;
  int status = persons_check(directory, &out);
  finding found = state_right;
  if (status != PERSONS_OK)
    found = say(self, state_unsound, "check answers %s: %.200s", persons_status_name(status),
                out ? out : "");
  persons_free(out);
  return found;
}

static inline finding check_state(state_check *self)
{
  char *path = text_of("%s/people.db", self->folder), *out = NULL;
  int is_opened = self->recording->is_relaxed ? self->timeline->needed[self->at] >= 0
                                              : self->timeline->opened < self->at;
  persons_directory *directory;
  content seen;
  finding found = check_copies(self);
  int status;
  if (found == state_right)
    found = check_erasures(self);
  if (found != state_right) {
    free(path);
    return found;
  }
  status = persons_open(path, is_opened ? "{\"create\":false}" : NULL, &directory, &out);
  if (status != PERSONS_OK)
    found = say(self, state_unopened, "open answers %s: %.200s", persons_status_name(status),
                out ? out : "");
  persons_free(out);
  if (found == state_right)
    found = check_content(self, path, is_opened, &seen);
  if (found == state_right && (self->at % 8 == 0 || has_index(self)))
    found = check_search(self, directory, &seen);
  if (found == state_right)
    found = check_soundness(self, directory);
  persons_close(directory);
  free(path);
  return found;
}

#endif
