/* SPDX-License-Identifier: Apache-2.0 */
/* The HTTP server in front of a directory. */
#include "server.h"

#include "access_log.h"
#include "body.h"
#include "say.h"
#include "connections.h"
#include "headers.h"
#include "play/pace.h"
#include "play/turn.h"
#include "reply.h"
#include "request.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* Of a connection: the header lines, their table and the reply's. It is zeroed for each request. */
static const size_t memory_of_connection = 64 << 10;
/* Of all bodies that arrive at a time. */
static const size_t memory_of_bodies = 128 << 20;
/* How long stop_server waits for the requests that have begun. */
static const int seconds_to_finish = 10;

static struct {
  persons_directory *directory;
  size_t most_body;
  bool plays; /* it is a stand-in */
  struct MHD_Daemon *daemon;
  atomic_bool stopping;
  pthread_mutex_t lock;
  pthread_cond_t idle; /* running is 0 */
  unsigned running;    /* requests */
} server = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Whether a newcomer is let in. */
static enum MHD_Result admit(void *closure, const struct sockaddr *address, socklen_t length)
{
  (void)closure;
  (void)address;
  (void)length;
  return atomic_load(&server.stopping) ? MHD_NO : MHD_YES;
}

static void note_connection(void *closure, struct MHD_Connection *from, void **context,
                            enum MHD_ConnectionNotificationCode what)
{
  const union MHD_ConnectionInfo *info;
  (void)closure;
  if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
    remove_connection(*context);
    *context = NULL;
    return;
  }
  info = MHD_get_connection_info(from, MHD_CONNECTION_INFO_CONNECTION_FD);
  *context = info ? add_connection(info->connect_fd) : NULL;
}

/* The first line was read. What is returned is the context of the request. */
static void *note_request(void *closure, const char *target, struct MHD_Connection *from)
{
  request *begun = begin_request(from, (char *)target); /* it lies in the connection's memory */
  (void)closure;
  if (begun) {
    pthread_mutex_lock(&server.lock);
    server.running++;
    pthread_mutex_unlock(&server.lock);
  }
  return begun;
}

static void forget_request(void *closure, struct MHD_Connection *from, void **context,
                           enum MHD_RequestTerminationCode how)
{
  (void)closure;
  (void)how;
  if (!*context)
    return;
  end_request(*context, from);
  *context = NULL;
  pthread_mutex_lock(&server.lock);
  if (--server.running == 0)
    pthread_cond_signal(&server.idle);
  pthread_mutex_unlock(&server.lock);
}

/* Take a piece of the body. False ends the connection. */
static bool take_body(struct MHD_Connection *from, request *request, const char *bytes,
                      size_t length)
{
  const refusal *refusal = NULL;
  if (length > server.most_body - request->body.length)
    refusal = &refused_body_length;
  else if (!append_to_body(&request->body, bytes, length))
    refusal = &refused_for_memory;
  if (refusal) {
    refuse_in_body(from, request, refusal);
    return false;
  }
  allow_more_time(request->connection, length);
  return true;
}

static bool check_request(struct MHD_Connection *from, request *request, const first_line *line)
{
  const refusal *refusal = check_headers(from, line, server.most_body, request);
  request->checked = true;
  request->method = name_of_method(line->method);
  return !refusal || reply_with_refusal(from, request, refusal);
}

/* libmicrohttpd calls this after the header lines, for each piece of the body, and at the end. */
static enum MHD_Result handle(void *closure, struct MHD_Connection *from, const char *target,
                              const char *method, const char *version, const char *bytes,
                              size_t *length, void **context)
{
  request *request = *context;
  first_line line = {.method = method, .target = target, .version = version};
  bool goes_on;
  (void)closure;
  if (!request)
    return MHD_NO; /* there was no memory for it */
  if (!request->checked) {
    goes_on = check_request(from, request, &line);
  } else if (*length > 0) {
    goes_on = take_body(from, request, bytes, *length);
    *length = 0;
  } else if (server.plays) {
    goes_on = take_turn(from, request, method, atomic_load(&server.stopping));
  } else {
    goes_on = reply_from_directory(from, request, method, server.directory,
                                   atomic_load(&server.stopping));
  }
  return goes_on ? MHD_YES : MHD_NO;
}

static void prepare(const options *options, persons_directory *directory)
{
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&server.idle, &attributes);
  pthread_condattr_destroy(&attributes);
  server.directory = directory;
  server.most_body = options->most_body;
  server.plays = options->play != NULL;
  set_time_of_connections(options->timeout);
  set_room_for_bodies(memory_of_bodies);
}

/*
 * Strictness of libmicrohttpd 0.9 is two checks that headers.c has too; a failed one is answered
 * with two heads. From 1.0 on it is the refusal of bare LF and folded lines.
 */
bool start_server(const options *options, persons_directory *directory, int listener)
{
  prepare(options, directory);
  server.daemon = MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | (server.plays ? MHD_ALLOW_SUSPEND_RESUME : MHD_USE_ITC), 0,
      admit, NULL, handle, NULL,
      MHD_OPTION_LISTEN_SOCKET, listener,
      MHD_OPTION_THREAD_POOL_SIZE, options->threads > 1 ? options->threads : 0,
      MHD_OPTION_CONNECTION_LIMIT, options->connections,
      MHD_OPTION_CONNECTION_TIMEOUT, options->timeout,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory_of_connection,
      MHD_OPTION_STRICT_FOR_CLIENT, MHD_get_version()[0] == '0' ? 0 : 1,
      MHD_OPTION_NOTIFY_CONNECTION, note_connection, NULL,
      MHD_OPTION_URI_LOG_CALLBACK, note_request, NULL,
      MHD_OPTION_NOTIFY_COMPLETED, forget_request, NULL,
      MHD_OPTION_END);
  if (!server.daemon)
    say("cannot start the HTTP server: %s", strerror(errno));
  return server.daemon != NULL;
}

/* Wait until no request runs. False when that takes too long. */
static bool finish_requests(void)
{
  struct timespec until;
  int result = 0;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += seconds_to_finish;
  pthread_mutex_lock(&server.lock);
  while (server.running > 0 && result == 0)
    result = pthread_cond_timedwait(&server.idle, &server.lock, &until);
  pthread_mutex_unlock(&server.lock);
  return result == 0;
}

/*
 * Not with MHD_quiesce_daemon: with several threads it races against them for the listening
 * socket and aborts the process now and then. Newcomers are accepted and closed instead.
 */
void stop_server(void)
{
  atomic_store(&server.stopping, true);
  if (server.plays)
    end_waits();
  if (!finish_requests()) {
    say("some requests did not end within %d seconds and are cut", seconds_to_finish);
    if (!server.plays)
      (void)persons_interrupt(server.directory);
  }
  MHD_stop_daemon(server.daemon);
}
