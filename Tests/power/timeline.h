/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a recording promises: after which record each commit is whole in the log, what the
 * file holds from then on, and which commit must survive a power cut at each record. With
 * full durability that is the last that was acknowledged; relaxed, the last that the disk was told to sync.
 */
#ifndef POWER_TIMELINE_H
#define POWER_TIMELINE_H

#include "content_hash.h"
#include "state.h"

enum { most_commits = 8192, most_copies = 1024, most_erasures = 64, frame_head = 24 };

typedef struct {
  long record;     /* the last of its writes */
  content content;
} commit;

/* In memory that is shared with the process that reads the contents. */
typedef struct {
  int commits;
  int unreadable;        /* commits that SQLite could not read without any loss */
  commit of[most_commits];
  long opened;           /* the record that acknowledges the first opening */
  int copies;
  long copy_of[most_copies]; /* the records about copies */
  int erasures;
  long erasure_of[most_erasures]; /* the records that acknowledge them */
  /* Before each record, and behind the last, a commit or -1 for none: */
  int acknowledged[most_records + 1]; /* the last that was answered */
  int needed[most_records + 1];       /* the last that must survive */
} timeline;

/* The frame of a page in SQLite's log says whether it ends a commit: the size of the database after
 * it stands at its fifth byte then, big-endian. */
static inline int is_commit_head(const recording *from, const record *write)
{
  static const unsigned char none[4] = {0};
  return write->kind == did_write && write->length == frame_head &&
         memcmp(from->bytes + write->bytes + 4, none, 4) != 0;
}

/* Find the commits. The log's file changes when the directory is opened anew. */
static inline void find_commits(timeline *self, const recording *from)
{
  int log = -1, ends = 0;
  for (long i = 0; i < from->count; i++) {
    const record *next = &from->records[i];
    if (next->kind == did_create && strcmp(next->name, "people.db-wal") == 0)
      log = next->file;
    if (next->kind != did_write || next->file != log)
      continue;
    if (ends) {
      if (self->commits == most_commits)
        die("power: too many commits");
      self->of[self->commits++].record = i;
    }
    ends = is_commit_head(from, next);
  }
}

/* Read what the file holds after each commit, nothing being lost. */
static inline void read_contents(timeline *self, const recording *from, const char *folder)
{
  disk *whole = make_disk(from);
  char *path = text_of("%s/people.db", folder);
  int number = 0;
  for (long i = 0; i < from->count && number < self->commits; i++) {
    play(whole, i);
    if (self->of[number].record != i)
      continue;
    empty_folder(folder);
    write_state(whole, no_loss, folder);
    self->of[number].content = content_of(path);
    self->unreadable += self->of[number].content.hash == 0;
    number++;
  }
  remove_folder(folder);
  free_disk(whole);
  free(path);
}

static inline void find_promises(timeline *self, const recording *from)
{
  self->opened = from->count;
  for (long i = 0; i < from->count; i++) {
    int kind = from->records[i].kind;
    if (kind == acknowledged_open && self->opened == from->count)
      self->opened = i;
    if ((kind == begins_copy || kind == acknowledged_copy) && self->copies < most_copies)
      self->copy_of[self->copies++] = i;
    if (kind == acknowledged_erasure && self->erasures < most_erasures)
      self->erasure_of[self->erasures++] = i;
  }
}

static inline int commit_of_revision(const timeline *self, int64_t revision)
{
  for (int i = 0; i < self->commits; i++)
    if (self->of[i].content.revision >= revision)
      return i;
  return self->commits;
}

/* How many commits are whole once this record is played. */
static inline int commits_until(const timeline *self, int done, long index)
{
  while (done < self->commits && self->of[done].record <= index)
    done++;
  return done;
}

static inline void find_acknowledged(timeline *self, const recording *from)
{
  int done = 0, last = -1;
  for (long i = 0; i < from->count; i++) {
    const record *next = &from->records[i];
    int more = -1;
    self->acknowledged[i] = last;
    done = commits_until(self, done, i);
    if (next->kind == acknowledged_open || next->kind == acknowledged_write)
      more = done - 1 + next->ahead;
    else if (next->kind == acknowledged_revision)
      more = commit_of_revision(self, next->offset);
    if (more > last)
      last = more;
  }
  /* The run closed the directory. */
  self->acknowledged[from->count] = self->commits - 1;
}

/* What was synced with the log, once the log's name is durable too. */
static inline void find_synced(timeline *self, const recording *from)
{
  int done = 0, log = -1, is_named = 0, synced = -1, needed = -1;
  for (long i = 0; i < from->count; i++) {
    const record *next = &from->records[i];
    self->needed[i] = needed;
    done = commits_until(self, done, i);
    if (next->kind == did_create && strcmp(next->name, "people.db-wal") == 0) {
      log = next->file;
      is_named = 0;
    } else if (next->kind == did_sync_folder)
      is_named = 1;
    else if (next->kind == did_sync && next->file == log)
      synced = done - 1;
    if (is_named && synced > needed)
      needed = synced;
  }
  self->needed[from->count] = needed;
}

static inline void find_needed(timeline *self, const recording *from)
{
  find_acknowledged(self, from);
  if (from->is_relaxed)
    find_synced(self, from);
  else
    memcpy(self->needed, self->acknowledged, sizeof self->needed);
}

/* The last commit after which the file holds this; -1 when it never does. */
static inline int commit_with(const timeline *self, uint64_t hash)
{
  for (int i = self->commits - 1; i >= 0; i--)
    if (self->of[i].content.hash == hash)
      return i;
  return -1;
}

#endif
