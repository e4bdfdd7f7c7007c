/* SPDX-License-Identifier: Apache-2.0 */
/* One request, from its first line to the end of its reply. */
#include "request.h"

#include "access_log.h"
#include "clock.h"
#include "play/turn.h"

#include <stdlib.h>
#include <string.h>

static connection *connection_of(struct MHD_Connection *from)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(from, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

/* libmicrohttpd would make a record of each parameter, and when those are more than the memory
   of a connection it loses its way: the client waits in vain. */
static void hide_parameters(char *target)
{
  char *question = strchr(target, '?');
  if (question)
    question[1] = 0;
}

request *begin_request(struct MHD_Connection *from, char *target)
{
  connection *connection = connection_of(from);
  request *begun = connection ? calloc(1, sizeof *begun) : NULL;
  if (!begun)
    return NULL;
  begun->connection = connection;
  begun->begun = now_microseconds();
  begun->target = strndup(target, most_target_bytes);
  begun->target_length = strlen(target);
  begun->method = "-";
  strcpy(begun->token_id, "-");
  if (!begun->target) {
    free(begun);
    return NULL;
  }
  hide_parameters(target);
  allow_time(connection, 0);
  return begun;
}

/* The status of a reply that libmicrohttpd made by itself, 0 when there is none. */
static unsigned status_of_library(struct MHD_Connection *from)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(from, MHD_CONNECTION_INFO_HTTP_STATUS);
  return info ? info->http_status : 0;
}

void end_request(request *request, struct MHD_Connection *from)
{
  access_record access = {
      .method = request->method,
      .route = name_of_route(request->target),
      .status = request->status ? request->status : status_of_library(from),
      .bytes = request->reply_bytes,
      .microseconds = now_microseconds() - request->begun,
      .token_id = request->token_id,
  };
  log_access(&access);
  allow_time(request->connection, 0);
  release_body(&request->body);
  release_turn(request->turn);
  free(request->headers);
  free(request->target);
  free(request);
}
