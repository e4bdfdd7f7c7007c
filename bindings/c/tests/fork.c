/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What fork() means to a handle: in the child every kind of call with a handle of
 * the parent answers PERSONS_MISUSE, quickly and without harm, and the parent goes
 * on; a child of a process that has nothing open works, and so does one after exec.
 * The parent is forked while it has a file, a memory or a service open, while its
 * threads read, write, open and close, and from inside a callback.
 *
 *     fork                  the whole test
 *     fork --fresh FILE     the part of the child after exec
 */
#include "answer.h"

#include <persons.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/wait.h>

static const char a_person[] =
    "{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"email\":\"ada@example.org\"}";

/* Seconds until what hangs is ended; what does not hang takes a few milliseconds. */
enum { longest = 120 };

/* The child says what is wrong and goes on, to show everything at once. */
static int wrong_answers;

static void expect(const char *call, int status, int wanted)
{
  if (status == wanted)
    return;
  wrong_answers++;
  fprintf(stderr, "FAIL fork: %s answered %s, not %s\n", call, persons_status_name(status),
          persons_status_name(wanted));
}

static char *said;

#define SAID (&said)

static void expect_type(const char *call, int status, int wanted, const char *type)
{
  json_t *answer = take_answer(said);
  said = NULL;
  expect(call, status, wanted);
  if (strcmp(string_at(answer, "error.type"), type) != 0) {
    wrong_answers++;
    fprintf(stderr, "FAIL fork: %s is of the type %s, not %s\n", call, string_at(answer, "error.type"), type);
  }
  json_decref(answer);
}

/* The call is written with SAID as its last argument. */
#define FORKED(call) expect_type(#call, (call), PERSONS_MISUSE, "forked")

/* Every call with the parent's handle. */
static void misuse_reading_and_writing(persons_directory *d)
{
  expect("persons_interrupt", persons_interrupt(d), PERSONS_MISUSE);
  FORKED(persons_find(d, "{}", SAID));
  FORKED(persons_list(d, NULL, SAID));
  FORKED(persons_search(d, "{\"query\":\"ada\"}", SAID));
  FORKED(persons_get(d, "p1", SAID));
  FORKED(persons_create(d, a_person, SAID));
  FORKED(persons_update(d, "p1", "{}", SAID));
  FORKED(persons_delete(d, "p1", SAID));
  FORKED(persons_upsert(d, "{\"persons\":[]}", SAID));
  FORKED(persons_put_group(d, "{}", SAID));
  FORKED(persons_list_groups(d, NULL, SAID));
  FORKED(persons_delete_group(d, "g1", SAID));
  FORKED(persons_put_event(d, "{\"name\":\"Meeting\"}", SAID));
  FORKED(persons_list_events(d, NULL, SAID));
  FORKED(persons_record_rsvp(d, "{}", SAID));
}

static void misuse_the_rest(persons_directory *d)
{
  int http_status = 0;
  FORKED(persons_put_organization(d, "{\"slug\":\"acme\"}", SAID));
  FORKED(persons_list_organizations(d, NULL, SAID));
  FORKED(persons_issue_token(d, NULL, SAID));
  FORKED(persons_list_tokens(d, NULL, SAID));
  FORKED(persons_revoke_token(d, "t1", SAID));
  FORKED(persons_import(d, "/nowhere/rows.ndjson", NULL, NULL, NULL, SAID));
  FORKED(persons_export(d, "/nowhere/out.ndjson", NULL, NULL, NULL, SAID));
  FORKED(persons_changes(d, 0, SAID));
  FORKED(persons_check(d, SAID));
  FORKED(persons_backup(d, "/nowhere/copy.db", SAID));
  FORKED(persons_erase(d, "p1", SAID));
  FORKED(persons_stats(d, SAID));
  FORKED(persons_respond(d, "GET", "/person", NULL, NULL, 0, &http_status, NULL, SAID));
}

/* The child of a process that has a file open. */
static void be_forked_child(persons_directory *parents, char *parents_text, const char *path)
{
  persons_directory *mine = parents;
  alarm(longest); /* a call that waits for a lock of the parent would wait for ever */
  misuse_reading_and_writing(parents);
  misuse_the_rest(parents);
  FORKED(persons_open(path, NULL, &mine, SAID));
  if (mine)
    expect("the handle after a failed open is not NULL", PERSONS_OK, PERSONS_MISUSE);
  persons_close(parents);
  persons_free(parents_text);
  if (strcmp(persons_version(), PERSONS_VERSION) != 0)
    wrong_answers++;
  _exit(wrong_answers ? 1 : 0);
}

