/* SPDX-License-Identifier: Apache-2.0 */
/* What a fault does to a request: the "answer" of a fault in the play file, checked. */
#ifndef PERSONSD_PLAY_PLAN_H
#define PERSONSD_PLAY_PLAN_H

#include "problem.h"

#include <stdint.h>

/* How a reply is broken. The first three are no reply at all. */
typedef enum {
  connection_reset,
  connection_closed,
  not_http,
  cut_json,        /* the body ends in its middle, and the length is that of what is left */
  long_length,     /* Content-Length says more than comes before the close */
  short_length,    /* Content-Length says less than comes */
  reset_in_body,
  broken_chunk,
  close_after,     /* whole, but the connection that it leaves open is closed */
  not_broken,
} breakage;

/* Whose token the request seems to bear. */
typedef enum { its_own, expired_token, invalid_token, missing_token } token_kind;

typedef struct {
  bool carried_out;       /* the directory does what is asked */
  token_kind token;
  unsigned status;        /* 0: not given */
  json_t *headers;        /* an object of strings, or NULL */
  char *body;             /* NULL: not given */
  breakage broken;
  int64_t delay;          /* microseconds before the first byte */
  size_t drip_bytes;      /* of the body at a time; 0: all at once */
  int64_t drip_every;     /* microseconds */
} plan;

/* Read one. False, having said why; there is nothing to release then. */
bool read_plan(json_t *answer, const char *place, plan *plan, problem *problem);
void release_plan(plan *plan);

#endif
