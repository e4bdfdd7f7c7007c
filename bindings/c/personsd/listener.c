/* SPDX-License-Identifier: Apache-2.0 */
/* The socket that personsd listens on. */
#include "listener.h"

#include "say.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Take "ADDRESS:PORT" apart. The address of IPv6 stands in brackets. */
static bool split(const char *text, char address[64], const char **port)
{
  const char *colon = strrchr(text, ':');
  bool bracketed = *text == '[';
  size_t length;
  if (!colon || !colon[1] || strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
      strtoul(colon + 1, NULL, 10) > 65535)
    return false;
  length = (size_t)(colon - text);
  if (bracketed && (length < 2 || text[length - 1] != ']'))
    return false;
  if (bracketed) {
    text++;
    length -= 2;
  }
  if (length == 0 || length >= 64 || (memchr(text, ':', length) != NULL) != bracketed)
    return false;
  memcpy(address, text, length);
  address[length] = 0;
  *port = colon + 1;
  return true;
}

static struct addrinfo *resolve(const char *text)
{
  struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                           .ai_socktype = SOCK_STREAM};
  struct addrinfo *found = NULL;
  char address[64];
  const char *port;
  if (!split(text, address, &port) || getaddrinfo(address, port, &hints, &found) != 0)
    return NULL;
  return found;
}

bool is_loopback(const char *text)
{
  struct addrinfo *where = resolve(text);
  bool is_so = true;
  if (where && where->ai_family == AF_INET)
    is_so = ntohl(((struct sockaddr_in *)where->ai_addr)->sin_addr.s_addr) >> 24 == 127;
  else if (where && where->ai_family == AF_INET6)
    is_so = IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)where->ai_addr)->sin6_addr);
  if (where)
    freeaddrinfo(where);
  return is_so;
}

static int open_listener(const struct addrinfo *where)
{
  int yes = 1;
  int listener = socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener < 0)
    return -1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (where->ai_family == AF_INET6)
    setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  if (bind(listener, where->ai_addr, where->ai_addrlen) != 0 ||
      listen(listener, SOMAXCONN) != 0) {
    int reason = errno;
    close(listener);
    errno = reason;
    return -1;
  }
  return listener;
}

int listen_at_address(const char *text)
{
  struct addrinfo *where = resolve(text);
  int listener;
  if (!where) {
    say("--listen wants ADDRESS:PORT in numbers, as 127.0.0.1:8080 or [::1]:8080");
    return -2;
  }
  listener = open_listener(where);
  if (listener < 0)
    say("cannot listen on %s: %s", text, strerror(errno));
  freeaddrinfo(where);
  return listener;
}

void name_of_listener(int socket, char *text, unsigned size)
{
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  char host[64], port[8];
  if (getsockname(socket, (struct sockaddr *)&address, &length) != 0 ||
      getnameinfo((struct sockaddr *)&address, length, host, sizeof host, port, sizeof port,
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    snprintf(text, size, "an address that has no name");
  else
    snprintf(text, size, strchr(host, ':') ? "http://[%s]:%s" : "http://%s:%s", host, port);
}
