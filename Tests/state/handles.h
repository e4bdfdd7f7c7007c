/* SPDX-License-Identifier: Apache-2.0 */
/* Handles of every kind, good and bad: how they are opened, and what each may do. */
#ifndef STATE_HANDLES_H
#define STATE_HANDLES_H

#include "judge.h"
#include "world.h"

typedef enum {
  owner_handle,      /* of the file */
  other_handle,      /* the owner of another organization of the file */
  reader_handle,     /* of the file, read-only */
  full_token,        /* a token with every right */
  reading_token,
  limited_token,     /* one that sees the group "limited" only */
  revoked_token,
  memory_handle,
  wild_handle,       /* a directory in memory about which nothing is known */
  remote_handle,     /* a service where nothing answers */
  bad_handle,        /* NULL, closed, made up */
  kinds_of_handle
} handle_kind;

static const char *const kind_names[] = {
  "owner", "other organization", "read-only", "token", "reading token", "limited token", "revoked token", "memory",
  "wild", "remote", "bad"};

enum { most_handles = 24, most_closed = 32 };

typedef struct {
  handle_kind kind;
  persons_directory *directory;
} open_handle;

typedef struct {
  uint64_t random;
  char *folder;
  char *path;
  open_handle handles[most_handles];
  int handle_count;
  persons_directory *closed[most_closed];
  int closed_count;
  world file;
  world other;
  world memory;
  char tokens[revoked_token + 1][200]; /* by kind */
} machine;

/* The directory that a handle sees; NULL where nothing is known of it. */
static inline world *world_of(machine *self, handle_kind kind)
{
  if (kind == memory_handle)
    return &self->memory;
  if (kind == other_handle)
    return &self->other;
  return kind <= revoked_token ? &self->file : NULL;
}

static inline int is_owner(handle_kind kind)
{
  return kind == owner_handle || kind == other_handle || kind == memory_handle;
}

static inline int sees(handle_kind kind, const model_person *person)
{
  return kind == limited_token ? person->is_limited : kind != revoked_token;
}

/* A handle that is none. */
static inline persons_directory *made_up(machine *self)
{
  uintptr_t near = self->handle_count ? (uintptr_t)self->handles[0].directory : 0;
  switch (pick(&self->random, 6)) {
  case 0:
    return NULL;
  case 1:
    return (persons_directory *)(uintptr_t)next_random(&self->random);
  case 2:
    return (persons_directory *)(near ^ (uintptr_t)1 << pick(&self->random, 64));
  case 3:
    return (persons_directory *)(void *)self;
  default:
    return self->closed_count ? self->closed[pick(&self->random, (unsigned)self->closed_count)] : NULL;
  }
}

/* One of those that are open, or at times one that is none. */
static inline open_handle any_handle(machine *self)
{
  open_handle chosen;
  if (self->handle_count == 0 || pick(&self->random, 100) < 8)
    return (open_handle){bad_handle, made_up(self)};
  chosen = self->handles[pick(&self->random, (unsigned)self->handle_count)];
  /* A call to a service that is not there takes a millisecond, all others together a tenth of that. */
  if (chosen.kind == remote_handle && pick(&self->random, 20))
    return self->handles[0];
  return chosen;
}

static inline int count_of_kind(const machine *self, handle_kind kind)
{
  int count = 0;
  for (int i = 0; i < self->handle_count; i++)
    count += self->handles[i].kind == kind;
  return count;
}

static inline char *options_of(const machine *self, handle_kind kind)
{
  switch (kind) {
  case owner_handle:
  case memory_handle:
  case wild_handle:
    return text_of("{\"durability\":\"relaxed\",\"organization\":\"home\"}");
  case other_handle:
    return text_of("{\"organization\":\"other\",\"durability\":\"relaxed\"}");
  case reader_handle:
    return text_of("{\"read_only\":true,\"timeout_ms\":1000}");
  case remote_handle:
    return text_of("{\"token\":\"t\",\"timeout_ms\":1}");
  default:
    return text_of("{\"token\":\"%s\",\"durability\":\"relaxed\"}", self->tokens[kind]);
  }
}

/* Open one more handle of this kind, which must go well. */
static inline void open_kind(machine *self, handle_kind kind)
{
  char *options = options_of(self, kind), *out = NULL;
  persons_directory *directory = NULL;
  const char *location = kind == remote_handle ? "http://127.0.0.1:9"
                         : kind == memory_handle || kind == wild_handle ? ":memory:" : self->path;
  int status;
  note_call("persons_open: %s", kind_names[kind]);
  status = persons_open(location, options, &directory, &out);
  json_decref(judge("persons_open", status, out, 1, PERSONS_OK, end_of_list));
  free(options);
  if (!directory)
    return;
  self->handles[self->handle_count++] = (open_handle){kind, directory};
  if (kind == memory_handle) {
    memset(&self->memory, 0, sizeof self->memory);
    self->memory.organizations = 1;
  }
}

/* Persons in the whole file that the handle's directory is in. */
static inline int persons_in_file(const machine *self, handle_kind kind)
{
  return kind == memory_handle ? self->memory.persons_count : self->file.persons_count + self->other.persons_count;
}

/* Close a handle; from then on it is one of the closed ones. */
static inline void close_handle(machine *self, int number)
{
  persons_directory *directory = self->handles[number].directory;
  note_call("persons_close: %s", kind_names[self->handles[number].kind]);
  persons_close(directory);
  self->handles[number] = self->handles[--self->handle_count];
  self->closed[self->closed_count < most_closed ? self->closed_count++ : (int)pick(&self->random, most_closed)] =
      directory;
}

/* Open what is missing: of each kind one or two, of the memory's only one, for each is a directory of its own. */
static inline void open_or_close_something(machine *self)
{
  handle_kind kind = (handle_kind)pick(&self->random, bad_handle);
  int most = kind == memory_handle || kind == wild_handle ? 1 : 2;
  if (kind == revoked_token)
    kind = owner_handle; /* opening with a revoked token is refused: those that are open were so before */
  if (count_of_kind(self, kind) < most && self->handle_count < most_handles)
    open_kind(self, kind);
  else {
    int number = 0;
    while (number < self->handle_count && self->handles[number].kind != kind)
      number++;
    if (number < self->handle_count)
      close_handle(self, number);
  }
}

#endif
