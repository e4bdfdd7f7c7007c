/* SPDX-License-Identifier: Apache-2.0 */
/* A service that answers every request with two persons, slowly: a process that knows nothing of libpersons. */
#ifndef PLACES_SERVICE_H
#define PLACES_SERVICE_H

#include "place.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

static char service_location[64];

/* The answer in pieces, a few milliseconds apart, so that a signal meets the wait for the next one. */
static inline void answer_slowly(int connection)
{
  static const char body[] = "{\"persons\":[{\"personId\":\"p1\"},{\"personId\":\"p2\"}],\"total\":2}";
  char answer[300];
  struct timespec pause = {0, 4000000};
  size_t length = (size_t)snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                   "Content-Length: %zu\r\n\r\n%s", sizeof body - 1, body);
  size_t step = length / 5 + 1;
  for (size_t sent = 0; sent < length; sent += step) {
    size_t piece = length - sent < step ? length - sent : step;
    if (send(connection, answer + sent, piece, MSG_NOSIGNAL) != (ssize_t)piece)
      return;
    nanosleep(&pause, NULL); /* not a wait for a condition: the drip itself */
  }
}

_Noreturn static inline void serve(int listener)
{
  char request[65536];
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (;;) {
    int connection = accept(listener, NULL, NULL);
    size_t used = 0;
    ssize_t count;
    if (connection < 0)
      continue;
    while ((count = recv(connection, request + used, sizeof request - 1 - used, 0)) > 0) {
      request[used += (size_t)count] = 0;
      if (!strstr(request, "\r\n\r\n"))
        continue;
      answer_slowly(connection);
      used = 0;
    }
    close(connection);
  }
}

/* Start it on a free port of this machine; service_location says where. */
static inline pid_t start_service(void)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  pid_t child;
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 16) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &length) != 0)
    die("cannot listen: %s", strerror(errno));
  child = fork();
  if (child == 0)
    serve(listener);
  if (child < 0)
    die("cannot start a process");
  close(listener);
  snprintf(service_location, sizeof service_location, "http://127.0.0.1:%d", ntohs(address.sin_port));
  return child;
}

/* Ask where nobody answers: refused. A call is tried again until its time is over; its last try may begin when next to
   nothing of that is left, and is then ended by the clock, which on a busy machine is nothing to wonder at once. */
static inline void ask_nobody(int line, persons_directory *remote)
{
  enum { most_calls = 8 };
  int status = PERSONS_TIMEOUT;
  json_t *answer = NULL;
  for (int calls = 0; status == PERSONS_TIMEOUT && calls < most_calls; calls++) {
    char *out = NULL;
    status = persons_list(remote, NULL, &out);
    json_decref(answer);
    answer = take_answer(out);
  }
  note(line, status == PERSONS_UNAVAILABLE && strcmp(string_at(answer, "error.type"), "connection_refused") == 0,
       "persons_list where nobody answers", string_at(answer, "error.type"));
  json_decref(answer);
}

#define ASK_NOBODY(remote) ask_nobody(__LINE__, remote)

static inline void stop_service(pid_t service)
{
  kill(service, SIGKILL);
  waitpid(service, NULL, 0);
}

#endif