/* The child of a process that has nothing open, and the one after exec. */
static int open_and_write(const char *path)
{
  persons_directory *directory;
  int status = persons_open(path, NULL, &directory, NULL);
  expect("persons_open in a fresh process", status, PERSONS_OK);
  if (status != PERSONS_OK)
    return 1;
  expect("persons_create in a fresh process", persons_create(directory, a_person, NULL),
         PERSONS_OK);
  persons_close(directory);
  return wrong_answers ? 1 : 0;
}

static void wait_for(pid_t child, const char *what)
{
  int status;
  if (child < 0 || waitpid(child, &status, 0) != child)
    die("cannot fork: %s", strerror(errno));
  if (WIFSIGNALED(status))
    die("FAIL fork: %s ended by signal %d", what, WTERMSIG(status));
  if (WEXITSTATUS(status) != 0)
    die("FAIL fork: %s failed", what);
}

static persons_directory *open_or_die(const char *path)
{
  persons_directory *directory;
  if (persons_open(path, NULL, &directory, NULL) != PERSONS_OK)
    die("FAIL fork: cannot open a directory");
  return directory;
}

/* Threads of the parent that write and read while it forks. */
typedef struct {
  persons_directory *directory;
  atomic_int stop;
  atomic_int failures;
  atomic_int calls;
} busy_work;

static void *keep_busy(void *argument)
{
  busy_work *work = argument;
  while (!atomic_load(&work->stop)) {
    if (persons_create(work->directory, a_person, NULL) != PERSONS_OK ||
        persons_search(work->directory, "{\"query\":\"love\"}", NULL) != PERSONS_OK)
      atomic_fetch_add(&work->failures, 1);
    atomic_fetch_add(&work->calls, 1);
  }
  return NULL;
}

/* Fork again and again, each time when the threads that do the work have moved on. */
static void fork_at_work(busy_work *work, const char *path, const char *who)
{
  for (int round = 0; round < 30; round++) {
    pid_t child;
    int calls = atomic_load(&work->calls);
    while (atomic_load(&work->calls) == calls && !atomic_load(&work->failures))
      sched_yield();
    child = fork();
    if (child == 0)
      be_forked_child(work->directory, NULL, path);
    wait_for(child, who);
  }
  atomic_store(&work->stop, 1);
}

static void fork_while_busy(persons_directory *directory, const char *path)
{
  busy_work work = {.directory = directory};
  pthread_t threads[3];
  for (int i = 0; i < 3; i++)
    if (pthread_create(&threads[i], NULL, keep_busy, &work) != 0)
      die("cannot start a thread");
  fork_at_work(&work, path, "a child of a busy process");
  for (int i = 0; i < 3; i++)
    pthread_join(threads[i], NULL);
  if (atomic_load(&work.failures))
    die("FAIL fork: calls of the parent failed while it forked");
}

/* What is open is no file: the child can use it as little. */
static void fork_with_open(const char *location, const char *options, const char *path)
{
  persons_directory *directory;
  pid_t child;
  if (persons_open(location, options, &directory, NULL) != PERSONS_OK)
    die("FAIL fork: cannot open %s", location);
  child = fork();
  if (child == 0)
    be_forked_child(directory, NULL, path);
  wait_for(child, location);
  expect("persons_interrupt of the parent", persons_interrupt(directory), PERSONS_OK);
  persons_close(directory);
}

/* Open and close another directory, again and again. */
static void *keep_opening(void *argument)
{
  busy_work *work = argument;
  while (!atomic_load(&work->stop)) {
    persons_directory *directory = NULL;
    if (persons_open(":memory:", NULL, &directory, NULL) != PERSONS_OK)
      atomic_fetch_add(&work->failures, 1);
    persons_close(directory);
    atomic_fetch_add(&work->calls, 1);
  }
  return NULL;
}

static void fork_while_opening(persons_directory *directory, const char *path)
{
  busy_work work = {.directory = directory};
  pthread_t thread;
  if (pthread_create(&thread, NULL, keep_opening, &work) != 0)
    die("cannot start a thread");
  fork_at_work(&work, path, "a child of a process that opens and closes");
  pthread_join(thread, NULL);
  if (atomic_load(&work.failures))
    die("FAIL fork: the parent could not open while it forked");
}

