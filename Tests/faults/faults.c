/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fails the system calls of a run one after the other: for each fault, the first call
 * that it can hit, the second, … until a run passes untouched; each in a new folder.
 *
 *     faults [seconds [fault [call [seed]]]]
 *     faults syncs
 *
 * About so many seconds, calls here and there; 0: every call. A fault's number, as in the list
 * that is printed, does it alone, and with a call that state alone; fault -1 and call 0 stand for
 * all. The seed says which calls are failed here and there. With `syncs`, every sync of a shorter
 * run, which takes seconds.
 *
 * The shared object that fails the calls lies beside the program. The parent never calls
 * the library, so that a forked child is as fresh as one after exec.
 */
#include "begin_again.h"
#include "verdict.h"

#include <limits.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { most_seconds_a_run = 600, most_workers = 8 };

/* What all workers add up. */
typedef struct {
  long states;
  long signals;
  long lost;
  long wrong_statuses;
  long wrong_others;
  long failed;
  long commits;
  long calls[fault_count]; /* of a run that none of them is failed of */
} tally;

typedef struct {
  const char *folder;
  tally *tally;
  int only_fault;  /* -1: all */
  long small_writes;
  double offset;   /* so that no two runs fail the same calls */
  int64_t end_us;
} plan;

static void *shared_memory(size_t size)
{
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    die("out of memory");
  return memory;
}

static void add(long *counter, long count)
{
  __atomic_add_fetch(counter, count, __ATOMIC_SEQ_CST);
}

/* ------------------------------------------------------------- one state -- */

typedef void (*part)(run_result *result, const fault *fault, const char *folder);

static void work_part(run_result *result, const fault *fault, const char *folder)
{
  char *path = text_of("%s/people.db", folder);
  session self = {.path = path, .fault = fault, .result = result};
  persons_fault_control = &result->control;
  result->control.is_armed = 1;
  run_work(&self, folder);
  free(path);
}

static void verdict_part(run_result *result, const fault *fault, const char *folder)
{
  char *path = text_of("%s/people.db", folder);
  (void)fault;
  verify_all(result, path, folder);
  free(path);
}

/* Run a part in a process of its own; how it ended. */
static int run_apart(part body, run_result *result, const fault *fault, const char *folder)
{
  int status = -1;
  pid_t child = fork();
  if (child == 0) {
    alarm(most_seconds_a_run);
    body(result, fault, folder);
    _exit(0);
  }
  if (child < 0 || waitpid(child, &status, 0) != child)
    die("faults: cannot fork: %s", strerror(errno));
  return status;
}

static void judge_end(plan *self, const char *who, const fault *fault, long at, int status)
{
  if (WIFSIGNALED(status)) {
    add(&self->tally->signals, 1);
    fprintf(stderr, "FAIL faults: %s, call %ld: the %s ended by signal %d\n", fault->name, at, who,
            WTERMSIG(status));
  } else if (status != 0) {
    add(&self->tally->wrong_others, 1);
    fprintf(stderr, "FAIL faults: %s, call %ld: the %s gave up\n", fault->name, at, who);
  }
}

/* Fail call number `at`; how many calls the run made. */
static long run_state(plan *self, run_result *result, const fault *fault, long at)
{
  char *folder = text_of("%s/%d-%ld-%d", self->folder, (int)(fault - all_faults), at,
                         (int)getpid());
  char *rows = text_of("%s/rows.ndjson", self->folder);
  char *own_rows = text_of("%s/rows.ndjson", folder);
  int first, second;
  long wrong;
  memset(result, 0, sizeof *result);
  snprintf(result->control.folder, sizeof result->control.folder, "%s", folder);
  result->control.kinds = fault->kinds;
  result->control.error = fault->error;
  result->control.at = at;
  result->control.persists = fault->persists;
  result->control.most_failed = fault->most_failed;
  result->small_writes = self->small_writes;
  if (mkdir(folder, 0700) != 0 || link(rows, own_rows) != 0)
    die("faults: cannot make %s: %s", folder, strerror(errno));
  first = run_apart(work_part, result, fault, folder);
  judge_end(self, "run", fault, at, first);
  second = run_apart(verdict_part, result, fault, folder);
  judge_end(self, "verdict", fault, at, second);
  wrong = result->wrong_statuses + result->wrong_others + result->model.lost +
          result->model.half_written + result->model.other_failures;
  if (wrong)
    fprintf(stderr, "     faults: %s, call %ld was %s of %s\n", fault->name, at,
            result->control.last_call, result->control.last_file);
  add(&self->tally->states, 1);
  add(&self->tally->lost, result->model.lost + result->model.half_written);
  add(&self->tally->wrong_statuses, result->wrong_statuses);
  add(&self->tally->wrong_others, result->wrong_others + result->model.other_failures);
  add(&self->tally->failed, wrong || first || second);
  add(&self->tally->commits, result->commits);
  remove_folder(folder);
  free(folder);
  free(rows);
  free(own_rows);
  return result->control.calls;
}

