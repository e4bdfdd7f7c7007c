/* SPDX-License-Identifier: Apache-2.0 */
/* The faults that are played: which one is for a request, and how often each was. */
#include "faults.h"

#include "routes.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static fault_list *played;
static json_int_t requests[route_count];

/* Give up one use of a list, with the lock held. */
static void leave(fault_list *list)
{
  if (list && --list->users == 0)
    release_faults(list);
}

void play_faults(fault_list *list)
{
  pthread_mutex_lock(&lock);
  leave(played);
  played = list;
  memset(requests, 0, sizeof requests);
  pthread_mutex_unlock(&lock);
}

/* Count the request for a fault. Whether it is its turn. */
static bool is_due(fault *fault, int route)
{
  if (fault->route != route && (fault->route != all_routes || !is_for_all(route)))
    return false;
  fault->asked++;
  return fault->asked >= fault->from && (fault->asked - fault->from) % fault->every == 0 &&
         fault->given_by_order < fault->times;
}

/* The first fault whose turn it is. Each counts the request, also those behind the first. */
static fault *fault_by_order(int route)
{
  fault *first = NULL;
  for (size_t i = 0; i < played->count; i++)
    if (is_due(&played->faults[i], route) && !first)
      first = &played->faults[i];
  if (first)
    first->given_by_order++;
  return first;
}

static fault *fault_by_name(const char *name)
{
  for (size_t i = 0; i < played->count; i++)
    if (*name && strcmp(played->faults[i].name, name) == 0)
      return &played->faults[i];
  return NULL;
}

static void name_fault(const fault *fault, char name[72])
{
  if (*fault->name)
    strcpy(name, fault->name);
  else
    snprintf(name, 72, "faults[%zu]", (size_t)(fault - played->faults));
}

bool choose_fault(int route, const char *wanted, chosen_fault *chosen)
{
  bool wants_none = wanted && strcmp(wanted, "none") == 0;
  fault *found = NULL;
  pthread_mutex_lock(&lock);
  requests[route]++;
  if (!wanted)
    found = fault_by_order(route);
  else if (!wants_none)
    found = fault_by_name(wanted);
  if (found) {
    found->given++;
    played->users++;
    chosen->list = played;
    chosen->plan = &found->plan;
    name_fault(found, chosen->name);
  }
  pthread_mutex_unlock(&lock);
  return found || !wanted || wants_none;
}

void hand_back(chosen_fault *chosen)
{
  if (!chosen->list)
    return;
  pthread_mutex_lock(&lock);
  leave(chosen->list);
  pthread_mutex_unlock(&lock);
  memset(chosen, 0, sizeof *chosen);
}

/* -------------------------------------------------------------------------------- describing -- */

static json_t *describe_fault(const fault *fault)
{
  char route[route_name_size] = "*";
  json_t *described = json_object();
  if (*fault->name)
    json_object_set_new(described, "name", json_string(fault->name));
  if (fault->route != no_route) {
    if (fault->route != all_routes)
      name_route(fault->route, route);
    json_object_set_new(described, "route", json_string(route));
    json_object_set_new(described, "asked", json_integer(fault->asked));
  }
  json_object_set_new(described, "given", json_integer(fault->given));
  return described;
}

json_t *describe_play(void)
{
  json_t *counts = json_object(), *faults = json_array();
  char name[route_name_size];
  pthread_mutex_lock(&lock);
  for (int route = 0; route < route_count; route++) {
    name_route(route, name);
    if (requests[route] > 0)
      json_object_set_new(counts, name, json_integer(requests[route]));
  }
  for (size_t i = 0; i < played->count; i++)
    json_array_append_new(faults, describe_fault(&played->faults[i]));
  pthread_mutex_unlock(&lock);
  return json_pack("{s:o,s:o}", "requests", counts, "faults", faults);
}
