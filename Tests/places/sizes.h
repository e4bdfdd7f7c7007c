/* SPDX-License-Identifier: Apache-2.0 */
/* Limits on the size of files and of memory. */
#ifndef PLACES_SIZES_H
#define PLACES_SIZES_H

#include "place.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static inline void limit_files(rlim_t bytes)
{
  struct rlimit limit = {bytes, RLIM_INFINITY};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
    die("cannot set the limit: %s", strerror(errno));
}

/* Write until a file would be too large; how many persons were created. */
static inline int create_until_full(persons_directory *directory)
{
  int made = 0, status = PERSONS_OK;
  while (made < 100000 && (status = persons_create(directory, a_person, OUT)) == PERSONS_OK) {
    persons_free(answer_text);
    made++;
  }
  REFUSED_SAYING(status, PERSONS_FULL, "file_size_limit", "RLIMIT_FSIZE");
  return made;
}

/* A SIGXFSZ that waits already is the host's: a call that brings one of its own leaves it waiting. */
static inline void a_signal_of_the_host_stays(persons_directory *directory, const char *out)
{
  const struct timespec now = {0, 0};
  sigset_t signals, before, mask;
  sigemptyset(&signals);
  sigaddset(&signals, SIGXFSZ);
  pthread_sigmask(SIG_BLOCK, &signals, &before);
  raise(SIGXFSZ);
  REFUSED_SAYING(persons_export(directory, out, NULL, NULL, NULL, OUT), PERSONS_FULL, "file_size_limit",
                 "RLIMIT_FSIZE");
  pthread_sigmask(SIG_SETMASK, NULL, &mask);
  HOLDS(sigismember(&mask, SIGXFSZ));
  HOLDS(sigtimedwait(&signals, NULL, &now) == SIGXFSZ);
  HOLDS(sigtimedwait(&signals, NULL, &now) < 0);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/*
 * The kernel ends a process that writes over RLIMIT_FSIZE by SIGXFSZ, before it tells of the error. The host has no
 * handler here, and must live: the write is refused, reading goes on, and so does writing once the limit is raised.
 */
static inline void files_are_limited(const char *folder)
{
  char *path = file_with_ada(folder), *rows = within(folder, "rows.ndjson"), *out = within(folder, "out.ndjson");
  char *copy = within(folder, "copy.db");
  persons_directory *directory = OPENED(path, NULL);
  sigset_t pending, mask;
  int made;
  FILE *file = fopen(rows, "we");
  for (int i = 0; file && i < 20000; i++)
    fprintf(file, "{\"externalRef\":\"r%d\",\"firstName\":\"Bob\",\"email\":\"b@example.org\"}\n", i);
  if (!file || fclose(file) != 0)
    die("cannot write %s", rows);
  limit_files(600000);
  made = create_until_full(directory);
  HOLDS(made > 10);
  GIVES(persons_get(directory, "ada", OUT), "firstName", "\"Ada\"");
  GIVES(persons_search(directory, "{\"query\":\"lovel\"}", OUT), "total", text_of("%d", made + 1));
  REFUSED_SAYING(persons_import(directory, rows, NULL, NULL, NULL, OUT), PERSONS_FULL, "file_size_limit",
                 "RLIMIT_FSIZE");
  limit_files(100);
  REFUSED_SAYING(persons_export(directory, out, NULL, NULL, NULL, OUT), PERSONS_FULL, "file_size_limit",
                 "RLIMIT_FSIZE");
  REFUSED_SAYING(persons_backup(directory, copy, OUT), PERSONS_FULL, "file_size_limit", "RLIMIT_FSIZE");
  HOLDS(access(out, F_OK) != 0 && access(copy, F_OK) != 0);
  sigpending(&pending);
  pthread_sigmask(SIG_SETMASK, NULL, &mask);
  HOLDS(!sigismember(&pending, SIGXFSZ) && !sigismember(&mask, SIGXFSZ));
  a_signal_of_the_host_stays(directory, out);
  limit_files(RLIM_INFINITY);
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  limit_files(100);
  persons_close(directory); /* which takes the log into the database */
  limit_files(RLIM_INFINITY);
  HOLDS_SOUND(path, made + 2);
  free(path);
  free(rows);
  free(out);
  free(copy);
}

/* Work in little memory: create persons and search them; how many were acknowledged is told through the pipe. */
static inline int work_in_little_memory(const char *path, rlim_t bytes, int pipe_end)
{
  struct rlimit limit = {bytes, bytes}, none = {0, 0};
  persons_directory *directory = NULL;
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_AS, &limit);
  if (freopen("/dev/null", "w", stderr) == NULL)
    return 1;
  if (persons_open(path, "{\"durability\":\"relaxed\"}", &directory, NULL) != PERSONS_OK)
    return 2;
  for (int i = 0; i < 50; i++) {
    int status = persons_create(directory, a_person, NULL);
    if (status == PERSONS_OK && write(pipe_end, "c", 1) != 1)
      return 3;
    if (status != PERSONS_OK || persons_search(directory, "{\"query\":\"lovel\"}", NULL) != PERSONS_OK)
      return 4;
  }
  persons_close(directory);
  return 0;
}

/* What this process has mapped, in bytes. */
static inline rlim_t mapped_now(void)
{
  char *text = read_whole("/proc/self/statm", NULL);
  rlim_t pages = text ? strtoul(text, NULL, 10) : 0;
  free(text);
  return pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

/*
 * With ever less memory the work is done, or refused with an error, or the process ends, as the header says; but what
 * was acknowledged is in the file each time, and the file is sound.
 */
static inline void memory_is_limited(const char *folder)
{
  char *path = file_with_ada(folder), byte;
  int persons = 1, done = 0, ended = 0;
  persons_directory *directory;
  json_t *stats;
  rlim_t now = mapped_now();
  for (int step = 0; step <= 32; step++) {
    rlim_t more = step < 32 ? (rlim_t)step << 16 : (rlim_t)256 << 20;
    int ends[2], status = 0;
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0)
      die("cannot start a process");
    if (child == 0)
      _exit(work_in_little_memory(path, now + more, ends[1]));
    close(ends[1]);
    while (read(ends[0], &byte, 1) == 1)
      persons++;
    close(ends[0]);
    waitpid(child, &status, 0);
    done += status == 0;
    ended += WIFSIGNALED(status);
    if (WIFSIGNALED(status))
      HOLDS(WTERMSIG(status) != SIGKILL && WTERMSIG(status) != SIGALRM && WTERMSIG(status) != SIGXFSZ);
    if (step == 32)
      HOLDS(status == 0);
  }
  printf("  address space: %d of 33 runs did their work, %d were ended by the system\n", done, ended);
  fflush(stdout);
  /* A process can end between the commit and its word of it. */
  directory = OPENED(path, NULL);
  GIVES(persons_check(directory, OUT), "problems", "[]");
  HOLDS(persons_stats(directory, OUT) == PERSONS_OK);
  stats = take_answer(answer_text);
  answer_text = NULL;
  HOLDS(integer_at(stats, "persons") >= persons && integer_at(stats, "persons") <= persons + ended);
  json_decref(stats);
  persons_close(directory);
  free(path);
}

#endif
