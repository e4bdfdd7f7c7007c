/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drawing a state: which of the pending writes, lengths and names survived the power cut,
 * and writing it into a folder for the library to open.
 */
#ifndef POWER_STATE_H
#define POWER_STATE_H

#include "disk.h"

/* The whole truth, as if the power had stayed. */
static const chance no_loss = {.way = everything_survives};

static inline chance draw_chance(uint64_t seed)
{
  static const unsigned shares[] = {5, 30, 50, 70, 95};
  chance self = {.random = seed * 2654435761u * 2 + 1};
  for (int i = 0; i < 4; i++)
    next_random(&self.random);
  self.way = (survival)pick(&self.random, way_count * 2);
  if (self.way >= way_count)
    self.way = each_for_itself;
  self.per_hundred = shares[pick(&self.random, 5)];
  self.reorders = pick(&self.random, 4) == 0;
  self.tears = pick(&self.random, 2) == 0;
  self.forgets_lengths = pick(&self.random, 4) == 0;
  self.leaves_rubbish = pick(&self.random, 4) == 0;
  return self;
}

/* Does this pending change survive? The first `beginning` of them do when a beginning does. */
static inline int survives(chance *self, int index, int beginning)
{
  switch (self->way) {
  case nothing_survives:
    return 0;
  case everything_survives:
    return 1;
  case a_beginning_survives:
    return index < beginning;
  default:
    return pick(&self->random, 100) < self->per_hundred;
  }
}

/* Apply a write of which some sectors reached the disk. */
static inline void apply_torn(disk_file *file, const recording *from, const record *change,
                              chance *self, uint64_t *rubbish)
{
  size_t place = (size_t)change->offset, end = place + change->length;
  const unsigned char *bytes = from->bytes + change->bytes;
  while (place < end) {
    size_t next = (place / sector + 1) * sector;
    if (next > end)
      next = end;
    if (pick(&self->random, 100) < self->per_hundred)
      put_bytes(file, place, bytes, next - place, rubbish);
    bytes += next - place;
    place = next;
  }
}

static inline void apply_change(disk_file *file, const recording *from, const record *change,
                                chance *self, uint64_t *rubbish)
{
  if (change->kind == did_set_length)
    set_length(file, (size_t)change->offset, rubbish);
  else if (self->tears && self->way != everything_survives && pick(&self->random, 4) == 0)
    apply_torn(file, from, change, self, rubbish);
  else
    put_bytes(file, (size_t)change->offset, from->bytes + change->bytes, change->length, rubbish);
}

/* The order in which the pending changes reached the disk. */
static inline long *order_of(const disk_file *file, chance *self)
{
  long *order = malloc(sizeof *order * (size_t)(file->pending_count + 1));
  if (!order)
    die("out of memory");
  memcpy(order, file->pending, sizeof *order * (size_t)file->pending_count);
  for (int i = file->pending_count - 1; self->reorders && i > 0; i--) {
    int other = (int)pick(&self->random, (unsigned)i + 1);
    long kept = order[i];
    order[i] = order[other];
    order[other] = kept;
  }
  return order;
}

/* A file as the power cut left it; its bytes are released by the caller. */
static inline disk_file draw_file(const disk *from, int number, chance *self)
{
  const disk_file *durable = &from->files[number];
  disk_file drawn = {0};
  uint64_t rubbish = self->random | 1;
  long *order = order_of(durable, self);
  int count = durable->pending_count;
  int beginning = (int)pick(&self->random, (unsigned)count + 1);
  size_t middle = durable->size;
  put_bytes(&drawn, 0, durable->bytes ? durable->bytes : (const unsigned char *)"", durable->size,
            NULL);
  for (int i = 0; i < count; i++)
    if (survives(self, i, beginning)) {
      apply_change(&drawn, from->recording, &from->recording->records[order[i]], self,
                   self->leaves_rubbish ? &rubbish : NULL);
      if (pick(&self->random, 2))
        middle = drawn.size;
    }
  /* A length that was not synced may be that of the beginning, or one between. */
  if (self->forgets_lengths && self->way != everything_survives && middle < drawn.size &&
      pick(&self->random, 2))
    drawn.size = middle;
  free(order);
  return drawn;
}

static inline disk_names draw_names(const disk *from, chance *self)
{
  disk_names drawn = from->names;
  int count = from->pending_names_count;
  int beginning = (int)pick(&self->random, (unsigned)count + 1);
  for (int i = 0; i < count; i++)
    if (survives(self, i, beginning))
      apply_names(&drawn, &from->recording->records[from->pending_names[i]]);
  return drawn;
}

static inline void write_file(const char *folder, const char *name, const disk_file *file)
{
  char *path = text_of("%s/%s", folder, name);
  int descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0 || write(descriptor, file->bytes, file->size) != (ssize_t)file->size)
    die("power: cannot write %s: %s", path, strerror(errno));
  close(descriptor);
  free(path);
}

/* What other connections shared in memory may stand there, or anything. */
static inline void write_rubbish(const char *folder, chance *self)
{
  disk_file rubbish = {0};
  uint64_t random = self->random | 1;
  set_length(&rubbish, 32768, &random);
  write_file(folder, "people.db-shm", &rubbish);
  free(rubbish.bytes);
}

/* Put the state into an empty folder. */
static inline void write_state(const disk *from, chance self, const char *folder)
{
  disk_names names = draw_names(from, &self);
  for (int i = 0; i < names.count; i++) {
    disk_file file = draw_file(from, names.names[i].file, &self);
    write_file(folder, names.names[i].name, &file);
    free(file.bytes);
  }
  if (self.way != everything_survives && pick(&self.random, 8) == 0)
    write_rubbish(folder, &self);
}

static inline void empty_folder(const char *folder)
{
  remove_folder(folder);
  if (mkdir(folder, 0700) != 0)
    die("power: cannot make %s: %s", folder, strerror(errno));
}

#endif
