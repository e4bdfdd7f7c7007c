/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replies that libmicrohttpd does not send, for it sends sound ones: broken, or bytes at a pace.
 * They are written to the socket while the connection is suspended, and end with it.
 */
#ifndef PERSONSD_PLAY_WIRE_H
#define PERSONSD_PLAY_WIRE_H

#include "../connections.h"
#include "answer.h"
#include "pace.h"

typedef struct pouring pouring;
struct pouring {
  waiting waiting; /* first: a wait that is due is its pouring */
  int socket;
  connection *connection;
  char *bytes;
  size_t length, sent;
  size_t at_once;   /* the head, which does not drip */
  size_t piece;     /* 0: everything at once */
  int64_t every;    /* microseconds */
  bool ends_with_reset;
  bool is_told;     /* everything was sent, and had time to arrive */
  bool is_late;     /* the client takes nothing now */
};

/* Whether libmicrohttpd can send it. */
bool is_sound(const plan *plan);

/* Make ready to pour a reply. False when memory is short. */
bool begin_pouring(pouring *pouring, struct MHD_Connection *to, request *request,
                   const plan *plan, const answer *answer, const char *method);
void release_pouring(pouring *pouring);

#endif
