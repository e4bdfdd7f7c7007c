/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the disk was told during a run, in order: writes with their bytes, lengths, names,
 * syncs, and the acknowledgements that the program gave. In memory that the recording
 * process, the shared object in it and the process that replays it share.
 */
#ifndef POWER_RECORDING_H
#define POWER_RECORDING_H

#include "../../bindings/c/tests/support.h"

#include <pthread.h>
#include <sys/mman.h>

typedef enum {
  did_write,
  did_set_length,
  did_sync,         /* a file: its bytes and its length are durable */
  did_sync_folder,  /* the names are durable */
  did_create,
  did_rename,
  did_link,
  did_unlink,
  /* What the program says. */
  acknowledged_open,
  acknowledged_write,    /* every commit so far is to be kept, and `ahead` more */
  acknowledged_revision, /* every commit up to this revision is to be kept */
  acknowledged_erasure,  /* the text `name` is nowhere in the files of the directory */
  acknowledged_copy,     /* the file `name` has the bytes with this hash */
  begins_copy            /* the file `name` may be replaced from here on */
} record_kind;

enum { longest_name = 64, most_records = 1 << 19 };
static const size_t most_bytes = (size_t)1 << 30;

typedef struct {
  uint8_t kind;
  int file;           /* which file, whatever its name is */
  int ahead;
  uint32_t length;    /* of the bytes that were written */
  int64_t offset;     /* of the write; the length that was set; the revision */
  uint64_t hash;
  size_t bytes;       /* where they are */
  char name[longest_name];
  char other[longest_name]; /* the new name */
} record;

typedef struct {
  char folder[200];
  pthread_mutex_t lock;  /* held while a call is made and noted, so that the order is the disk's */
  int is_on;
  int is_relaxed;           /* the directory is opened with "durability":"relaxed" */
  /* Faults that the replay must find out; see mutants.h. */
  const char *unsynced;     /* files whose names hold this are not synced */
  int folder_is_unsynced;
  int rename_is_torn;
  int acknowledges_early;
  int emptying_is_unsynced;  /* of a file that was cut to nothing */
  long count;
  size_t used;
  int files;
  record *records;
  unsigned char *bytes;
} recording;

static inline void *reserve(size_t size)
{
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    die("out of memory");
  return memory;
}

static inline recording *make_recording(void)
{
  recording *self = reserve(sizeof *self);
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&self->lock, &shared);
  self->records = reserve(sizeof *self->records * most_records);
  self->bytes = reserve(most_bytes);
  return self;
}

static inline void free_recording(recording *self)
{
  munmap(self->records, sizeof *self->records * most_records);
  munmap(self->bytes, most_bytes);
  munmap(self, sizeof *self);
}

/* Append a record; the lock is held. */
static inline record *append(recording *self, record_kind kind)
{
  record *added;
  if (self->count == most_records)
    die("power: the recording is full");
  added = &self->records[self->count++];
  *added = (record){.kind = (uint8_t)kind, .file = -1};
  return added;
}

static inline void append_bytes(recording *self, record *to, const void *bytes, size_t length)
{
  if (self->used + length > most_bytes)
    die("power: the recording is full");
  memcpy(self->bytes + self->used, bytes, length);
  to->bytes = self->used;
  to->length = (uint32_t)length;
  self->used += length;
}

static inline void set_name(char name[longest_name], const char *value)
{
  snprintf(name, longest_name, "%s", value);
}

/* Set by the program, read by the shared object that is loaded before all others. Weak, so that the
 * program starts without that one and finds out that it must start again with it. */
extern recording *persons_recording __attribute__((weak));

#endif
