/* SPDX-License-Identifier: Apache-2.0 */
/* The access log: one line a request, without a word of what was asked. */
#include "access_log.h"

#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *log_path;
static int log_file = -1;

static bool is_standard_output(void)
{
  return log_path && strcmp(log_path, "-") == 0;
}

static int open_for_append(void)
{
  int opened = open(log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
  if (opened < 0)
    say("cannot open the access log %s: %s", log_path, strerror(errno));
  return opened;
}

bool open_access_log(const char *path)
{
  log_path = path;
  if (path)
    log_file = is_standard_output() ? STDOUT_FILENO : open_for_append();
  return !path || log_file >= 0;
}

void reopen_access_log(void)
{
  int opened;
  if (!log_path || is_standard_output())
    return;
  opened = open_for_append();
  if (opened < 0)
    return;
  dup3(opened, log_file, O_CLOEXEC); /* the number stays: other threads write to it */
  close(opened);
}

void close_access_log(void)
{
  if (log_path && !is_standard_output())
    close(log_file);
  log_file = -1;
}

static void write_time(char text[32])
{
  struct timespec now;
  struct tm parts;
  size_t length;
  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &parts);
  length = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &parts);
  snprintf(text + length, 32 - length, ".%03dZ", (int)(now.tv_nsec / 1000000));
}

void log_access(const access_record *access)
{
  char line[256], time[32], status[16] = "-";
  int length;
  if (log_file < 0)
    return;
  write_time(time);
  if (access->status)
    snprintf(status, sizeof status, "%u", access->status);
  length = snprintf(line, sizeof line, "%s %s %s %s %zu %" PRId64 " %s\n", time, access->method,
                    access->route, status, access->bytes, access->microseconds,
                    access->token_id);
  if (length > 0 && write(log_file, line, (size_t)length) < 0)
    return; /* a log that is full is no reason to stop serving */
}

const char *name_of_method(const char *method)
{
  static const char *const known[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i], method) == 0)
      return known[i];
  return "other";
}

/* Whether a path is a route. "{id}" at the end of a route stands for one segment. */
static bool is_route(const char *route, const char *path, size_t length)
{
  const char *hole = strchr(route, '{');
  size_t fixed = hole ? (size_t)(hole - route) : strlen(route);
  if (length < fixed || memcmp(route, path, fixed) != 0)
    return false;
  if (hole)
    return length > fixed && !memchr(path + fixed, '/', length - fixed);
  return length == fixed;
}

const char *name_of_route(const char *target)
{
  static const char *const known[] = {
      "/persons/find/", "/persons/multiple/", "/person", "/person/{id}", "/search", "/groups",
      "/groups/{id}", "/events", "/rsvps", "/changes", "/stats", "/healthz", "/openapi.json"};
  size_t length = strcspn(target, "?");
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (is_route(known[i], target, length))
      return known[i];
  if (is_route("/persons/find", target, length))
    return "/persons/find/";
  if (is_route("/persons/multiple", target, length))
    return "/persons/multiple/";
  return "other";
}
