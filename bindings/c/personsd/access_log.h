/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The access log: one line a request, without a word of what was asked. No target, no query, no
 * address, no header: what a client wrote is never copied here but for the public part of a
 * token.
 *
 *     2026-01-31T09:00:00.000Z GET /person/{id} 200 512 1830 0123456789abcdef
 *
 * are the time of the reply, the method, the route, the status, the bytes of the reply's body,
 * the microseconds from the request line to the last byte of the reply, and the token's id.
 * What is not known is "-".
 */
#ifndef PERSONSD_ACCESS_LOG_H
#define PERSONSD_ACCESS_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const char *method; /* of name_of_method */
  const char *route;  /* of name_of_route */
  unsigned status;    /* 0: the client went before there was one */
  size_t bytes;
  int64_t microseconds;
  const char *token_id;
} access_record;

/* Open the log, "-" for standard output; NULL: there is none. False, having said why. */
bool open_access_log(const char *path);
/* Open its path again, after it was moved away. Keeps the old file when that fails. */
void reopen_access_log(void);
void close_access_log(void);

void log_access(const access_record *access);

/* Static names: "other" for what is not ours. */
const char *name_of_method(const char *method);
const char *name_of_route(const char *target);

#endif
