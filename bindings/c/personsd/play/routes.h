/* SPDX-License-Identifier: Apache-2.0 */
/* The routes as docs/rest.md names them: what a fault is for, and what is counted. */
#ifndef PERSONSD_PLAY_ROUTES_H
#define PERSONSD_PLAY_ROUTES_H

#include <stdbool.h>

typedef enum { travtus, gatsby, ours } dialect;

/* A route is its number: 0 is every target that is none. */
enum { other_route = 0, route_count = 20 };

/* The route of a request. HEAD is answered like GET, and counted as one. */
int route_of(const char *method, const char *target);
/* The route of a name, "POST /persons/find/"; other_route when there is none. */
int route_named(const char *name);

/* Write "POST /persons/find/", "other" for other_route. */
enum { route_name_size = 40 };
void name_route(int route, char name[route_name_size]);

/* How an error is told to a request. */
dialect dialect_of(const char *method, const char *target);

/* Whether a fault for "*" is for it: not for the two that are open to all, which programs ask to
   see whether a server is there. */
bool is_for_all(int route);

/* What only a stand-in has. */
bool is_control(const char *target);

#endif
