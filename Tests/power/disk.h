/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The disk while a recording is played: what is durable, and what it was told since and
 * may have done or not. From that, states that a power cut could have left are drawn.
 */
#ifndef POWER_DISK_H
#define POWER_DISK_H

#include "recording.h"

enum { sector = 512, most_disk_names = 64, most_disk_files = 4096 };

typedef struct {
  unsigned char *bytes; /* durable */
  size_t size;
  size_t room;
  long *pending;        /* records since the last sync */
  int pending_count;
  int pending_room;
} disk_file;

typedef struct {
  char name[longest_name];
  int file;
} disk_name;

typedef struct {
  disk_name names[most_disk_names];
  int count;
} disk_names;

typedef struct {
  const recording *recording;
  disk_file *files;
  disk_names names;     /* durable */
  long *pending_names;  /* records since the folder was synced */
  int pending_names_count;
  int pending_names_room;
} disk;

/* How a state is drawn from what is pending. */
typedef enum {
  nothing_survives, everything_survives, a_beginning_survives, each_for_itself, way_count
} survival;

typedef struct {
  survival way;
  unsigned per_hundred;  /* of the writes, or of the sectors of a torn one, that survive */
  int reorders;
  int tears;
  int forgets_lengths;   /* the length of a file is what it was, or was between */
  int leaves_rubbish;    /* where a file grew and nothing was written */
  uint64_t random;
} chance;

static inline void push(long **list, int *count, int *room, long value)
{
  if (*count == *room) {
    *room = *room ? *room * 2 : 64;
    *list = realloc(*list, sizeof **list * (size_t)*room);
    if (!*list)
      die("out of memory");
  }
  (*list)[(*count)++] = value;
}

/* ------------------------------------------------------------------ names -- */

static inline int find_name(const disk_names *self, const char *name)
{
  for (int i = 0; i < self->count; i++)
    if (strcmp(self->names[i].name, name) == 0)
      return i;
  return -1;
}

static inline void remove_name(disk_names *self, const char *name)
{
  int index = find_name(self, name);
  if (index >= 0)
    self->names[index] = self->names[--self->count];
}

static inline void put_name(disk_names *self, const char *name, int file)
{
  remove_name(self, name);
  if (self->count == most_disk_names)
    die("power: too many names");
  set_name(self->names[self->count].name, name);
  self->names[self->count++].file = file;
}

static inline void apply_names(disk_names *self, const record *change)
{
  switch (change->kind) {
  case did_create:
    put_name(self, change->name, change->file);
    break;
  case did_link:
    put_name(self, change->other, change->file);
    break;
  case did_rename:
    remove_name(self, change->name);
    put_name(self, change->other, change->file);
    break;
  default:
    remove_name(self, change->name);
  }
}

/* ------------------------------------------------------------------ bytes -- */

/* Set the length of a file; what is new in it is zero, or rubbish from a generator. */
static inline void set_length(disk_file *self, size_t size, uint64_t *rubbish)
{
  if (size > self->room) {
    self->room = size * 3 / 2 + 4096;
    self->bytes = realloc(self->bytes, self->room);
    if (!self->bytes)
      die("out of memory");
  }
  if (size > self->size) {
    memset(self->bytes + self->size, 0, size - self->size);
    for (size_t i = self->size; rubbish && i < size; i++)
      self->bytes[i] = (unsigned char)next_random(rubbish);
  }
  self->size = size;
}

static inline void put_bytes(disk_file *self, size_t offset, const unsigned char *bytes,
                             size_t length, uint64_t *rubbish)
{
  if (offset + length > self->size)
    set_length(self, offset + length, rubbish);
  memcpy(self->bytes + offset, bytes, length);
}

static inline void apply_whole(disk_file *self, const recording *from, const record *change)
{
  if (change->kind == did_set_length)
    set_length(self, (size_t)change->offset, NULL);
  else
    put_bytes(self, (size_t)change->offset, from->bytes + change->bytes, change->length, NULL);
}

/* ---------------------------------------------------------------- playing -- */

static inline disk *make_disk(const recording *from)
{
  disk *self = calloc(1, sizeof *self);
  if (!self || !(self->files = calloc(most_disk_files, sizeof *self->files)))
    die("out of memory");
  self->recording = from;
  return self;
}

static inline void free_disk(disk *self)
{
  for (int i = 0; i < most_disk_files; i++) {
    free(self->files[i].bytes);
    free(self->files[i].pending);
  }
  free(self->files);
  free(self->pending_names);
  free(self);
}

/* Play the next record. */
static inline void play(disk *self, long index)
{
  const record *next = &self->recording->records[index];
  disk_file *file;
  if (next->file >= most_disk_files)
    die("power: too many files");
  file = next->file >= 0 ? &self->files[next->file] : NULL;
  switch (next->kind) {
  case did_write:
  case did_set_length:
    push(&file->pending, &file->pending_count, &file->pending_room, index);
    break;
  case did_sync:
    for (int i = 0; i < file->pending_count; i++)
      apply_whole(file, self->recording, &self->recording->records[file->pending[i]]);
    file->pending_count = 0;
    break;
  case did_sync_folder:
    for (int i = 0; i < self->pending_names_count; i++)
      apply_names(&self->names, &self->recording->records[self->pending_names[i]]);
    self->pending_names_count = 0;
    break;
  case did_create:
  case did_rename:
  case did_link:
  case did_unlink:
    push(&self->pending_names, &self->pending_names_count, &self->pending_names_room, index);
    break;
  default:
    break;
  }
}

#endif
