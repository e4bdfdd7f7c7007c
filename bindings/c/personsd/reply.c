/* SPDX-License-Identifier: Apache-2.0 */
/* What personsd sends back. */
#include "reply.h"

#include "pairs.h"
#include "say.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void release_text(void *text)
{
  persons_free(text);
}

static bool add_header(struct MHD_Response *response, const char *name, const char *value)
{
  return MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool add_pair(void *response, const char *name, const char *value)
{
  return add_header(response, name, value);
}

static bool send_reply(struct MHD_Connection *to, request *request, unsigned status,
                       struct MHD_Response *response, size_t bytes)
{
  bool sent;
  request->status = status;
  request->reply_bytes = strcmp(request->method, "HEAD") == 0 ? 0 : bytes;
  allow_time(request->connection, bytes);
  sent = MHD_queue_response(to, status, response) == MHD_YES;
  MHD_destroy_response(response);
  return sent;
}

bool reply_with_refusal(struct MHD_Connection *to, request *request, const refusal *refusal)
{
  char text[refusal_size];
  size_t length = write_refusal(refusal, text);
  struct MHD_Response *response =
      MHD_create_response_from_buffer(length, text, MHD_RESPMEM_MUST_COPY);
  if (!response)
    return false;
  if (!add_header(response, "Content-Type", "application/json") ||
      !add_header(response, "Cache-Control", "no-store") ||
      !add_header(response, "X-Content-Type-Options", "nosniff") ||
      !add_header(response, "Connection", "close")) {
    MHD_destroy_response(response);
    return false;
  }
  return send_reply(to, request, refusal->status, response, length);
}

void refuse_in_body(struct MHD_Connection *to, request *request, const refusal *refusal)
{
  char text[refusal_size], reply[refusal_size + 256];
  size_t length = write_refusal(refusal, text);
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(to, MHD_CONNECTION_INFO_CONNECTION_FD);
  int size = snprintf(reply, sizeof reply,
                      "HTTP/1.1 %u %s\r\nContent-Type: application/json\r\n"
                      "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n%s"
                      "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                      refusal->status, refusal->reason,
                      refusal->status == 503 ? "Retry-After: 1\r\n" : "", length, text);
  request->status = refusal->status;
  request->reply_bytes = length;
  if (info && size > 0)
    (void)send(info->connect_fd, reply, (size_t)size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* The response that persons_respond made. It owns the body. NULL when it makes no sense. */
static struct MHD_Response *response_of(const char *headers, char *body, bool last)
{
  struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback(
      strlen(body), body, release_text);
  if (!response) {
    persons_free(body);
    return NULL;
  }
  if (!headers || !read_pairs(headers, add_pair, response) || (last && !add_header(response, "Connection", "close"))) {
    MHD_destroy_response(response);
    return NULL;
  }
  return response;
}

bool reply_with_text(struct MHD_Connection *to, request *request, unsigned status,
                     const char *headers, const char *body, bool last)
{
  size_t length = strlen(body);
  struct MHD_Response *response =
      MHD_create_response_from_buffer(length, (void *)body, MHD_RESPMEM_MUST_COPY);
  if (!response)
    return false;
  if (!read_pairs(headers, add_pair, response) ||
      (last && !add_header(response, "Connection", "close"))) {
    MHD_destroy_response(response);
    return false;
  }
  return send_reply(to, request, status, response, length);
}

bool reply_from_directory(struct MHD_Connection *to, request *request, const char *method,
                          persons_directory *directory, bool last)
{
  char *headers = NULL, *body = NULL;
  struct MHD_Response *response = NULL;
  size_t length;
  int http_status = 0, status;
  allow_any_time(request->connection);
  status = persons_respond(directory, method, request->target, request->headers,
                           request->body.bytes, request->body.length, &http_status, &headers,
                           &body);
  release_body(&request->body);
  length = body ? strlen(body) : 0;
  if (status != PERSONS_OK)
    say("persons_respond: %s", persons_status_name(status));
  if (status == PERSONS_OK && body && http_status >= 200 && http_status <= 599) {
    response = response_of(headers, body, last);
    body = NULL;
  }
  persons_free(headers);
  persons_free(body);
  if (!response)
    return reply_with_refusal(to, request, &refused_for_fault);
  return send_reply(to, request, (unsigned)http_status, response, length);
}
