/* SPDX-License-Identifier: Apache-2.0 */
/* The model: what a directory must hold after the calls that were answered, and no more than that. */
#ifndef STATE_WORLD_H
#define STATE_WORLD_H

#include "../../bindings/c/tests/support.h"

enum { most_persons = 60, most_groups = 6, most_events = 6, most_tokens = 4, identifier_room = 48 };

typedef struct {
  char id[identifier_room];
  unsigned town;     /* the city is "Town" and this */
  int is_limited;    /* in the group that the limited token sees */
  int answers;       /* to events */
} model_person;

typedef struct {
  model_person persons[most_persons];
  int persons_count;
  int persons_made;  /* numbers the identifiers, none of which comes twice */
  int groups;        /* "limited" and "g1", "g2" … */
  int events;        /* "e0", "e1" … */
  int organizations;
  int tokens;        /* issued in all */
  int64_t revision;  /* the last that was seen */
  int64_t told;      /* the last that the limited token was told, an opaque number; 0 before */
} world;

static inline model_person *person_of(world *self, const char *id)
{
  for (int i = 0; i < self->persons_count; i++)
    if (strcmp(self->persons[i].id, id) == 0)
      return &self->persons[i];
  return NULL;
}

static inline model_person *any_person(world *self, uint64_t *random)
{
  return self->persons_count ? &self->persons[pick(random, (unsigned)self->persons_count)] : NULL;
}

static inline void add_person(world *self, const char *id, unsigned town, int is_limited)
{
  model_person *person = &self->persons[self->persons_count++];
  memset(person, 0, sizeof *person);
  snprintf(person->id, sizeof person->id, "%s", id);
  person->town = town;
  person->is_limited = is_limited;
}

static inline void remove_person(world *self, model_person *person)
{
  *person = self->persons[--self->persons_count];
}

static inline int limited_persons(const world *self)
{
  int count = 0;
  for (int i = 0; i < self->persons_count; i++)
    count += self->persons[i].is_limited;
  return count;
}

#endif
