/* SPDX-License-Identifier: Apache-2.0 */
/* make bench-versus OTHER=path/libpersons.so.1: this library beside another build of it, in one process, turn by turn.
 * Each has a directory of its own with the same persons. Prints the medians of both and their ratio; over 1 means
 * that this one is slower.
 *
 *     versus THIS OTHER PERSONS.ndjson FOLDER */
#include "shared.h"

#include <dlfcn.h>
#include <jansson.h>
#include <persons.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 11, KEYS = 512, THREADS = 16 };

typedef struct {
  __typeof__(&persons_open) open;
  __typeof__(&persons_close) close;
  __typeof__(&persons_free) free;
  __typeof__(&persons_import) import;
  __typeof__(&persons_find) find;
  __typeof__(&persons_list) list;
  __typeof__(&persons_get) get;
  __typeof__(&persons_search) search;
  __typeof__(&persons_create) create;
  __typeof__(&persons_update) update;
  __typeof__(&persons_upsert) upsert;
  __typeof__(&persons_changes) changes;
  __typeof__(&persons_issue_token) issue_token;
  __typeof__(&persons_respond) respond;
  persons_directory *directory;
  char path[4096], bearer[512];
  char *ids[KEYS];
} library;

static char *finds[KEYS], *queries[KEYS], *bodies[KEYS];

static void must(int status, char **out, const char *what)
{
  if (status == PERSONS_OK)
    return;
  fprintf(stderr, "versus: %s: %s\n", what, *out ? *out : "");
  exit(1);
}

static void *name(void *handle, const char *text)
{
  void *found = dlsym(handle, text);
  if (!found) {
    fprintf(stderr, "versus: %s\n", dlerror());
    exit(1);
  }
  return found;
}

static void load(library *l, const char *path)
{
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    fprintf(stderr, "versus: %s\n", dlerror());
    exit(1);
  }
  *(void **)&l->open = name(handle, "persons_open");
  *(void **)&l->close = name(handle, "persons_close");
  *(void **)&l->free = name(handle, "persons_free");
  *(void **)&l->import = name(handle, "persons_import");
  *(void **)&l->find = name(handle, "persons_find");
  *(void **)&l->list = name(handle, "persons_list");
  *(void **)&l->get = name(handle, "persons_get");
  *(void **)&l->search = name(handle, "persons_search");
  *(void **)&l->create = name(handle, "persons_create");
  *(void **)&l->update = name(handle, "persons_update");
  *(void **)&l->upsert = name(handle, "persons_upsert");
  *(void **)&l->changes = name(handle, "persons_changes");
  *(void **)&l->issue_token = name(handle, "persons_issue_token");
  *(void **)&l->respond = name(handle, "persons_respond");
}

static double fill(library *l, const char *persons)
{
  char *out = NULL;
  remove_store(l->path);
  must(l->open(l->path, NULL, &l->directory, &out), &out, "open");
  l->free(out);
  double start = seconds();
  must(l->import(l->directory, persons, NULL, NULL, NULL, &out), &out, "import");
  double took = seconds() - start;
  l->free(out);
  must(l->issue_token(l->directory, "{}", &out), &out, "issue_token");
  json_t *token = json_loads(out, 0, NULL);
  snprintf(l->bearer, sizeof l->bearer, "Bearer %s", json_string_value(json_object_get(token, "token")));
  json_decref(token);
  l->free(out);
  for (int i = 0; i < KEYS; i++) {
    must(l->find(l->directory, finds[i], &out), &out, "find");
    json_t *found = json_loads(out, 0, NULL);
    json_t *first = json_array_get(json_object_get(found, "persons"), 0);
    l->ids[i] = strdup(json_string_value(json_object_get(first, "identifier")));
    json_decref(found);
    l->free(out);
  }
  return took;
}

/* ----------------------------------------------------------------- work -- */

static void find(library *l, int i)
{
  char *out;
  must(l->find(l->directory, finds[i % KEYS], &out), &out, "find");
  l->free(out);
}

static void get(library *l, int i)
{
  char *out;
  must(l->get(l->directory, l->ids[i % KEYS], &out), &out, "get");
  l->free(out);
}

static void list(library *l, int i)
{
  char *out, request[64];
  snprintf(request, sizeof request, "{\"limit\":10,\"skip\":%d}", i % 100);
  must(l->list(l->directory, request, &out), &out, "list");
  l->free(out);
}

static void search(library *l, int i)
{
  char *out;
  must(l->search(l->directory, queries[i % KEYS], &out), &out, "search");
  l->free(out);
}

static void changes(library *l, int i)
{
  char *out;
  must(l->changes(l->directory, i % 1000, &out), &out, "changes");
  l->free(out);
}

/* A REST call that must be answered with 200. */
static void answered(library *l, const char *method, const char *target, const char *const *given, const char *body)
{
  char *out, *headers;
  int http = 0;
  must(l->respond(l->directory, method, target, given, body, body ? strlen(body) : 0, &http, &headers, &out), &out,
       "respond");
  if (http != 200)
    must(PERSONS_INTERNAL, &out, "respond");
  l->free(headers);
  l->free(out);
}

static void respond(library *l, int i)
{
  const char *const given[] = {"Host", "localhost", "Authorization", l->bearer, "Content-Type", "application/json",
                               "Accept", "*/*", "User-Agent", "versus/1", NULL};
  answered(l, "POST", "/persons/find/", given, finds[i % KEYS]);
}

