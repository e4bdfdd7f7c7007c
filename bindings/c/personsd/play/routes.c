/* SPDX-License-Identifier: Apache-2.0 */
/* The routes as docs/rest.md names them. */
#include "routes.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *method, *path;
  dialect dialect;
} routes[route_count] = {
    {"", "other", ours},
    {"POST", "/persons/find/", travtus},
    {"POST", "/persons/multiple/", travtus},
    {"GET", "/person", gatsby},
    {"POST", "/person", gatsby},
    {"GET", "/person/{personId}", gatsby},
    {"PUT", "/person/{personId}", gatsby},
    {"DELETE", "/person/{personId}", gatsby},
    {"GET", "/search", gatsby},
    {"GET", "/groups", ours},
    {"PUT", "/groups", ours},
    {"DELETE", "/groups/{group_id}", ours},
    {"GET", "/events", ours},
    {"PUT", "/events", ours},
    {"POST", "/rsvps", ours},
    {"GET", "/changes", ours},
    {"GET", "/stats", ours},
    {"POST", "/oauth2/token", travtus},
    {"GET", "/healthz", ours},
    {"GET", "/openapi.json", ours},
};

enum { first_open_route = route_count - 2 };

/* A hole stands for one segment; the slash at the end of the Travtus routes may be missing. */
static bool has_path(const char *route, const char *path, size_t length)
{
  const char *hole = strchr(route, '{');
  size_t fixed = hole ? (size_t)(hole - route) : strlen(route);
  if (!hole && route[fixed - 1] == '/' && length == fixed - 1)
    fixed--;
  if (length < fixed || memcmp(route, path, fixed) != 0)
    return false;
  return hole ? length > fixed && !memchr(path + fixed, '/', length - fixed) : length == fixed;
}

int route_of(const char *method, const char *target)
{
  size_t length = strcspn(target, "?");
  if (strcmp(method, "HEAD") == 0)
    method = "GET";
  for (int route = 1; route < route_count; route++)
    if (strcmp(routes[route].method, method) == 0 && has_path(routes[route].path, target, length))
      return route;
  return other_route;
}

int route_named(const char *name)
{
  char each[route_name_size];
  for (int route = 1; route < route_count; route++) {
    name_route(route, each);
    if (strcmp(each, name) == 0)
      return route;
  }
  return other_route;
}

void name_route(int route, char name[route_name_size])
{
  snprintf(name, route_name_size, "%s%s%s", routes[route].method, route ? " " : "",
           routes[route].path);
}

dialect dialect_of(const char *method, const char *target)
{
  int route = route_of(method, target);
  if (route != other_route)
    return routes[route].dialect;
  if (strncmp(target, "/persons/", 9) == 0)
    return travtus;
  return strncmp(target, "/person", 7) == 0 || strncmp(target, "/search", 7) == 0 ? gatsby : ours;
}

bool is_for_all(int route)
{
  return route < first_open_route;
}

bool is_control(const char *target)
{
  return strcmp(target, "/play") == 0;
}
