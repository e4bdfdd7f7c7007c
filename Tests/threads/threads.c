/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many threads of several processes read and write one file through the public
 * calls; afterwards every acknowledged write must be in it, and every way of reading must
 * find the same.
 *
 *     threads [threads [processes [seconds [operations [seed]]]]]
 *
 * Default: 4 threads in each of 2 processes for 5 seconds, as many operations as fit (0),
 * a seed of the clock.
 *
 * Odd processes give every thread a handle of its own, even ones share one.
 */
#include "rounds.h"

#include "verdict.h"

#include <limits.h>
#include <pthread.h>
#include <sys/wait.h>

enum { most_threads = 64, most_processes = 16 };

typedef struct {
  int threads;
  int processes;
  int seconds;
  unsigned long long seed;
  long operations;  /* of all threads together */
  const char *path;
} plan;

static persons_directory *open_file(const char *path)
{
  persons_directory *directory;
  char *out = NULL;
  int status = persons_open(path, "{\"timeout_ms\":60000}", &directory, &out);
  json_decref(must("open", status, out));
  return directory;
}

/* The group, the event and the shared persons. */
static void prepare(const char *path)
{
  persons_directory *directory = open_file(path);
  char *out = NULL;
  int status = persons_put_group(directory, "{\"group_id\":\"all\"}", &out);
  json_decref(must("put_group", status, out));
  status = persons_put_event(directory, "{\"eventId\":\"meeting\",\"name\":\"Meeting\"}", &out);
  json_decref(must("put_event", status, out));
  for (int person = 0; person < shared_persons; person++) {
    char *text = text_of("{\"personId\":\"shared-%d\",\"firstName\":\"Common\","
                         "\"lastName\":\"Shared\",\"email\":\"s%d@example.org\"}", person, person);
    status = persons_create(directory, text, &out);
    json_decref(must("create", status, out));
    free(text);
  }
  persons_close(directory);
}

/* One of the processes: run its threads and send their tallies. */
static int run_process(const plan *given, int process, int pipe_end)
{
  static worker workers[most_threads];
  pthread_t threads[most_threads];
  persons_directory *common = process % 2 ? NULL : open_file(given->path);
  int64_t deadline = now_us() + (int64_t)given->seconds * 1000000;
  for (int i = 0; i < given->threads; i++) {
    worker *self = &workers[i];
    self->directory = common ? common : open_file(given->path);
    self->path = given->path;
    self->deadline = deadline;
    self->operations = given->operations / ((long)given->threads * given->processes) + 1;
    if (given->operations == 0)
      self->operations = LONG_MAX;
    self->random = (given->seed + 1) * 2654435761u + (uint64_t)(process * most_threads + i) * 7919;
    self->counts.process = process;
    self->counts.thread = i;
    if (pthread_create(&threads[i], NULL, work, self) != 0)
      die("cannot start a thread");
  }
  for (int i = 0; i < given->threads; i++) {
    pthread_join(threads[i], NULL);
    if (!common)
      persons_close(workers[i].directory);
    if (write(pipe_end, &workers[i].counts, sizeof(tally)) != sizeof(tally))
      die("cannot send a tally");
  }
  persons_close(common);
  return 0;
}

/* Start a process; it runs this program again, so that nothing of ours is in it. */
static pid_t start_process(const plan *given, int process, int pipe_end)
{
  pid_t child = fork();
  if (child == 0) {
    char *words[] = {"threads", "--process", text_of("%d", process), text_of("%d", pipe_end),
                     text_of("%d", given->threads), text_of("%d", given->seconds),
                     text_of("%llu", given->seed), text_of("%ld", given->operations),
                     text_of("%s", given->path), NULL};
    execv("/proc/self/exe", words);
    _exit(127);
  }
  if (child < 0)
    die("cannot fork: %s", strerror(errno));
  return child;
}

/* Run all processes and collect what their threads were told. */
static int run_all(const plan *given, tally *tallies)
{
  pid_t children[most_processes];
  int ends[2], count = 0, failed = 0;
  if (pipe(ends) != 0)
    die("cannot make a pipe: %s", strerror(errno));
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  for (int i = 0; i < given->processes; i++)
    children[i] = start_process(given, i, ends[1]);
  close(ends[1]);
  while (count < given->threads * given->processes &&
         read(ends[0], &tallies[count], sizeof(tally)) == (ssize_t)sizeof(tally))
    count++;
  close(ends[0]);
  for (int i = 0; i < given->processes; i++) {
    int status;
    waitpid(children[i], &status, 0);
    if (WIFSIGNALED(status))
      fprintf(stderr, "FAIL threads: process %d ended by signal %d\n", i, WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
      fprintf(stderr, "FAIL threads: process %d ended with %d\n", i, WEXITSTATUS(status));
    failed += status != 0;
  }
  if (failed || count != given->threads * given->processes)
    die("FAIL threads: %d of %d threads told what they did", count,
        given->threads * given->processes);
  return count;
}

static int number_of(const char *word, int least, int most)
{
  char *end;
  long number = strtol(word, &end, 10);
  if (*end || number < least || number > most)
    die("%s is no number from %d to %d", word, least, most);
  return (int)number;
}

static int run_test(const plan *given)
{
  static tally tallies[most_threads * most_processes];
  long reads = 0, writes = 0, errors = 0;
  int64_t begin = now_us();
  double seconds;
  int count, wrong;
  prepare(given->path);
  count = run_all(given, tallies);
  seconds = (double)(now_us() - begin) / 1e6;
  for (int i = 0; i < count; i++) {
    reads += tallies[i].reads;
    writes += tallies[i].writes;
    errors += tallies[i].errors;
  }
  wrong = judge_file(given->path, tallies, count);
  printf("threads: %d threads in each of %d processes, %.0f s, seed %llu: %ld reads, %ld writes, "
         "%.0f operations/s, %ld errors, %d wrong afterwards\n", given->threads, given->processes,
         seconds, given->seed, reads, writes, (double)(reads + writes) / seconds, errors, wrong);
  return errors || wrong ? 1 : 0;
}

int main(int count, char **words)
{
  plan given = {4, 2, 5, 0, 0, NULL};
  char *folder, *path;
  int result;
  if (count == 9 && strcmp(words[1], "--process") == 0) {
    given.threads = atoi(words[4]);
    given.seconds = atoi(words[5]);
    given.seed = strtoull(words[6], NULL, 10);
    given.operations = strtol(words[7], NULL, 10);
    given.path = words[8];
    return run_process(&given, atoi(words[2]), atoi(words[3]));
  }
  if (count > 1)
    given.threads = number_of(words[1], 1, most_threads);
  if (count > 2)
    given.processes = number_of(words[2], 1, most_processes);
  if (count > 3)
    given.seconds = number_of(words[3], 1, 86400);
  if (count > 4)
    given.operations = number_of(words[4], 0, INT_MAX);
  given.seed = seed_of(count > 5 ? words[5] : NULL);
  folder = make_folder("persons-threads");
  path = text_of("%s/people.db", folder);
  given.path = path;
  result = run_test(&given);
  if (result == 0)
    remove_folder(folder);
  else
    printf("the file is kept in %s\n", folder);
  free(path);
  free(folder);
  return result;
}
