/* SPDX-License-Identifier: Apache-2.0 */
/* The body of a request as it arrives. All bodies together have a bound too. */
#ifndef PERSONSD_BODY_H
#define PERSONSD_BODY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  char *bytes;
  size_t length;
  size_t room;
} body;

/* The bound of all bodies together. Call this before the first request. */
void set_room_for_bodies(size_t bytes);

/* Append bytes. False when there is no memory for them; nothing is appended then. */
bool append_to_body(body *body, const char *bytes, size_t length);

/* Give back its memory. */
void release_body(body *body);

#endif
