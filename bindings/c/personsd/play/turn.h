/* SPDX-License-Identifier: Apache-2.0 */
/* A request's turn on the stage: its fault is chosen, its answer made, delayed, broken and sent. */
#ifndef PERSONSD_PLAY_TURN_H
#define PERSONSD_PLAY_TURN_H

#include "../request.h"

/* Take the next step of a request that arrived whole. The connection may be suspended meanwhile;
   this is called again then. False ends the connection. */
bool take_turn(struct MHD_Connection *to, request *request, const char *method, bool last);

/* Release what a request has of it. NULL is ignored. */
void release_turn(struct turn *turn);

#endif
