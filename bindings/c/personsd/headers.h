/* SPDX-License-Identifier: Apache-2.0 */
/* The header lines of a request: what two programs could read differently is refused. */
#ifndef PERSONSD_HEADERS_H
#define PERSONSD_HEADERS_H

#include "refusal.h"
#include "request.h"

/* What libmicrohttpd hands over of the first line. */
typedef struct {
  const char *method;
  const char *target; /* where it stood; decoded by now */
  const char *version;
} first_line;

/* Check the first line and the header lines of a request, before its body, and keep those that
   the directory is told. NULL: it is sound. */
const refusal *check_headers(struct MHD_Connection *from, const first_line *line,
                             size_t most_body, request *request);

#endif