static void respond_list(library *l, int i)
{
  const char *const given[] = {"organizationSlug", "default", "Host", "localhost", "Authorization", l->bearer, "Accept",
                               "*/*", "User-Agent", "versus/1", NULL};
  char target[64];
  snprintf(target, sizeof target, "/person?limit=10&skip=%d", i % 100);
  answered(l, "GET", target, given, NULL);
}

static void create(library *l, int i)
{
  char *out;
  must(l->create(l->directory, bodies[i % KEYS], &out), &out, "create");
  l->free(out);
}

static void update(library *l, int i)
{
  char *out, request[64];
  snprintf(request, sizeof request, "{\"city\":\"Town %d\"}", i);
  must(l->update(l->directory, l->ids[i % KEYS], request, &out), &out, "update");
  l->free(out);
}

static void upsert(library *l, int i)
{
  char *out, request[256];
  snprintf(request, sizeof request, "{\"persons\":[{\"external_ref\":\"versus-%d\",\"first_name\":\"A\"}]}", i % 97);
  must(l->upsert(l->directory, request, &out), &out, "upsert");
  l->free(out);
}

static void *many_creates(void *given)
{
  for (int i = 0; i < 60; i++)
    create(given, i);
  return NULL;
}

static void threads(library *l, int i)
{
  pthread_t all[THREADS];
  (void)i;
  for (int t = 0; t < THREADS; t++)
    pthread_create(&all[t], NULL, many_creates, l);
  for (int t = 0; t < THREADS; t++)
    pthread_join(all[t], NULL);
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(const char *what, library both[2], void (*work)(library *, int), int times, int each)
{
  double took[2][ROUNDS];
  for (int round = 0; round < ROUNDS; round++)
    for (int turn = 0; turn < 2; turn++) {
      /* Who begins changes from round to round. */
      int which = (turn + round) % 2;
      double start = seconds();
      for (int i = 0; i < times; i++)
        work(&both[which], round * times + i);
      took[which][round] = (seconds() - start) / times / each * 1e6;
    }
  qsort(took[0], ROUNDS, sizeof took[0][0], compare);
  qsort(took[1], ROUNDS, sizeof took[1][0], compare);
  printf("%-34s %10.2f %10.2f %8.3f\n", what, took[0][ROUNDS / 2], took[1][ROUNDS / 2],
         took[0][ROUNDS / 2] / took[1][ROUNDS / 2]);
  fflush(stdout);
}

static void read_persons(const char *path)
{
  FILE *file = fopen(path, "r");
  char *line = NULL;
  size_t room = 0;
  int count = 0, row = 0;
  while (file && count < KEYS && getline(&line, &room, file) > 0) {
    json_t *person = json_loads(line, 0, NULL);
    const char *email = json_string_value(json_object_get(person, "email"));
    const char *last = json_string_value(json_object_get(person, "lastName"));
    if (row++ % 97 == 0 && email && last) {
      json_t *find = json_pack("{s:s}", "email_address", email), *query = json_pack("{s:s}", "query", last);
      finds[count] = json_dumps(find, JSON_COMPACT);
      queries[count] = json_dumps(query, JSON_COMPACT);
      json_object_del(person, "personId");
      json_object_del(person, "groupIds");
      json_object_del(person, "groupExternalRefs");
      json_object_del(person, "eventHistory");
      json_object_del(person, "createdAt");
      json_object_del(person, "updatedAt");
      if (!json_object_get(person, "firstName"))
        json_object_set_new(person, "firstName", json_string("A"));
      bodies[count++] = json_dumps(person, JSON_COMPACT);
      json_decref(find);
      json_decref(query);
    }
    json_decref(person);
  }
  free(line);
  if (file)
    fclose(file);
  if (count < KEYS) {
    fprintf(stderr, "versus: too few persons in %s\n", path);
    exit(1);
  }
}

int main(int count, char **words)
{
  static library both[2];
  struct stat status;
  if (count != 5) {
    fprintf(stderr, "usage: versus THIS OTHER PERSONS.ndjson FOLDER\n");
    return 2;
  }
  read_persons(words[3]);
  for (int i = 0; i < 2; i++) {
    load(&both[i], words[1 + i]);
    snprintf(both[i].path, sizeof both[i].path, "%s/versus-%d.db", words[4], i);
  }
  printf("%-34s %10s %10s %8s\n", "µs a call, median", "this", "other", "ratio");
  double took[2] = {fill(&both[0], words[3]), fill(&both[1], words[3])};
  printf("%-34s %10.2f %10.2f %8.3f\n", "import, seconds", took[0], took[1], took[0] / took[1]);
  measure("find by e-mail", both, find, 2000, 1);
  measure("get", both, get, 2000, 1);
  measure("list, 10 persons", both, list, 1000, 1);
  measure("search by last name", both, search, 500, 1);
  measure("changes, 1000", both, changes, 20, 1);
  measure("respond: find", both, respond, 2000, 1);
  measure("respond: list", both, respond_list, 1000, 1);
  measure("create", both, create, 200, 1);
  measure("update", both, update, 200, 1);
  measure("upsert", both, upsert, 200, 1);
  measure("create, 16 threads", both, threads, 1, THREADS * 60);
  double bytes[2];
  for (int i = 0; i < 2; i++) {
    both[i].close(both[i].directory);
    bytes[i] = stat(both[i].path, &status) ? 0 : (double)status.st_size;
    remove_store(both[i].path);
  }
  printf("%-34s %10.0f %10.0f %8.3f\n", "file, KiB", bytes[0] / 1024, bytes[1] / 1024, bytes[0] / bytes[1]);
  return 0;
}
