/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Power cuts: records what a run tells the disk, draws states in which a power cut could
 * have left it, and has the library open each.
 *
 *     power [states [seconds [seed]]]      default 20000 states, at most 75 s, seed of the clock
 *
 * First each mutant must be found out, and a relaxed run must lose its last commits in some state; these seconds do not
 * count. The shared object that records
 * lies beside the program. The parent never calls the library, so that a forked child is as fresh
 * as one after exec; a child opens a hundred states, one after the other.
 */
#include "../faults/begin_again.h"
#include "mutants.h"
#include "verify_state.h"
#include "workload.h"

#include <sys/wait.h>

enum {
  states_a_child = 100,
  states_a_recording = 5000,
  indexed_states_a_recording = 200,
  mutant_states = 4000,  /* within so many a mutant must be found out */
  relaxed_states = 300,  /* within so many a power cut must have taken a commit that was not synced */
  most_workers = 8,
  most_seconds_a_child = 600
};

/* What the children add up. */
typedef struct {
  long states;
  long found[state_kinds];
  long signals;
  long shortened;     /* states that are right, and without the last that was acknowledged */
  long most_taken;    /* acknowledged commits that one of them is without */
} tally;

typedef struct {
  recording *recording;
  timeline *timeline;
  tally *tally;
  const char *folder;
  const char *name;   /* of what is recorded, for complaints */
  int is_quiet;       /* a mutant: what is found is no fault */
  int is_relaxed;
  uint64_t random;
} replay;

static void add(long *counter)
{
  __atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST);
}

static void note_taken(tally *self, long taken)
{
  long most = __atomic_load_n(&self->most_taken, __ATOMIC_SEQ_CST);
  add(&self->shortened);
  while (taken > most && !__atomic_compare_exchange_n(&self->most_taken, &most, taken, 0, __ATOMIC_SEQ_CST,
                                                      __ATOMIC_SEQ_CST))
    ;
}

static long failures(const tally *self)
{
  long sum = self->signals;
  for (int i = state_right + 1; i < state_kinds; i++)
    sum += self->found[i];
  return sum;
}

/* -------------------------------------------------------------- recording -- */

static void wait_for(pid_t child, const char *what)
{
  int status;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
    die("power: %s failed", what);
}

static recording *record_run(const char *base, const mutant *by, int is_relaxed, uint64_t seed, int rows, int parts)
{
  recording *made = make_recording();
  char *folder = text_of("%s/recorded", base);
  pid_t child;
  snprintf(made->folder, sizeof made->folder, "%s", folder);
  made->is_relaxed = is_relaxed;
  if (by)
    mutate(made, by);
  empty_folder(folder);
  child = fork();
  if (child == 0) {
    alarm(most_seconds_a_child);
    persons_recording = made;
    record_workload(made->folder, seed, rows, parts);
    _exit(0);
  }
  wait_for(child, "the recorded run");
  remove_folder(folder);
  free(folder);
  return made;
}

static timeline *make_timeline(const char *base, const recording *from)
{
  timeline *made = reserve(sizeof *made);
  char *folder = text_of("%s/whole", base);
  pid_t child;
  find_commits(made, from);
  find_promises(made, from);
  child = fork();
  if (child == 0) {
    read_contents(made, from, folder);
    _exit(0);
  }
  wait_for(child, "reading the recorded run");
  if (made->commits == 0 || made->unreadable)
    die("power: of %d recorded commits %d cannot be read", made->commits, made->unreadable);
  find_needed(made, from);
  free(folder);
  return made;
}

/* ---------------------------------------------------------------- replaying -- */

static int by_size(const void *first, const void *second)
{
  long one = *(const long *)first, other = *(const long *)second;
  return (one > other) - (one < other);
}

/* Keep a state that was not right, as it was before the library opened it. */
static void keep_state(const replay *self, const disk *played, chance drawn, long at)
{
  char *kept = text_of("%s-failed-%ld", self->folder, at);
  empty_folder(kept);
  write_state(played, drawn, kept);
  fprintf(stderr, "     power: the state is kept in %s\n", kept);
  free(kept);
}

