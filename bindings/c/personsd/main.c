/* SPDX-License-Identifier: Apache-2.0 */
/*
 * personsd serves a directory of persons over HTTP: libmicrohttpd receives, persons_respond
 * answers. What it accepts and how it ends are in personsd(8), the routes in docs/rest.md.
 *
 *     personsd people.db --listen 127.0.0.1:8080
 */
#include "access_log.h"
#include "say.h"
#include "connections.h"
#include "listener.h"
#include "options.h"
#include "play/play.h"
#include "readiness.h"
#include "server.h"

#include <jansson.h>
#include <persons.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { failure = 1, bad_usage = 2 };

/* Signals are taken by the main thread alone, in wait_for_end. Call this before any thread. */
static void hold_signals(sigset_t *held)
{
  sigemptyset(held);
  sigaddset(held, SIGTERM);
  sigaddset(held, SIGINT);
  sigaddset(held, SIGHUP);
  pthread_sigmask(SIG_BLOCK, held, NULL);
  signal(SIGPIPE, SIG_IGN);
}

/* Each connection is a descriptor: ask for as many as may be had. */
static void raise_descriptor_limit(void)
{
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
  }
}

/* Tell why a file could not be opened, from the library's error. */
static void say_why(const char *file, int status, const char *error)
{
  json_t *parsed = error ? json_loads(error, 0, NULL) : NULL;
  const char *message =
      json_string_value(json_object_get(json_object_get(parsed, "error"), "message"));
  say("%s: %s", file, message ? message : persons_status_name(status));
  json_decref(parsed);
}

static persons_directory *open_directory(const options *options)
{
  persons_directory *directory;
  char *error = NULL;
  json_t *wanted = json_pack("{s:b,s:b}", "create", options->create, "read_only",
                             options->read_only);
  char *text = json_dumps(wanted, JSON_COMPACT);
  int status = text ? persons_open(options->file, text, &directory, &error) : PERSONS_NO_MEMORY;
  if (status != PERSONS_OK) {
    say_why(options->file, status, error);
    directory = NULL;
  }
  persons_free(error);
  free(text);
  json_decref(wanted);
  return directory;
}

/* The directory to serve, or the stand-in's own. */
static bool begin(const options *options, persons_directory **directory)
{
  *directory = options->play ? NULL : open_directory(options);
  return options->play ? begin_play(options) : *directory != NULL;
}

/* Return at SIGTERM or SIGINT. */
static void wait_for_end(const sigset_t *held)
{
  const struct timespec second = {.tv_sec = 1};
  for (;;) {
    int taken = sigtimedwait(held, NULL, &second);
    if (taken == SIGTERM || taken == SIGINT)
      return;
    if (taken == SIGHUP)
      reopen_access_log();
    cut_late_connections();
  }
}

static void say_ready(int listener)
{
  char name[128];
  name_of_listener(listener, name, sizeof name);
  say("listening on %s", name);
  tell_service_manager("READY=1");
}

/* Serve until a signal says stop. */
static int serve(const options *options, persons_directory *directory, int listener,
                 const sigset_t *held)
{
  if (!start_server(options, directory, listener))
    return failure;
  say_ready(listener);
  wait_for_end(held);
  tell_service_manager("STOPPING=1");
  stop_server();
  return 0;
}

int main(int count, char **words)
{
  options options;
  persons_directory *directory;
  sigset_t held;
  int listener, result;
  read_options(&options, count, words);
  hold_signals(&held);
  raise_descriptor_limit();
  json_object_seed(0); /* once, before there are threads */
  listener = listen_at_address(options.listen);
  if (listener < 0)
    return listener == -2 ? bad_usage : failure;
  if (!open_access_log(options.access_log))
    return failure;
  if (!begin(&options, &directory))
    return failure;
  result = serve(&options, directory, listener, &held);
  persons_close(directory);
  if (options.play)
    end_play();
  close_access_log();
  return result;
}
