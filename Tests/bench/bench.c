/* SPDX-License-Identifier: Apache-2.0 */
/* make bench: libpersons beside hand-written C over SQLite (peer.c), on the same data, in the same run, turn
 * by turn. Times depend on the machine; the ratios are what to read. */
#include "peer.h"
#include "shared.h"

#include <jansson.h>
#include <persons.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void must(int status, char **out, const char *what)
{
  if (status == PERSONS_OK)
    return;
  fprintf(stderr, "bench: %s: %s %s\n", what, persons_status_name(status), *out ? *out : "");
  exit(1);
}

static persons_directory *open_directory(const char *path)
{
  persons_directory *directory;
  char *out;
  must(persons_open(path, NULL, &directory, &out), &out, path);
  persons_free(out);
  return directory;
}

/* What the peer wrote by hand is what libpersons writes: its check finds nothing. */
static void must_be_sound(const char *path)
{
  persons_directory *directory = open_directory(path);
  char *out;
  must(persons_check(directory, &out), &out, "the peer's file");
  persons_free(out);
  persons_close(directory);
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
  qsort(values, n, sizeof *values, compare);
  return values[n / 2];
}

/* ---------------------------------------------------------------- keys -- */

enum { KEYS = 2000 };

typedef struct { char *id[KEYS], *phone[KEYS], *email[KEYS], *ref[KEYS]; } keys;

static char *request(const char *key, json_t *person, const char *attribute)
{
  json_t *json = json_pack("{s:O}", key, json_object_get(person, attribute));
  char *text = json_dumps(json, JSON_COMPACT);
  json_decref(json);
  return text;
}

/* Takes the keys of persons spread over the file who have all four. */
static keys *read_keys(const char *path)
{
  keys *k = calloc(1, sizeof *k);
  json_t **persons = calloc(2000000, sizeof *persons);
  FILE *file = fopen(path, "r");
  char *line = NULL;
  size_t size = 0, n = 0;
  if (!k || !persons || !file)
    exit(1);
  while (getline(&line, &size, file) > 0 && n < 2000000) {
    json_t *row = json_loads(line, 0, NULL);
    if (row && json_object_get(row, "phoneNumber") && json_object_get(row, "email") &&
        json_object_get(row, "externalRef") && json_object_get(row, "personId"))
      persons[n++] = row;
    else
      json_decref(row);
  }
  unsigned long state = 12345;
  for (size_t i = 0; i < KEYS; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    json_t *person = persons[(state >> 33) % n];
    k->id[i] = strdup(json_string_value(json_object_get(person, "personId")));
    k->phone[i] = request("phone_number", person, "phoneNumber");
    k->email[i] = request("email_address", person, "email");
    k->ref[i] = request("external_ref", person, "externalRef");
  }
  for (size_t i = 0; i < n; i++)
    json_decref(persons[i]);
  free(persons);
  free(line);
  fclose(file);
  return k;
}

/* -------------------------------------------------------------- reading -- */

typedef char *(*ours_call)(persons_directory *, const char *);
typedef char *(*peer_call)(peer *, const char *);

static char *ours_get(persons_directory *directory, const char *id)
{
  char *out;
  must(persons_get(directory, id, &out), &out, "get");
  return out;
}

static char *ours_find(persons_directory *directory, const char *request)
{
  char *out;
  must(persons_find(directory, request, &out), &out, "find");
  return out;
}

static void bench_reading(persons_directory *directory, peer *p, const char *name, ours_call ours,
                          peer_call theirs, char **values)
{
  enum { ROUNDS = 11 };
  static double ours_us[ROUNDS * KEYS], peer_us[ROUNDS * KEYS];
  size_t n = 0;
  for (int round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < KEYS; i++) {
      double start = seconds();
      char *a = ours(directory, values[i]);
      double middle = seconds();
      char *b = theirs(p, values[i]);
      double end = seconds();
      if (strcmp(a, b) != 0) {
        fprintf(stderr, "bench: %s %s: different results\n%s\n%s\n", name, values[i], a, b);
        exit(1);
      }
      persons_free(a);
      free(b);
      if (round == 0)
        continue; /* warming up */
      ours_us[n] = (middle - start) * 1e6;
      peer_us[n++] = (end - middle) * 1e6;
    }
  }
  double a = median(ours_us, n), b = median(peer_us, n);
  printf("%-22s %9.2f µs %9.2f µs   %5.2fx   (at most 1.50x)\n", name, a, b, a / b);
}

