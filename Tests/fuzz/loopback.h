/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server on this machine, in a thread of the fuzzer: it reads a request, sends the bytes that it was given, and
 * closes.
 */
#ifndef FUZZ_LOOPBACK_H
#define FUZZ_LOOPBACK_H

#include "../../bindings/c/tests/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>

struct loopback {
  int listener, port;
  pthread_mutex_t lock;
  const uint8_t *bytes;
  size_t length;
};

/* What the next requests are answered with; borrowed until it is called again. */
static inline void answer_with(struct loopback *server, const uint8_t *bytes, size_t length)
{
  pthread_mutex_lock(&server->lock);
  server->bytes = bytes;
  server->length = length;
  pthread_mutex_unlock(&server->lock);
}

/* Read the head of a request and its body, so that closing does not take the answer away. */
static inline void read_request(int connection)
{
  char head[1 << 16];
  size_t used = 0;
  ssize_t got;
  while ((got = recv(connection, head + used, sizeof head - 1 - used, 0)) > 0) {
    char *end, *length;
    used += (size_t)got;
    head[used] = 0;
    end = strstr(head, "\r\n\r\n");
    if (!end)
      continue;
    length = strcasestr(head, "\r\ncontent-length:");
    if (!length || length > end || (size_t)(end + 4 - head) + strtoul(length + 17, NULL, 10) <= used)
      return;
  }
}

/* A reset leaves no socket waiting for a minute; two million of them would use up the ports. */
static inline void reset(int connection)
{
  struct linger at_once = {1, 0};
  setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close(connection);
}

static inline void *serve(void *context)
{
  struct loopback *server = context;
  int before = -1;
  for (;;) {
    int connection = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC), one = 1;
    if (connection < 0)
      continue;
    /* The client has taken the answer of the connection before, or given it up. */
    if (before >= 0)
      reset(before);
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    read_request(connection);
    pthread_mutex_lock(&server->lock);
    if (server->length)
      (void)!send(connection, server->bytes, server->length, MSG_NOSIGNAL);
    pthread_mutex_unlock(&server->lock);
    shutdown(connection, SHUT_WR);
    before = connection;
  }
  return NULL;
}

static inline void start_loopback(struct loopback *server)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  pthread_t thread;
  pthread_mutex_init(&server->lock, NULL);
  server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (server->listener < 0 || bind(server->listener, (struct sockaddr *)&address, sizeof address) != 0
      || listen(server->listener, 64) != 0
      || getsockname(server->listener, (struct sockaddr *)&address, &size) != 0
      || pthread_create(&thread, NULL, serve, server) != 0)
    die("cannot serve on this machine: %s", strerror(errno));
  server->port = ntohs(address.sin_port);
}

#endif
