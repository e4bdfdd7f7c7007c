/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with a play file, and where: "faults[2].answer.status: must be an integer from 200
 * to 599". The readers here are strict: a misspelt key is refused, never passed over.
 */
#ifndef PERSONSD_PLAY_PROBLEM_H
#define PERSONSD_PLAY_PROBLEM_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { place_size = 200, reason_size = 300 };

typedef struct {
  char place[place_size]; /* "": the whole */
  char reason[reason_size];
} problem;

/* Note a problem; false always, so that readers can return it. */
__attribute__((format(printf, 3, 4))) bool refuse(problem *problem, const char *place,
                                                  const char *format, ...);

/* The place of a key of an object, and of an item of an array: "a.key", "a[3]". */
void place_of_key(char place[place_size], const char *parent, const char *key);
void place_of_item(char place[place_size], const char *parent, size_t index);

/* Whether it is an object that has no other keys than these, which end with NULL. */
bool is_object_of(json_t *object, const char *place, const char *const known[], problem *problem);

/* Whether a key is absent or holds an array of at most so many objects, which `items` receives. */
bool read_items(json_t *object, const char *key, const char *place, size_t most, json_t **items,
                problem *problem);

/* The first item whose key holds this text; NULL when there is none. */
json_t *item_with(json_t *items, const char *key, const char *text);

typedef bool (*check_item)(json_t *scene, json_t *item, const char *place, problem *problem);

/* Check the items of a key of the scene each by itself, and that no two have the same text at
 * `name`, which a checked item has. */
bool check_items(json_t *scene, const char *key, size_t most, const char *name, check_item check,
                 problem *problem);

/* Read a key that may be absent: the value stays then. */
bool read_integer(json_t *object, const char *key, const char *place, json_int_t least,
                  json_int_t most, json_int_t *value, problem *problem);
bool read_flag(json_t *object, const char *key, const char *place, bool *value,
               problem *problem);
/* 1 to `most` bytes, 0 too with `may_be_empty`. The text lives as long as the object. */
bool read_text(json_t *object, const char *key, const char *place, size_t most, bool may_be_empty,
               const char **value, problem *problem);

#endif