static void try_state(replay *self, const disk *played, long at, uint64_t seed, const char *folder)
{
  chance drawn = draw_chance(seed);
  state_check check = {.recording = self->recording, .timeline = self->timeline,
                       .folder = folder, .at = at};
  finding found;
  empty_folder(folder);
  write_state(played, drawn, folder);
  found = check_state(&check);
  add(&self->tally->states);
  if (found == state_right && check.taken > 0)
    note_taken(self->tally, check.taken);
  if (found == state_right)
    return;
  if (self->tally->found[found] < 3 && !self->is_quiet) {
    fprintf(stderr, "FAIL power: %s, after record %ld of %ld: %s\n", self->name, at,
            self->recording->count, check.said);
    keep_state(self, played, drawn, at);
  }
  add(&self->tally->found[found]);
}

/* The records of some kinds. */
static int list_records(const recording *from, record_kind first, record_kind last, long **list)
{
  int count = 0, room = 0;
  for (long i = 0; i < from->count; i++)
    if (from->records[i].kind >= first && from->records[i].kind <= last)
      push(list, &count, &room, i);
  return count;
}

/* Random moments, sorted. Most records are writes, so every second moment is at a sync, a change of
 * names or an acknowledgement, every fourth at a change of names, and every sixteenth behind an erasure. */
static void draw_moments(const recording *from, uint64_t *random, long *moments, int count)
{
  long *others = NULL, *names = NULL, *erasures = NULL;
  int other_count = list_records(from, did_sync, begins_copy, &others);
  int name_count = list_records(from, did_create, did_unlink, &names);
  int erasure_count = list_records(from, acknowledged_erasure, acknowledged_erasure, &erasures);
  for (int i = 0; i < count; i++) {
    switch (pick(random, 16)) {
    case 0: case 1: case 2: case 3:
      moments[i] = names[pick(random, (unsigned)name_count)] + (long)pick(random, 4);
      break;
    case 4: case 5: case 6:
      moments[i] = others[pick(random, (unsigned)other_count)] + (long)pick(random, 4);
      break;
    case 7:
      if (erasure_count) {
        moments[i] = erasures[pick(random, (unsigned)erasure_count)] + 1 + (long)pick(random, 4);
        break;
      }
      /* fall through */
    default:
      moments[i] = (long)(next_random(random) % (uint64_t)(from->count + 1));
    }
    if (moments[i] > from->count)
      moments[i] = from->count;
  }
  qsort(moments, (size_t)count, sizeof *moments, by_size);
  free(others);
  free(names);
  free(erasures);
}

/* Draw states at random moments, in the order of time. */
static void try_states(replay *self, int count, uint64_t seed)
{
  long moments[states_a_child], played = 0;
  disk *disk_now = make_disk(self->recording);
  char *folder = text_of("%s/state-%d", self->folder, (int)getpid());
  uint64_t random = seed | 1;
  draw_moments(self->recording, &random, moments, count);
  for (int i = 0; i < count; i++) {
    while (played < moments[i])
      play(disk_now, played++);
    try_state(self, disk_now, moments[i], next_random(&random), folder);
  }
  remove_folder(folder);
  free(folder);
  free_disk(disk_now);
}

static pid_t start_child(replay *self, int count)
{
  uint64_t seed = next_random(&self->random);
  pid_t child = fork();
  if (child < 0)
    die("power: cannot fork: %s", strerror(errno));
  if (child == 0) {
    alarm(most_seconds_a_child);
    try_states(self, count, seed);
    _exit(0);
  }
  return child;
}