typedef struct {
  persons_directory *directory;
  const char *path;
} callback_state;

/* In the middle of a call of this very thread. */
static int fork_in_callback(void *context, int64_t done, int64_t bytes, int64_t total)
{
  callback_state *state = context;
  pid_t child = fork();
  (void)done;
  (void)bytes;
  (void)total;
  if (child == 0)
    be_forked_child(state->directory, NULL, state->path);
  wait_for(child, "a child of a callback");
  return 0;
}

static void fork_from_callbacks(persons_directory *directory, const char *path, const char *folder)
{
  callback_state state = {directory, path};
  char *out = text_of("%s/out.ndjson", folder);
  expect("persons_export that forks", persons_export(directory, out, NULL, fork_in_callback, &state, NULL), PERSONS_OK);
  expect("persons_import that forks", persons_import(directory, out, NULL, fork_in_callback, &state, NULL), PERSONS_OK);
  free(out);
}

static void fork_with_a_file_open(char *self, const char *path, const char *folder)
{
  persons_directory *directory = open_or_die(path);
  char *out = NULL;
  pid_t child;
  if (persons_create(directory, a_person, &out) != PERSONS_OK)
    die("FAIL fork: cannot create a person");
  child = fork();
  if (child == 0)
    be_forked_child(directory, out, path);
  wait_for(child, "the child");
  persons_free(out);
  expect("persons_create of the parent", persons_create(directory, a_person, NULL), PERSONS_OK);
  child = fork();
  if (child == 0) {
    execl("/proc/self/exe", self, "--fresh", path, (char *)NULL);
    _exit(127);
  }
  wait_for(child, "the child after exec");
  fork_while_busy(directory, path);
  fork_while_opening(directory, path);
  fork_from_callbacks(directory, path, folder);
  expect("persons_check of the parent", persons_check(directory, NULL), PERSONS_OK);
  persons_close(directory);
}

static pthread_barrier_t all_are_ready;

/* The first calls of a process, made by all of its threads at the same moment. */
static void *call_at_once(void *directory)
{
  pthread_barrier_wait(&all_are_ready);
  return (void *)(intptr_t)(persons_search(directory, "{\"query\":\"lovelcae\"}", NULL) ||
                            persons_create(directory, a_person, NULL));
}

static int call_from_threads(const char *path)
{
  persons_directory *directory;
  pthread_t threads[3];
  int failed;
  alarm(longest); /* a thread that waits for a lock of the parent would wait for ever */
  if (persons_open(path, NULL, &directory, NULL) != PERSONS_OK)
    return 1;
  pthread_barrier_init(&all_are_ready, NULL, 4);
  for (int i = 0; i < 3; i++)
    if (pthread_create(&threads[i], NULL, call_at_once, directory) != 0)
      return 1;
  failed = call_at_once(directory) != NULL;
  for (int i = 0; i < 3; i++) {
    void *result;
    pthread_join(threads[i], &result);
    failed |= result != NULL;
  }
  persons_close(directory);
  return failed;
}

/* A server that forks its workers, each of which has threads. Nothing was called before, so all of the library's
   values are still to be made. */
static void fork_into_threads(const char *path)
{
  for (int round = 0; round < 100; round++) {
    pid_t child = fork();
    if (child == 0)
      _exit(call_from_threads(path));
    wait_for(child, "a child with threads");
  }
}

int main(int count, char **words)
{
  char *folder, *path;
  pid_t child;
  if (count == 3 && strcmp(words[1], "--fresh") == 0)
    return open_and_write(words[2]);
  folder = make_folder("persons-fork");
  path = text_of("%s/people.db", folder);
  child = fork();
  if (child == 0)
    _exit(open_and_write(path));
  wait_for(child, "a child forked before anything was opened");
  fork_into_threads(path);
  fork_with_a_file_open(words[0], path, folder);
  fork_with_open(":memory:", NULL, path);
  fork_with_open("https://127.0.0.1:9", "{\"token\":\"t\"}", path);
  child = fork();
  if (child == 0)
    _exit(open_and_write(path));
  wait_for(child, "a child forked after everything was closed");
  remove_folder(folder);
  if (!wrong_answers)
    puts("fork: children answer MISUSE, the parent goes on");
  return wrong_answers ? 1 : 0;
}
