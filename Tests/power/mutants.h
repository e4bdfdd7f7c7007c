/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults that are put into a recording, to show that the replay finds them: each is what
 * a library without one of its safeguards would tell the disk.
 *
 * Left out, because nothing depends on them:
 * - the sync of the search index: the library itself makes none, for the index is derived; its
 *   checksums tell a torn one, which is then built again. Every state has it unsynced.
 * - the syncs of the rollback journal, which SQLite uses only to turn a new, empty file into one
 *   with a log, before the opening is acknowledged.
 * - the sync of a copy's name that SQLite makes of its own journal beside the copy.
 */
#ifndef POWER_MUTANTS_H
#define POWER_MUTANTS_H

#include "recording.h"

typedef struct {
  const char *name;
  const char *unsynced;
  int folder_is_unsynced;
  int rename_is_torn;
  int acknowledges_early;
  int emptying_is_unsynced;
  int is_relaxed;
} mutant;

static const mutant all_mutants[] = {
  {.name = "the log is not synced at a commit", .unsynced = "-wal"},
  {.name = "the database is not synced at a checkpoint", .unsynced = "=people.db"},
  {.name = "the folder is not synced", .folder_is_unsynced = 1},
  {.name = "a copy is not synced before it gets its name", .unsynced = ".partial-"},
  {.name = "an acknowledgement comes before its commit", .acknowledges_early = 1},
  {.name = "a rename takes the old name away first", .rename_is_torn = 1},
  {.name = "the log that an erasure empties is not synced", .emptying_is_unsynced = 1},
  /* What is left to relaxed durability: without these, commits would survive by half or without those before them. */
  {.name = "relaxed: the log is not synced ahead of a checkpoint", .unsynced = "-wal", .is_relaxed = 1},
  {.name = "relaxed: the database is not synced at a checkpoint", .unsynced = "=people.db", .is_relaxed = 1},
};

enum { mutant_count = sizeof all_mutants / sizeof *all_mutants };

static inline void mutate(recording *self, const mutant *by)
{
  self->unsynced = by->unsynced;
  self->folder_is_unsynced = by->folder_is_unsynced;
  self->rename_is_torn = by->rename_is_torn;
  self->acknowledges_early = by->acknowledges_early;
  self->emptying_is_unsynced = by->emptying_is_unsynced;
  self->is_relaxed = by->is_relaxed;
}

#endif
