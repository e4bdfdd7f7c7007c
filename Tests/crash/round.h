/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One cycle, seen from the parent: start the writers, take their notes, kill them
 * after a short random time, and have the file verified by a fresh process.
 *
 * The parent never calls the library, so a forked child is as fresh as one after exec.
 */
#ifndef CRASH_ROUND_H
#define CRASH_ROUND_H

#include "copies.h"
#include "verify_many.h"

#include <poll.h>
#include <sys/wait.h>

enum { patience_us = 300000000, two_ends = 2 };

typedef enum { one_process, two_processes, openings, an_import, copies } round_kind;

typedef struct {
  const char *folder;
  char *path;
  crash_model *model;
  uint64_t random;
  int ends[two_ends];
  long writers[2]; /* started with full and with relaxed durability */
} crash_run;

static inline char *rows_path(const crash_run *run)
{
  return text_of("%s/rows-%u.ndjson", run->folder, run->model->import.version);
}

static inline char *report_path(const crash_run *run)
{
  return text_of("%s/report-%u.ndjson", run->folder, run->model->import.version);
}

/* Start a process with lanes of its own. */
static inline pid_t start_writer(crash_run *run, round_kind kind, int first_lane, int lanes)
{
  uint64_t seed = next_random(&run->random);
  int is_relaxed = pick(&run->random, 2) == 1;
  pid_t child;
  run->writers[is_relaxed]++;
  child = fork();
  if (child < 0)
    die("cannot fork: %s", strerror(errno));
  if (child == 0) {
    static writer writers[lanes_a_process];
    close(run->ends[0]);
    for (int i = 0; i < lanes; i++)
      prepare_writer(&writers[i], run->path, is_relaxed, run->model, first_lane + i, run->ends[1], seed);
    if (kind == openings)
      run_openings(&writers[0]);
    else if (kind == an_import)
      run_import(&writers[0], rows_path(run), report_path(run));
    else if (kind == copies)
      run_copies(&writers[0]);
    else
      run_lanes(writers, lanes);
  }
  return child;
}

/* Take the notes that are in the pipe, waiting for at most so long for the first.
 * Returns how many, -1 at the end of the pipe; done_lane is a lane whose write was done. */
static inline int take_notes(crash_run *run, int64_t wait_us, int *done_lane)
{
  write_note notes[64];
  struct pollfd poll_end = {.fd = run->ends[0], .events = POLLIN};
  struct timespec wait = {wait_us / 1000000, wait_us % 1000000 * 1000};
  ssize_t length;
  int count;
  if (ppoll(&poll_end, 1, &wait, NULL) <= 0)
    return 0;
  length = read(run->ends[0], notes, sizeof notes);
  if (length <= 0 || length % (ssize_t)sizeof *notes != 0)
    return -1;
  count = (int)(length / (ssize_t)sizeof *notes);
  for (int i = 0; i < count; i++) {
    take_note(run->model, &notes[i]);
    if (notes[i].is_done && done_lane)
      *done_lane = notes[i].lane;
  }
  return count;
}

/* Take notes until so much time has gone by. */
static inline void take_notes_for(crash_run *run, int64_t time_us)
{
  int64_t end = now_us() + time_us, left;
  while ((left = end - now_us()) > 0)
    if (take_notes(run, left, NULL) < 0)
      return;
}

/* Take notes until a lane of this number or a higher one has done a write. */
static inline void wait_for_lane(crash_run *run, int least, const char *whose)
{
  int64_t end = now_us() + patience_us;
  int lane = -1;
  while (lane < least)
    if (now_us() > end || take_notes(run, 100000, &lane) < 0) {
      found_wrong(&(verifier){.model = run->model}, &run->model->other_failures,
                  "%s did no write in %d s", whose, patience_us / 1000000);
      return;
    }
}

/* Kill a writer; one that ended before that did so on its own, which is a failure. */
static inline void kill_writer(crash_run *run, pid_t child)
{
  int status;
  kill(child, SIGKILL);
  if (waitpid(child, &status, 0) != child)
    die("cannot wait for a writer: %s", strerror(errno));
  if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
    found_wrong(&(verifier){.model = run->model}, &run->model->other_failures,
                WIFSIGNALED(status) ? "a writer ended by signal %d" : "a writer ended, status %d",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

/* Write a new version of the rows when the last import is finished. */
static inline void prepare_import(crash_run *run)
{
  import_state *import = &run->model->import;
  char *path, *old_rows = rows_path(run), *old_report = report_path(run);
  if (!import->version || import->finished) {
    unlink(old_rows);
    unlink(old_report);
    *import = (import_state){.version = import->version + 1};
    path = rows_path(run);
    write_import_rows(path, import->version, import_rows);
    free(path);
  }
  free(old_rows);
  free(old_report);
}

static inline void prepare_copies(crash_run *run)
{
  char *folder = copies_folder(run->path);
  if (mkdir(folder, 0700) != 0)
    die("cannot make %s: %s", folder, strerror(errno));
  free(folder);
}

/* Let the writers of this kind write, and kill them. */
static inline void write_and_kill(crash_run *run, round_kind kind)
{
  pid_t first, second = 0;
  if (pipe2(run->ends, O_CLOEXEC) != 0)
    die("cannot make a pipe: %s", strerror(errno));
  if (kind == an_import)
    prepare_import(run);
  if (kind == copies)
    prepare_copies(run);
  first = start_writer(run, kind, 0, kind < openings ? lanes_a_process : 1);
  if (kind == two_processes)
    second = start_writer(run, kind, lanes_a_process, lanes_a_process);
  close(run->ends[1]);
  if (pick(&run->random, 4) != 0)
    wait_for_lane(run, 0, "the first process");
  take_notes_for(run, 100 + pick(&run->random, 40000));
  kill_writer(run, first);
  if (second) {
    while (take_notes(run, 0, NULL) == 64)
      ; /* what came before the kill */
    wait_for_lane(run, lanes_a_process, "the process that was left");
    take_notes_for(run, 100 + pick(&run->random, 20000));
    kill_writer(run, second);
  }
  while (take_notes(run, patience_us, NULL) > 0)
    ;
  close(run->ends[0]);
}

/* Hold the file to the model: what was touched, or everything and the library's check. */
static inline void verify(crash_run *run, round_kind kind, int everything)
{
  verifier self = {open_for_writing(run->path, 0), run->model, 0};
  for (int lane = 0; lane < lane_count; lane++) {
    for (int slot = 0; slot < person_slots; slot++)
      if (everything || run->model->persons[lane][slot].touched)
        verify_person(&self, lane, slot);
    for (int slot = 0; slot < batch_slots; slot++)
      if (everything || run->model->batches[lane][slot].touched)
        verify_batch(&self, lane, slot);
  }
  if (run->model->import.version && (everything || run->model->import.touched)) {
    char *report = report_path(run);
    verify_import(&self, report);
    free(report);
  }
  if (kind == copies)
    verify_copies(&self, run->path);
  if (everything)
    verify_file(&self);
  persons_close(self.directory);
}

/* Verify in a fresh process. */
static inline void verify_apart(crash_run *run, round_kind kind, int everything)
{
  int status;
  pid_t child = fork();
  if (child == 0) {
    alarm(600);
    verify(run, kind, everything);
    _exit(0);
  }
  if (child < 0 || waitpid(child, &status, 0) != child)
    die("cannot fork: %s", strerror(errno));
  if (status != 0)
    found_wrong(&(verifier){.model = run->model}, &run->model->other_failures,
                WIFSIGNALED(status) ? "the verifying process ended by signal %d"
                                    : "the verifying process ended with %d",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

#endif
