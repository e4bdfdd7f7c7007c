/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers taken apart into the values in them. A value is a leaf of the JSON with whose it is
 * (the person, group, event, token or organization around it) and under which keys; it is kept
 * as a number of 64 bits. A value that never was in a good answer is a wrong one.
 */
#ifndef DAMAGE_LEAVES_H
#define DAMAGE_LEAVES_H

#include "../../bindings/c/tests/answer.h"

enum { leaf_slots = 1 << 16 };

typedef struct {
  uint64_t slots[leaf_slots];
  unsigned count;
} leaf_set;

static inline uint64_t mixed(uint64_t hash, const char *text)
{
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * 1099511628211u;
  return (hash ^ 0xFF) * 1099511628211u;
}

static inline int holds_leaf(const leaf_set *set, uint64_t leaf)
{
  for (unsigned i = (unsigned)leaf % leaf_slots; set->slots[i]; i = (i + 1) % leaf_slots)
    if (set->slots[i] == leaf)
      return 1;
  return 0;
}

static inline void add_leaf(leaf_set *set, uint64_t leaf)
{
  unsigned i = (unsigned)leaf % leaf_slots;
  if (holds_leaf(set, leaf))
    return;
  if (++set->count > leaf_slots / 2)
    die("damage: more values than there is room for");
  while (set->slots[i])
    i = (i + 1) % leaf_slots;
  set->slots[i] = leaf;
}

/* Called for each leaf with its number and the key and value it has. */
typedef void leaf_visit(void *context, uint64_t leaf, const char *key, const char *value);

static inline const char *owner_of(json_t *object)
{
  static const char *const names[] = {"personId", "identifier", "eventId", "group_id", "token_id",
                                      "slug"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *name = json_string_value(json_object_get(object, names[i]));
    if (name)
      return name;
  }
  return "";
}

/* What an event is called stands with everybody who was asked to it. */
static inline int is_of_event(json_t *object, const char *key)
{
  return json_object_get(object, "eventId") && (strcmp(key, "name") == 0 || strcmp(key, "slug") == 0 ||
                                                strcmp(key, "date") == 0);
}

static inline void visit_leaves(json_t *value, uint64_t place, const char *key, leaf_visit *visit,
                                void *context)
{
  if (json_is_object(value)) {
    const char *name;
    json_t *member;
    uint64_t own = mixed(place, owner_of(value));
    json_object_foreach(value, name, member)
      visit_leaves(member, mixed(is_of_event(value, name) ? mixed(0, owner_of(value)) : own, name),
                   name, visit, context);
  } else if (json_is_array(value)) {
    for (size_t i = 0; i < json_array_size(value); i++)
      visit_leaves(json_array_get(value, i), place, key, visit, context);
  } else {
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    visit(context, mixed(place, text ? text : ""), key, text ? text : "");
    free(text);
  }
}

/* What counts rows or depends on which there are is no value of its own. */
static inline int is_counted(const char *key)
{
  static const char *const names[] = {"total", "limit", "skip", "last_id", "revision", "more",
                                      "matched", "persons", "groups", "events", "bytes"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(key, names[i]) == 0)
      return 1;
  return 0;
}

/* Visit the leaves of an answer: one JSON value, or a line each. Returns 0 when it is no JSON. */
static inline int visit_answer(const char *text, uint64_t place, leaf_visit *visit, void *context)
{
  while (*text) {
    size_t length = strcspn(text, "\n");
    json_t *value = json_loadb(text, length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    const char *name;
    json_t *member;
    if (!value)
      return 0;
    /* The outermost members are the answer's own, whoever is in them. */
    if (json_object_get(value, "personId"))
      visit_leaves(value, place, "", visit, context);
    else
      json_object_foreach(value, name, member)
        if (!is_counted(name) || json_is_array(member))
          visit_leaves(member, place, name, visit, context);
    json_decref(value);
    text += length + (text[length] == '\n');
  }
  return 1;
}

#endif