/* --------------------------------------------------------------- import -- */

static void bench_import(const char *folder, const char *data)
{
  enum { ROUNDS = 3 };
  char ours_path[4096], peer_path[4096];
  double ours_rate[ROUNDS], peer_rate[ROUNDS];
  snprintf(ours_path, sizeof ours_path, "%s/bench.db", folder);
  snprintf(peer_path, sizeof peer_path, "%s/bench-peer.db", folder);
  for (int round = 0; round < ROUNDS; round++) {
    remove_store(ours_path);
    remove_store(peer_path);
    persons_close(open_directory(peer_path));
    peer *p = peer_open(peer_path);
    double start = seconds();
    long persons = peer_import(p, data);
    peer_rate[round] = (double)persons / (seconds() - start);
    peer_close(p);
    must_be_sound(peer_path);
    persons_directory *directory = open_directory(ours_path);
    char *out;
    start = seconds();
    must(persons_import(directory, data, NULL, NULL, NULL, &out), &out, "import");
    ours_rate[round] = (double)persons / (seconds() - start);
    persons_free(out);
    persons_close(directory);
  }
  double a = median(ours_rate, ROUNDS), b = median(peer_rate, ROUNDS);
  double bar = 0.7 * b < 40000 ? 0.7 * b : 40000;
  printf("%-22s %9.0f /s %9.0f /s   %5.2fx   (at least %.0f/s)\n", "import", a, b, a / b, bar);
  remove_store(peer_path);
}

/* -------------------------------------------------------------- creates -- */

enum { THREADS = 16, CREATES = 16000 };

static char *requests[CREATES];

typedef struct { persons_directory *directory; int first; } worker;

static void *create_some(void *argument)
{
  worker *w = argument;
  for (int i = w->first; i < CREATES; i += THREADS) {
    char *out;
    must(persons_create(w->directory, requests[i], &out), &out, "create");
    persons_free(out);
  }
  return NULL;
}

static void make_requests(const char *ndjson, const char *data)
{
  FILE *in = fopen(data, "r"), *lines = fopen(ndjson, "w");
  char *line = NULL;
  size_t size = 0;
  int n = 0;
  if (!in || !lines)
    exit(1);
  while (n < CREATES && getline(&line, &size, in) > 0) {
    json_t *row = json_loads(line, 0, NULL);
    if (row && json_object_get(row, "firstName") && json_object_get(row, "lastName") &&
        json_object_get(row, "email")) {
      json_object_del(row, "personId");
      json_object_del(row, "groupIds");
      json_object_del(row, "externalRef");
      requests[n] = json_dumps(row, JSON_COMPACT);
      fprintf(lines, "%s\n", requests[n++]);
    }
    json_decref(row);
  }
  free(line);
  fclose(in);
  fclose(lines);
  if (n < CREATES) {
    fprintf(stderr, "bench: too few persons in the data\n");
    exit(1);
  }
}

/* The rate of the same creates in one transaction: by hand in C, and by persons_import, whose batches of
 * 2,000 rows are one transaction each. */
