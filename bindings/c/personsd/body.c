/* SPDX-License-Identifier: Apache-2.0 */
/* The body of a request as it arrives. All bodies together have a bound too. */
#include "body.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static size_t most_room;
static _Atomic size_t room_in_use;

void set_room_for_bodies(size_t bytes)
{
  most_room = bytes;
}

/* Reserve memory of the bound for all. */
static bool reserve(size_t bytes)
{
  if (atomic_fetch_add(&room_in_use, bytes) + bytes <= most_room)
    return true;
  atomic_fetch_sub(&room_in_use, bytes);
  return false;
}

static bool make_room(body *body, size_t length)
{
  size_t room = body->room ? body->room : 4096;
  char *bytes;
  while (room < length)
    room *= 2;
  if (room == body->room)
    return true;
  if (!reserve(room - body->room))
    return false;
  bytes = realloc(body->bytes, room);
  if (!bytes) {
    atomic_fetch_sub(&room_in_use, room - body->room);
    return false;
  }
  body->bytes = bytes;
  body->room = room;
  return true;
}

bool append_to_body(body *body, const char *bytes, size_t length)
{
  if (!make_room(body, body->length + length))
    return false;
  memcpy(body->bytes + body->length, bytes, length);
  body->length += length;
  return true;
}

void release_body(body *body)
{
  free(body->bytes);
  atomic_fetch_sub(&room_in_use, body->room);
  memset(body, 0, sizeof *body);
}
