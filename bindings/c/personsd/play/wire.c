/* SPDX-License-Identifier: Apache-2.0 */
/* Replies that are broken, or come at a pace, byte by byte on the socket. */
#include "wire.h"

#include "../clock.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { microseconds_to_arrive = 50000, microseconds_to_retry = 5000, wrong_by = 100 };

bool is_sound(const plan *plan)
{
  return !plan || (!plan->drip_bytes && (plan->broken == not_broken || plan->broken == cut_json));
}

/* --------------------------------------------------------------------------------- the bytes -- */

static const char *phrase_of(unsigned status)
{
  const char *phrase = MHD_get_reason_phrase_for(status);
  return phrase ? phrase : "Unknown";
}

/* The line that says how long the body is, as it should be or not. */
static void write_length(FILE *reply, breakage broken, size_t length)
{
  if (broken == broken_chunk) {
    fprintf(reply, "Transfer-Encoding: chunked\r\n");
    return;
  }
  if (broken == long_length)
    length += wrong_by;
  if (broken == short_length)
    length /= 2;
  fprintf(reply, "Content-Length: %zu\r\n", length);
}

static void write_head(FILE *reply, const plan *plan, const answer *answer, size_t length)
{
  json_t *pair;
  size_t index;
  fprintf(reply, "HTTP/1.1 %u %s\r\n", answer->status, phrase_of(answer->status));
  json_array_foreach(answer->headers, index, pair)
    fprintf(reply, "%s: %s\r\n", json_string_value(json_array_get(pair, 0)),
            json_string_value(json_array_get(pair, 1)));
  write_length(reply, plan->broken, length);
  fprintf(reply, "%s\r\n", plan->broken == close_after ? "" : "Connection: close\r\n");
}

static void write_body(FILE *reply, const plan *plan, const char *body, size_t length)
{
  switch (plan->broken) {
  case reset_in_body: fwrite(body, 1, length / 2, reply); break;
  case broken_chunk:
    fprintf(reply, "%zx\r\n", length / 2);
    fwrite(body, 1, length / 2, reply);
    fprintf(reply, "\r\nthis is no chunk\r\n");
    break;
  default: fwrite(body, 1, length, reply);
  }
}

static void write_reply(FILE *reply, pouring *pouring, const plan *plan, const answer *answer,
                        const char *method)
{
  size_t length = strlen(answer->body);
  if (plan->broken == connection_reset || plan->broken == connection_closed)
    return;
  if (plan->broken == not_http) {
    fprintf(reply, "SSH-2.0-this-is-no-HTTP\r\n");
    return;
  }
  write_head(reply, plan, answer, length);
  fflush(reply);
  pouring->at_once = (size_t)ftell(reply);
  if (strcmp(method, "HEAD") != 0)
    write_body(reply, plan, answer->body, length);
}

/* ----------------------------------------------------------------------------------- pouring -- */

/* On Linux this ends a connection with RST at once, and leaves the descriptor to its owner. */
static void reset(int socket)
{
  const struct sockaddr nobody = {.sa_family = AF_UNSPEC};
  (void)connect(socket, &nobody, sizeof nobody);
}

/* Everything was sent: 0, or the time to look again. */
static int64_t end_pouring(pouring *pouring)
{
  if (!pouring->ends_with_reset)
    return 0;
  if (pouring->length > 0 && !pouring->is_told) {
    pouring->is_told = true; /* a reset takes back what is on its way */
    return now_microseconds() + microseconds_to_arrive;
  }
  reset(pouring->socket);
  return 0;
}

/* The client takes nothing: it has its time for that, and is cut then. */
static int64_t try_later(pouring *pouring)
{
  if (!pouring->is_late)
    allow_time(pouring->connection, pouring->length);
  pouring->is_late = true;
  return now_microseconds() + microseconds_to_retry;
}

static size_t next_piece(const pouring *pouring)
{
  size_t left = pouring->length - pouring->sent;
  size_t piece = pouring->sent < pouring->at_once ? pouring->at_once - pouring->sent
                                                   : pouring->piece;
  return piece == 0 || piece > left ? left : piece;
}

/* Send the next piece. The time of the one after it, 0 at the end. */
static int64_t pour(waiting *waiting)
{
  pouring *pouring = (struct pouring *)waiting;
  size_t piece = next_piece(pouring);
  ssize_t sent;
  if (piece == 0)
    return end_pouring(pouring);
  sent = send(pouring->socket, pouring->bytes + pouring->sent, piece,
              MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0)
    return errno == EAGAIN || errno == EINTR ? try_later(pouring) : 0;
  pouring->sent += (size_t)sent;
  if (pouring->is_late)
    allow_any_time(pouring->connection);
  pouring->is_late = false;
  return now_microseconds() + (pouring->piece ? pouring->every : 0);
}

/* Pieces leave when they are sent, they do not gather. */
static void send_at_once(int socket)
{
  int yes = 1, no = 0;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt(socket, IPPROTO_TCP, TCP_CORK, &no, sizeof no);
}

bool begin_pouring(pouring *pouring, struct MHD_Connection *to, request *request,
                   const plan *plan, const answer *answer, const char *method)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(to, MHD_CONNECTION_INFO_CONNECTION_FD);
  FILE *reply;
  if (!info)
    return false;
  pouring->waiting = (struct waiting){.due = now_microseconds(), .step = pour};
  pouring->socket = info->connect_fd;
  pouring->connection = request->connection;
  pouring->piece = plan->drip_bytes;
  pouring->every = plan->drip_every;
  pouring->ends_with_reset = plan->broken == connection_reset || plan->broken == reset_in_body;
  reply = open_memstream(&pouring->bytes, &pouring->length);
  if (!reply)
    return false;
  write_reply(reply, pouring, plan, answer, method);
  if (fclose(reply) != 0)
    return false;
  send_at_once(pouring->socket);
  if (pouring->length > 0) {
    request->status = plan->broken == not_http ? 0 : answer->status;
    request->reply_bytes = pouring->length - pouring->at_once;
  }
  return true;
}

void release_pouring(pouring *pouring)
{
  free(pouring->bytes);
}