static void take_end(replay *self)
{
  int status;
  if (wait(&status) < 0)
    die("power: cannot wait: %s", strerror(errno));
  if (status == 0)
    return;
  add(&self->tally->signals);
  if (!self->is_quiet)
    fprintf(stderr, "FAIL power: %s: a child ended with %s %d\n", self->name,
            WIFSIGNALED(status) ? "signal" : "status",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

/* Try so many states by several children, until the time is over or a mutant is found. */
static void try_all(replay *self, long states, int64_t end_us)
{
  int workers = (int)sysconf(_SC_NPROCESSORS_ONLN), running = 0;
  long begun = 0;
  if (workers > most_workers)
    workers = most_workers;
  while (begun < states && now_us() < end_us && !(self->is_quiet && failures(self->tally))) {
    int count = states - begun < states_a_child ? (int)(states - begun) : states_a_child;
    if (running == workers) {
      take_end(self);
      running--;
    }
    start_child(self, count);
    running++;
    begun += count;
  }
  for (; running > 0; running--)
    take_end(self);
}

/* ---------------------------------------------------------------- the parts -- */

/* Record a run, and try states of it. */
static void try_run(replay *self, const mutant *by, uint64_t seed, int rows, int parts, long states,
                    int64_t end_us)
{
  self->recording = record_run(self->folder, by, self->is_relaxed, seed, rows, parts);
  self->timeline = make_timeline(self->folder, self->recording);
  self->random = seed | 1;
  try_all(self, states, end_us);
  munmap(self->timeline, sizeof *self->timeline);
  free_recording(self->recording);
}

/*
 * With relaxed durability a power cut can take the last commits, and the replay must see that it does: else it would hold
 * nothing that full durability does not hold. Its states are counted with the others.
 */
static int sees_shortened(replay *self, uint64_t seed)
{
  long before = self->tally->shortened;
  self->name = "a small relaxed run";
  self->is_relaxed = 1;
  try_run(self, NULL, seed, 12, 24, relaxed_states, INT64_MAX);
  printf("power: relaxed: %ld of %d states are without the last acknowledged commits, at most %ld of them\n",
         self->tally->shortened - before, relaxed_states, self->tally->most_taken);
  fflush(stdout);
  return self->tally->shortened > before;
}

/* How many mutants survive. */
static int try_mutants(const char *folder, uint64_t seed)
{
  int survivors = 0;
  for (int i = 0; i < mutant_count; i++) {
    replay self = {.folder = folder, .name = all_mutants[i].name, .is_quiet = 1};
    int64_t begin = now_us();
    self.tally = reserve(sizeof *self.tally);
    try_run(&self, &all_mutants[i], seed + (uint64_t)i, 12, 16, mutant_states, INT64_MAX);
    if (failures(self.tally)) {
      printf("power: caught within %ld states: %s (%ld lost, %ld half, %ld unopened, %ld unsound; "
             "%ld traced; %.1f s)\n", self.tally->states, self.name, self.tally->found[state_lost],
             self.tally->found[state_half], self.tally->found[state_unopened],
             self.tally->found[state_unsound], self.tally->found[state_traced],
             (double)(now_us() - begin) / 1e6);
    } else {
      survivors++;
      printf("FAIL power: survived %ld states: %s\n", self.tally->states, self.name);
    }
    fflush(stdout);
    munmap(self.tally, sizeof *self.tally);
  }
  return survivors;
}

int main(int count, char **words)
{
  long states = count > 1 ? strtol(words[1], NULL, 10) : 20000;
  double seconds = count > 2 ? strtod(words[2], NULL) : 75;
  unsigned long long seed;
  int64_t begin = now_us(), end_us;
  replay self = {0};
  int survivors, recordings = 0, has_seen;
  long wrong;
  if (!&persons_recording)
    begin_again("recording.so", words);
  self.folder = make_folder_in_memory("persons-power");
  self.tally = reserve(sizeof *self.tally);
  seed = seed_of(count > 3 ? words[3] : NULL);
  survivors = try_mutants(self.folder, seed);
  has_seen = sees_shortened(&self, seed + 500);
  end_us = now_us() + (int64_t)(seconds * 1e6);
  for (; self.tally->states < states && now_us() < end_us && failures(self.tally) < 20;
       recordings++) {
    /* Every fourth with so many persons that the search index is a file: a state takes longer. */
    int has_index = recordings % 4 == 0;
    long left = states - self.tally->states;
    long some = has_index ? indexed_states_a_recording : states_a_recording;
    self.is_relaxed = recordings % 3 == 1;
    self.name = has_index ? "a run with a search index" : self.is_relaxed ? "a small relaxed run" : "a small run";
    try_run(&self, NULL, seed + 1000 + (uint64_t)recordings, has_index ? 1100 : 12,
            has_index ? 9 : 24, left < some ? left : some, end_us);
  }
  wrong = failures(self.tally);
  printf("power: %d recordings, %.1f s\n", recordings, (double)(now_us() - begin) / 1e6);
  printf("%ld states, %ld signals, %ld lost, %ld half-written, %ld not opened, %ld unsound, "
         "%ld with a trace of the erased; %d of %d mutants caught\n", self.tally->states, self.tally->signals,
         self.tally->found[state_lost], self.tally->found[state_half],
         self.tally->found[state_unopened], self.tally->found[state_unsound],
         self.tally->found[state_traced], mutant_count - survivors, mutant_count);
  if (!has_seen)
    printf("FAIL power: no power cut took a commit of a relaxed run\n");
  printf("%ld passed, %ld failed\n", self.tally->states - wrong + mutant_count - survivors + has_seen,
         wrong + survivors + !has_seen);
  remove_folder(self.folder);
  return wrong || survivors || !has_seen || self.tally->states == 0;
}