static void bench_creates(const char *folder, const char *data)
{
  enum { ROUNDS = 3 };
  char path[4096], ndjson[4096];
  double threads_rate[ROUNDS], single_rate[ROUNDS], import_rate[ROUNDS], peer_rate[ROUNDS],
      sixteen_rate[ROUNDS];
  snprintf(path, sizeof path, "%s/bench-creates.db", folder);
  snprintf(ndjson, sizeof ndjson, "%s/bench-creates.ndjson", folder);
  make_requests(ndjson, data);
  for (int round = 0; round < ROUNDS; round++) {
    char *out;
    remove_store(path);
    persons_directory *directory = open_directory(path);
    pthread_t threads[THREADS];
    worker workers[THREADS];
    double start = seconds();
    for (int i = 0; i < THREADS; i++) {
      workers[i] = (worker){directory, i};
      pthread_create(&threads[i], NULL, create_some, &workers[i]);
    }
    for (int i = 0; i < THREADS; i++)
      pthread_join(threads[i], NULL);
    threads_rate[round] = CREATES / (seconds() - start);
    start = seconds();
    for (int i = 0; i < 1000; i++) {
      must(persons_create(directory, requests[i], &out), &out, "create");
      persons_free(out);
    }
    single_rate[round] = 1000 / (seconds() - start);
    persons_close(directory);

    remove_store(path);
    directory = open_directory(path);
    start = seconds();
    must(persons_import(directory, ndjson, NULL, NULL, NULL, &out), &out, "import");
    import_rate[round] = CREATES / (seconds() - start);
    persons_free(out);
    persons_close(directory);

    remove_store(path);
    persons_close(open_directory(path));
    peer *p = peer_open(path);
    start = seconds();
    peer_create_many(p, requests, CREATES);
    peer_rate[round] = CREATES / (seconds() - start);
    peer_close(p);
    must_be_sound(path);

    remove_store(path);
    persons_close(open_directory(path));
    p = peer_open(path);
    start = seconds();
    for (int i = 0; i < CREATES; i += THREADS)
      peer_create_many(p, requests + i, THREADS);
    sixteen_rate[round] = CREATES / (seconds() - start);
    peer_close(p);
    must_be_sound(path);
  }
  double threads = median(threads_rate, ROUNDS), single = median(single_rate, ROUNDS);
  double import = median(import_rate, ROUNDS), by_hand = median(peer_rate, ROUNDS);
  double sixteen = median(sixteen_rate, ROUNDS);
  printf("%-22s %9.0f /s %9.0f /s   %5.2fx\n", "durable create", single, threads, threads / single);
  printf("   one thread, and %d threads that share commits\n", THREADS);
  printf("%-22s %9.0f /s %9.0f /s   %5.2fx   (at least 0.70x)\n", "16 threads, one txn", threads, import,
         threads / import);
  printf("   durable creates of %d threads, and the same persons in transactions of 2,000\n", THREADS);
  printf("%-22s %9.0f /s %9.0f /s   %5.2fx\n", "16 threads, C one txn", threads, by_hand, threads / by_hand);
  printf("   the same beside hand-written C with all of them in one transaction\n");
  printf("%-22s %9.0f /s %9.0f /s   %5.2fx\n", "16 threads, C in 16s", threads, sixteen, threads / sixteen);
  printf("   the same beside hand-written C, one thread, that commits every 16: what no sharing can be far above,\n"
         "   and itself %.2fx of its one transaction\n", sixteen / by_hand);
  remove_store(path);
  unlink(ndjson);
}

int main(int count, char **arguments)
{
  if (count != 3) {
    fprintf(stderr, "usage: bench FOLDER PERSONS.ndjson\n");
    return 2;
  }
  char path[4096];
  snprintf(path, sizeof path, "%s/bench.db", arguments[1]);
  printf("%-22s %12s %12s   ratio\n", "", "libpersons", "C + SQLite");
  bench_import(arguments[1], arguments[2]);
  keys *k = read_keys(arguments[2]);
  persons_directory *directory = open_directory(path);
  peer *p = peer_open(path);
  bench_reading(directory, p, "get", ours_get, peer_get, k->id);
  bench_reading(directory, p, "find by phone", ours_find, peer_find, k->phone);
  bench_reading(directory, p, "find by e-mail", ours_find, peer_find, k->email);
  bench_reading(directory, p, "find by external_ref", ours_find, peer_find, k->ref);
  struct stat status;
  if (stat(path, &status) == 0)
    printf("%-22s %9.0f bytes a person\n", "file", (double)status.st_size / 100000);
  peer_close(p);
  persons_close(directory);
  bench_creates(arguments[1], arguments[2]);
  return 0;
}
