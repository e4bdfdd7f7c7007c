/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The faults that are played: which one is for a request, and how often each was.
 *
 * A fault with a route is given by order: to the request of that route with the number `from`, then
 * to each `every` further, `times` times in all; of several the first in the file. A fault with a
 * name is given to the request that asks for it with "Persons-Play: NAME"; such a request is not
 * counted for the order. "Persons-Play: none" asks for no fault.
 */
#ifndef PERSONSD_PLAY_FAULTS_H
#define PERSONSD_PLAY_FAULTS_H

#include "fault_list.h"

/* A fault in use: hand it back, the list may be replaced meanwhile. */
typedef struct {
  fault_list *list;
  const plan *plan; /* NULL: no fault */
  char name[72];    /* "lost", or "faults[2]" */
} chosen_fault;

/* Play this list from now on, and count from 0. Takes the list. */
void play_faults(fault_list *list);

/* Count a request and choose its fault. `wanted` is the name that it asks for, or NULL. False: no
   fault has this name; the request is counted all the same. */
bool choose_fault(int route, const char *wanted, chosen_fault *chosen);
void hand_back(chosen_fault *chosen);

/* What was asked and given so far: no word of what a client sent. NULL when memory is short. */
json_t *describe_play(void);

#endif
