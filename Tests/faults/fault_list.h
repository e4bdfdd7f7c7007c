/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The faults: which error, on which calls, and which answers fit it. An answer that
 * names another cause sends whoever reads it to the wrong place.
 */
#ifndef FAULTS_FAULT_LIST_H
#define FAULTS_FAULT_LIST_H

#include "control.h"

#include <persons.h>

typedef struct {
  const char *name;
  int error;
  unsigned kinds;
  int persists;
  int fitting[3];          /* statuses, filled up with PERSONS_OK */
  const char *fitting_type; /* NULL: any */
  long most_failed;         /* see fault_control */
  int is_slow;              /* a state takes half a minute: a few of them, and only in a long run */
} fault;

enum {
  all_writing = call_create | call_write | call_truncate | call_name,
  all_changing = all_writing | call_sync | call_sync_folder | call_unlink,
  all_opening = call_open_to_read | call_open_to_write | call_create | call_open_folder,
  all_reading = call_open_to_read | call_read | call_map | call_status,
  all_permitting = all_opening | call_name | call_unlink,
  /* Of what a medium that turned read-only still lets happen, syncing is harmless. */
  all_refused_read_only = call_open_to_write | all_writing | call_unlink
};

static const fault all_faults[] = {
  {.name = "ENOSPC once", .error = ENOSPC, .kinds = all_writing,
   .fitting = {PERSONS_FULL}, .fitting_type = "disk_full"},
  {.name = "ENOSPC from then on", .error = ENOSPC, .kinds = all_writing, .persists = 1,
   .fitting = {PERSONS_FULL}, .fitting_type = "disk_full"},
  {.name = "EDQUOT once", .error = EDQUOT, .kinds = all_writing,
   .fitting = {PERSONS_FULL}, .fitting_type = "disk_full"},
  {.name = "EDQUOT from then on", .error = EDQUOT, .kinds = all_writing, .persists = 1,
   .fitting = {PERSONS_FULL}, .fitting_type = "disk_full"},
  {.name = "EIO once, writing", .error = EIO, .kinds = all_changing,
   .fitting = {PERSONS_IO}, .fitting_type = "io_error"},
  {.name = "EIO from then on, writing", .error = EIO, .kinds = all_changing, .persists = 1,
   .fitting = {PERSONS_IO}, .fitting_type = "io_error"},
  {.name = "EIO once, reading", .error = EIO, .kinds = all_reading, .fitting = {PERSONS_IO}},
  {.name = "EIO from then on, reading", .error = EIO, .kinds = all_reading, .persists = 1,
   .fitting = {PERSONS_IO}},
  {.name = "a short write once", .error = short_write, .kinds = call_write},
  {.name = "a short write, then ENOSPC", .error = short_write, .kinds = call_write, .persists = 1,
   .fitting = {PERSONS_FULL}, .fitting_type = "disk_full"},
  /* SQLite opens for reading what it could just not open for writing, and finds out later that this
   * does not do. */
  {.name = "EMFILE once", .error = EMFILE, .kinds = all_opening,
   .fitting = {PERSONS_IO, PERSONS_READ_ONLY}},
  {.name = "EMFILE from then on", .error = EMFILE, .kinds = all_opening, .persists = 1,
   .fitting = {PERSONS_IO}, .fitting_type = "too_many_files"},
  {.name = "EACCES once", .error = EACCES, .kinds = all_permitting,
   .fitting = {PERSONS_PERMISSION, PERSONS_READ_ONLY, PERSONS_IO}},
  {.name = "EACCES from then on", .error = EACCES, .kinds = all_permitting, .persists = 1,
   .fitting = {PERSONS_PERMISSION, PERSONS_READ_ONLY}},
  {.name = "EROFS once", .error = EROFS, .kinds = all_refused_read_only,
   .fitting = {PERSONS_READ_ONLY}, .fitting_type = "read_only"},
  {.name = "EROFS from then on", .error = EROFS, .kinds = all_refused_read_only, .persists = 1,
   .fitting = {PERSONS_READ_ONLY}, .fitting_type = "read_only"},
  /* To SQLite a lock that cannot be had is one that another process has. */
  {.name = "ENOLCK once", .error = ENOLCK, .kinds = call_lock,
   .fitting = {PERSONS_BUSY}, .fitting_type = "busy"},
  {.name = "ENOLCK for a while", .error = ENOLCK, .kinds = call_lock, .persists = 1,
   .fitting = {PERSONS_BUSY}, .fitting_type = "busy", .most_failed = 40},
  /* It tries for ten seconds, whatever our timeout is. */
  {.name = "ENOLCK from then on", .error = ENOLCK, .kinds = call_lock, .persists = 1,
   .fitting = {PERSONS_BUSY}, .fitting_type = "busy", .is_slow = 1},
  /* Every one of these is made to happen at every change. */
  {.name = "EIO once, syncing", .error = EIO, .kinds = call_sync | call_sync_folder,
   .fitting = {PERSONS_IO}, .fitting_type = "io_error"},
};

enum { fault_count = sizeof all_faults / sizeof *all_faults, sync_fault = fault_count - 1 };

/* SQLite opens for reading what it cannot make, and of the two errors keeps the second, that it is
 * not there. A cause that is gone by then nobody can tell. */
static inline int is_unknown_by_now(const fault *self, const fault_control *control, int status)
{
  return !self->persists && control->last_kind == call_create && status == PERSONS_IO;
}

static inline int fits(const fault *self, int status)
{
  for (int i = 0; i < 3 && self->fitting[i] != PERSONS_OK; i++)
    if (self->fitting[i] == status)
      return 1;
  return 0;
}

/* Can a fault of this kind keep a call that reads from answering? */
static inline int hits_reading(const fault *self)
{
  return self->kinds & (all_reading | all_opening | call_lock);
}

#endif
