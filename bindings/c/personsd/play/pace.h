/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting without a thread: the connection of a request that has to wait is suspended, and one
 * thread for all of them takes each up again when its time has come. Meanwhile the threads of the
 * server answer others.
 */
#ifndef PERSONSD_PLAY_PACE_H
#define PERSONSD_PLAY_PACE_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct waiting waiting;
struct waiting {
  int64_t due; /* microseconds */
  /* Called when it is due, by the thread: the next time, or 0 when the request goes on. NULL: it
     goes on when it is due. */
  int64_t (*step)(waiting *waiting);
  struct MHD_Connection *connection;
  waiting *next;
};

/* Start the thread. False, having said why. */
bool start_pace(void);
/* Let every request go on, and nobody wait again. */
void end_waits(void);
/* End the thread. Call end_waits before. */
void stop_pace(void);

/* Suspend the connection, in the handler of its request, until it is due and has no further step:
   then the handler is called again. False: nobody waits any more, go on at once. */
bool begin_wait(waiting *waiting, struct MHD_Connection *connection);

#endif