/* --------------------------------------------------------------- a worker -- */

static int is_wanted(const plan *self, int fault)
{
  return self->only_fault < 0 || self->only_fault == fault;
}

/* Every call of every fault: the workers of a fault take turns, until one was not hit. */
static void fail_every_call(plan *self, int worker, int workers)
{
  run_result *result = shared_memory(sizeof *result);
  for (int i = 0; i < fault_count; i++)
    for (long at = 1 + worker; is_wanted(self, i);
         at += workers * (all_faults[i].is_slow ? 60 : 1)) {
      long calls = run_state(self, result, &all_faults[i], at);
      if (calls < at) {
        self->tally->calls[i] = calls;
        break;
      }
    }
}

/* Calls here and there of every fault in turn, spread evenly however long it goes on. */
static void fail_some_calls(plan *self, int worker, int workers)
{
  static const double golden = 0.6180339887498949;
  run_result *result = shared_memory(sizeof *result);
  for (long number = worker; now_us() < self->end_us; number += workers)
    for (int i = 0; i < fault_count && now_us() < self->end_us; i++) {
      double place = self->offset + (double)number * golden;
      place -= (double)(long)place;
      if (is_wanted(self, i) && !all_faults[i].is_slow)
        run_state(self, result, &all_faults[i], 1 + (long)(place * (double)self->tally->calls[i]));
    }
}

/* How many calls of each fault a run has that none fails. */
static void count_calls(plan *self)
{
  run_result *result = shared_memory(sizeof *result);
  for (int i = 0; i < fault_count; i++)
    if (is_wanted(self, i))
      self->tally->calls[i] = run_state(self, result, &all_faults[i], LONG_MAX);
}

static void write_rows(const char *folder)
{
  char *path = text_of("%s/rows.ndjson", folder);
  write_import_rows(path, 1, work_rows);
  free(path);
}

static void print_tally(const plan *self, double seconds, int64_t begin, int bad_ends)
{
  const tally *sum = self->tally;
  for (int i = 0; i < fault_count; i++)
    if (is_wanted(self, i))
      printf("faults: %2d  %-28s %6ld calls\n", i, all_faults[i].name, sum->calls[i]);
  printf("faults: %s, %.1f s, %ld acknowledged writes\n",
         seconds > 0 ? "calls here and there" : "every call", (double)(now_us() - begin) / 1e6,
         sum->commits);
  printf("%ld states, %ld signals, %ld lost, %ld wrong statuses, %ld other faults\n", sum->states,
         sum->signals, sum->lost, sum->wrong_statuses, sum->wrong_others);
  printf("%ld passed, %ld failed\n", sum->states - sum->failed, sum->failed + bad_ends);
}

/* Let so many workers go through the calls; how many of them ended badly. */
static int run_workers(plan *self, double seconds, int workers)
{
  int status, bad_ends = 0;
  for (int i = 0; i < workers; i++) {
    pid_t child = fork();
    if (child < 0)
      die("faults: cannot fork: %s", strerror(errno));
    if (child == 0) {
      if (seconds > 0)
        fail_some_calls(self, i, workers);
      else
        fail_every_call(self, i, workers);
      _exit(0);
    }
  }
  while (wait(&status) > 0)
    bad_ends += status != 0;
  return bad_ends;
}

int main(int count, char **words)
{
  int only_syncs = count > 1 && strcmp(words[1], "syncs") == 0;
  double seconds = count > 1 && !only_syncs ? strtod(words[1], NULL) : 0;
  int workers = (int)sysconf(_SC_NPROCESSORS_ONLN), bad_ends = 0;
  int64_t begin = now_us();
  plan self = {.only_fault = only_syncs ? sync_fault : count > 2 ? (int)strtol(words[2], NULL, 10) : -1,
               .small_writes = only_syncs ? 8 : most_small_writes,
               .end_us = begin + (int64_t)(seconds * 1e6)};
  if (!&persons_fault_control)
    begin_again("failing.so", words);
  self.offset = (double)(seed_of(count > 4 ? words[4] : NULL) % 1000) / 1000;
  if (workers > most_workers)
    workers = most_workers;
  if (self.only_fault >= fault_count)
    die("faults: there are %d faults", fault_count);
  self.folder = make_folder_in_memory("persons-faults");
  self.tally = shared_memory(sizeof *self.tally);
  write_rows(self.folder);
  if (count > 3 && strtol(words[3], NULL, 10) > 0) {
    run_result *result = shared_memory(sizeof *result);
    run_state(&self, result, &all_faults[self.only_fault], strtol(words[3], NULL, 10));
  } else {
    if (seconds > 0)
      count_calls(&self);
    bad_ends = run_workers(&self, seconds, workers);
  }
  print_tally(&self, seconds, begin, bad_ends);
  remove_folder(self.folder);
  return self.tally->failed || bad_ends;
}
