/* SPDX-License-Identifier: Apache-2.0 */
/* The "faults" of a play file, checked. */
#ifndef PERSONSD_PLAY_FAULT_LIST_H
#define PERSONSD_PLAY_FAULT_LIST_H

#include "plan.h"

enum { all_routes = -1, no_route = -2 };

typedef struct {
  char name[72]; /* "": none */
  int route;     /* all_routes: "*", no_route: it is given by its name alone */
  json_int_t from, times, every;
  json_int_t asked, given;
  json_int_t given_by_order; /* those that `times` bounds */
  plan plan;
} fault;

typedef struct {
  size_t users; /* the play itself, and each chosen fault */
  size_t count;
  fault faults[];
} fault_list;

/* Read the "faults" of an object, none where they are absent. NULL, having said why. */
fault_list *read_faults(json_t *object, problem *problem);
/* NULL is ignored. */
void release_faults(fault_list *list);

#endif
