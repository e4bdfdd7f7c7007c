/* SPDX-License-Identifier: Apache-2.0 */
/* One request, from its first line to the end of its reply. */
#ifndef PERSONSD_REQUEST_H
#define PERSONSD_REQUEST_H

#include "body.h"
#include "connections.h"

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest target, as in docs/rest.md. */
enum { most_target_bytes = 8 << 10 };

typedef struct {
  connection *connection;
  int64_t begun;        /* microseconds */
  char *target;         /* as received, nothing decoded */
  size_t target_length; /* as received */
  bool checked;         /* its header lines were read */
  const char **headers; /* those that the directory is told, see pairs.h */
  body body;
  char token_id[17];    /* "-": none */
  const char *method;   /* the name for the log */
  unsigned status;      /* of the reply; 0 before there is one */
  size_t reply_bytes;
  struct turn *turn;    /* of the stand-in; NULL without --play */
} request;

/* A request whose first line was read. NULL when memory is short. Takes the target before
   libmicrohttpd decodes it in its place, and the parameters away from it. */
request *begin_request(struct MHD_Connection *from, char *target);

/* Write the access log and release it. */
void end_request(request *request, struct MHD_Connection *from);

#endif
