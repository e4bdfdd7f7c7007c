/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A signal every millisecond, whose handler does not have system calls begun again (no SA_RESTART): nothing is lost,
 * and no call fails for it.
 */
#ifndef PLACES_SIGNALS_H
#define PLACES_SIGNALS_H

#include "place.h"
#include "service.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>

static atomic_int signals_seen;

static inline void count_signal(int number)
{
  (void)number;
  atomic_fetch_add(&signals_seen, 1);
}

static inline void signal_every(long microseconds)
{
  struct sigaction action = {.sa_handler = count_signal};
  struct itimerval timer = {{0, microseconds}, {0, microseconds}};
  if (sigaction(SIGALRM, &action, NULL) != 0 || setitimer(ITIMER_REAL, &timer, NULL) != 0)
    die("cannot set a timer");
}

/* A thread with persons of its own: each acknowledged one is found at once. */
static inline void *write_among_signals(void *argument)
{
  persons_directory *directory = argument;
  for (int i = 0; i < 150; i++) {
    char *out = NULL;
    json_t *answer;
    int status = persons_create(directory, a_person, &out);
    HOLDS(status == PERSONS_OK);
    answer = take_answer(out);
    HOLDS(persons_get(directory, string_at(answer, "personId"), NULL) == PERSONS_OK);
    HOLDS(persons_search(directory, "{\"query\":\"lovel\",\"limit\":1}", NULL) == PERSONS_OK);
    json_decref(answer);
  }
  return NULL;
}

/* Another process that holds the file for a second and a half. */
static inline pid_t hold_the_file(const char *path)
{
  int ready[2];
  char byte;
  pid_t child;
  if (pipe(ready) != 0 || (child = fork()) < 0)
    die("cannot start a process");
  if (child == 0) {
    sqlite3 *database = NULL;
    struct timespec pause = {1, 500000000};
    if (sqlite3_open(path, &database) != SQLITE_OK || sqlite3_busy_timeout(database, 10000) != SQLITE_OK ||
        sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK || write(ready[1], "r", 1) != 1)
      _exit(1);
    nanosleep(&pause, NULL); /* not a wait for a condition: this is how long it holds the file */
    _exit(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK);
  }
  close(ready[1]);
  if (read(ready[0], &byte, 1) != 1)
    die("the process that holds the file did not begin");
  close(ready[0]);
  return child;
}

/* The time that a call waits for another process is not shortened by signals: it succeeds well before it is over. */
static inline void wait_among_signals(const char *path)
{
  pid_t holder = hold_the_file(path);
  persons_directory *directory = NULL;
  int status;
  signal_every(1000);
  directory = OPENED(path, "{\"timeout_ms\":60000}");
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  persons_close(directory);
  signal_every(0);
  waitpid(holder, &status, 0);
  HOLDS(status == 0);
}

static inline void signals_all_the_time(const char *folder)
{
  char *path = file_with_ada(folder), *rows = within(folder, "rows.ndjson"), *out = within(folder, "out.ndjson");
  char *copy = within(folder, "copy.db"), *report = text_of("{\"report\":\"%s/report\"}", folder);
  pid_t service = start_service();
  persons_directory *directory, *remote;
  pthread_t threads[2];
  FILE *file = fopen(rows, "we");
  for (int i = 0; file && i < 10000; i++)
    fprintf(file, "{\"externalRef\":\"r%d\",\"firstName\":\"Bob\",\"email\":\"b@example.org\"}\n", i);
  if (!file || fclose(file) != 0)
    die("cannot write %s", rows);
  wait_among_signals(path);
  directory = OPENED(path, NULL);
  signal_every(1000);
  for (int i = 0; i < 2; i++)
    if (pthread_create(&threads[i], NULL, write_among_signals, directory) != 0)
      die("cannot start a thread");
  write_among_signals(directory);
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], NULL);
  GIVES(persons_import(directory, rows, report, NULL, NULL, OUT), "created", "10000");
  GIVES(persons_search(directory, "{\"query\":\"bob\"}", OUT), "total", "10000");
  GIVES(persons_export(directory, out, NULL, NULL, NULL, OUT), "persons", "10452");
  GIVES(persons_backup(directory, copy, OUT), "persons", "10452");
  GIVES(persons_check(directory, OUT), "persons", "10452");
  remote = OPENED(service_location, "{\"token\":\"t\",\"timeout_ms\":60000}");
  for (int i = 0; i < 20; i++)
    GIVES(persons_list(remote, NULL, OUT), "total", "2");
  persons_close(remote);
  persons_close(directory);
  signal_every(0);
  printf("  signals: %d\n", atomic_load(&signals_seen));
  HOLDS(atomic_load(&signals_seen) > 500);
  HOLDS_SOUND(path, 10452);
  HOLDS_SOUND(copy, 10452);
  stop_service(service);
  free(path);
  free(rows);
  free(out);
  free(copy);
  free(report);
}

#endif
