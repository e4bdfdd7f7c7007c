/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Damages a store in many ways and asks everything of each: no signal, no hang, no value that
 * never was, and nobody missing unless persons_check says that the file is damaged.
 *
 *     damage [variants [seed [first]]]     default 10000, seed of the clock, from number 0 on
 */
/* What writes to a damaged file may fail as it likes, as long as it comes back. */
#define PERSONS_NO_WARN_UNUSED
#include "judge.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>

enum { variants_a_child = 25, longest_ms = 60000, most_workers = 16 };

typedef struct {
  counts total;
  long hangs, signals;
} tally;

typedef struct {
  knowledge *known;
  const good_files *good;
  tally *tally;
  const char *folder;
  uint64_t seed;
} run;

/* Judge variants in this process, telling of each that is done. */
static void judge_some(const run *self, long from, long to, long step, int pipe_end)
{
  for (long number = from; number < to; number += step) {
    variant made = make_variant(self->good, self->seed, number);
    judge_variant(self->known, &made, self->folder, number, &self->tally->total);
    forget_variant(&made);
    if (write(pipe_end, &number, sizeof number) != (ssize_t)sizeof number)
      _exit(1);
  }
  _exit(0);
}

/* One worker: children of a few variants each, watched. */
static void work(run self, long from, long count, long step)
{
  long next = from;
  while (next < count) {
    long end = next + variants_a_child * step, number;
    int ends[2], status;
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0)
      die("damage: %s", strerror(errno));
    if (child == 0) {
      close(ends[0]);
      judge_some(&self, next, end < count ? end : count, step, ends[1]);
    }
    close(ends[1]);
    for (;;) {
      struct pollfd done = {.fd = ends[0], .events = POLLIN};
      if (poll(&done, 1, longest_ms) == 0) {
        fprintf(stderr, "FAIL damage: variant %ld hangs: %s\n", next,
                make_variant(self.good, self.seed, next).what);
        self.tally->hangs++;
        kill(child, SIGKILL);
        next += step;
        break;
      }
      if (read(ends[0], &number, sizeof number) != (ssize_t)sizeof number)
        break;
      next = number + step;
    }
    close(ends[0]);
    if (waitpid(child, &status, 0) != child)
      die("damage: lost a child");
    if ((WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) || (WIFEXITED(status) && WEXITSTATUS(status))) {
      fprintf(stderr, "FAIL damage: variant %ld ends the process (%d): %s\n", next,
              WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status),
              make_variant(self.good, self.seed, next).what);
      self.tally->signals++;
      next += step;
    }
  }
}

static int report(const tally *tallies, int workers, long variants, double seconds)
{
  tally all = {0};
  long failed;
  for (int i = 0; i < workers; i++) {
    all.total.unharmed += tallies[i].total.unharmed;
    all.total.told += tallies[i].total.told;
    all.total.wrong += tallies[i].total.wrong;
    all.total.untold += tallies[i].total.untold;
    all.total.internal += tallies[i].total.internal;
    all.hangs += tallies[i].hangs;
    all.signals += tallies[i].signals;
  }
  failed = all.total.wrong + all.total.untold + all.total.internal + all.hangs + all.signals;
  printf("damage: %ld variants in %.1f s: %ld answered as before, %ld told; %ld signals, %ld hangs, "
         "%ld wrong values, %ld losses that nobody told, %ld called a fault of the library\n",
         variants, seconds, all.total.unharmed, all.total.told, all.signals, all.hangs,
         all.total.wrong, all.total.untold, all.total.internal);
  printf("%ld passed, %ld failed\n", variants - failed, failed);
  return failed != 0;
}

int main(int count, char **words)
{
  long variants = count > 1 ? strtol(words[1], NULL, 10) : 10000;
  uint64_t seed = seed_of(count > 2 ? words[2] : NULL);
  long first = count > 3 ? strtol(words[3], NULL, 10) : 0;
  int workers = (int)sysconf(_SC_NPROCESSORS_ONLN);
  char *folder = make_folder("persons-damage");
  int64_t begin = now_us();
  struct rlimit none = {0, 0};
  tally *tallies = mmap(NULL, sizeof(tally) * most_workers, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  knowledge *known;
  good_files good;
  if (workers > most_workers)
    workers = most_workers;
  setrlimit(RLIMIT_CORE, &none);
  if (tallies == MAP_FAILED || variants < 1)
    die("damage: cannot run %ld variants", variants);
  make_store(folder);
  good = (good_files){load(folder, "old.db"), load(folder, "closed.db"), load(folder, "killed.db"),
                      load(folder, "killed.db-wal")};
  known = learn(folder, &good);
  for (int i = 0; i < workers; i++) {
    pid_t worker = fork();
    if (worker < 0)
      die("damage: %s", strerror(errno));
    if (worker == 0) {
      char *place = text_of("%s/%d", folder, i);
      mkdir(place, 0700);
      work((run){known, &good, &tallies[i], place, seed}, first + i, first + variants, workers);
      _exit(0);
    }
  }
  for (int i = 0, status; i < workers; i++)
    if (wait(&status) < 0 || status != 0)
      die("damage: a worker failed");
  if (report(tallies, workers, variants, (double)(now_us() - begin) / 1e6)) {
    printf("damage: the files are kept in %s\n", folder);
    return 1;
  }
  remove_folder(folder);
  return 0;
}
