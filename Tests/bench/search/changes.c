/* SPDX-License-Identifier: Apache-2.0 */
/* See changes.h.
 *
 * 5,000 updates of persons spread over the directory and 4,000 creates, ours and the peer's turn by turn; then 500
 * creates each followed by a search for the new person in this process, and 500 followed by one in another process.
 * After that, the queries of every class turn by turn in people.db, as it was loaded, and in the changed copy. */
#include "changes.h"

#include "fts.h"
#include "ours.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { UPDATES = 5000, CREATES = 4000, AT_ONCE = 500, ALL = UPDATES + CREATES + 2 * AT_ONCE };

static char **read_lines(const char *folder, const char *name)
{
  char *path = in_folder(folder, name), *line = NULL, **lines = calloc(ALL, sizeof *lines);
  FILE *file = fopen(path, "r");
  size_t size = 0;
  if (!file || !lines)
    stop("cannot be read", path);
  for (int i = 0; i < ALL; i++) {
    if (getline(&line, &size, file) <= 0)
      stop("has too few lines", path);
    line[strcspn(line, "\n")] = 0;
    lines[i] = strdup(line);
  }
  free(line);
  free(path);
  fclose(file);
  return lines;
}

enum { ID = 36 };
static const char before_id[] = "{\"personId\":\"";

/* The personId of every so many persons of persons.ndjson. */
static char (*read_ids(const char *folder))[ID + 1]
{
  char *path = in_folder(folder, "persons.ndjson"), *line = NULL;
  FILE *file = fopen(path, "r");
  size_t size = 0;
  long persons = 0, number = 0, taken = 0;
  char(*ids)[ID + 1] = calloc(UPDATES, sizeof *ids);
  if (!file || !ids)
    stop("cannot be read", path);
  while (getline(&line, &size, file) > 0)
    persons++;
  rewind(file);
  for (; taken < UPDATES && getline(&line, &size, file) > 0; number++)
    if (number * UPDATES / persons >= taken)
      memcpy(ids[taken++], line + sizeof before_id - 1, ID);
  if (taken < UPDATES)
    stop("has too few persons", path);
  free(line);
  free(path);
  fclose(file);
  return ids;
}

/* The record without its personId and externalRef, which stand first. */
static char *without_id(const char *json)
{
  const char *rest = strstr(json, "\"firstName\"");
  text_buffer b = {0};
  puts_to(&b, "{");
  puts_to(&b, rest);
  return b.text;
}

/* The record with a family name that nobody else has. */
static char *with_name(const char *json, const char *last)
{
  static const char key[] = "\"lastName\":\"";
  const char *value = strstr(json, key) + sizeof key - 1;
  text_buffer b = {0};
  put(&b, json, (size_t)(value - json));
  puts_to(&b, last);
  puts_to(&b, strchr(value, '"'));
  return b.text;
}

/* -------------------------------------------------------------- writing -- */

static void write_both(const char *folder, persons_directory *directory, char **records, char **words)
{
  static double ours[UPDATES], theirs[UPDATES];
  char(*ids)[ID + 1] = read_ids(folder), *out;
  fts *peer = fts_open(folder, "fts-changed.db", 0);
  for (int i = 0; i < UPDATES; i++) {
    char *record = without_id(records[i]);
    double start = seconds();
    must(persons_update(directory, ids[i], record, &out), &out, "update");
    double middle = seconds();
    fts_update(peer, ids[i], records[i], words[i]);
    theirs[i] = seconds() - middle;
    ours[i] = middle - start;
    persons_free(out);
    free(record);
  }
  result_times("update", "libpersons", ours, UPDATES, UPDATES);
  result_times("update", "fts", theirs, UPDATES, UPDATES);
  for (int i = 0; i < CREATES; i++) {
    double start = seconds();
    must(persons_create(directory, records[UPDATES + i], &out), &out, "create");
    double middle = seconds();
    fts_create(peer, records[UPDATES + i], words[UPDATES + i]);
    theirs[i] = seconds() - middle;
    ours[i] = middle - start;
    persons_free(out);
  }
  result_times("create", "libpersons", ours, CREATES, CREATES);
  result_times("create", "fts", theirs, CREATES, CREATES);
  fts_close(peer);
  free(ids);
}

/* ------------------------------------------------------ searching at once -- */

typedef struct { pid_t id; FILE *ask, *answer; } reader;

static reader start_reader(const char *program, const char *folder)
{
  int ask[2], answer[2];
  if (pipe(ask) != 0 || pipe(answer) != 0)
    stop("pipe", "failed");
  pid_t id = fork(); /* before this process opens a directory */
  if (id == 0) {
    dup2(ask[0], 0);
    dup2(answer[1], 1);
    close(ask[1]);
    close(answer[0]);
    execl(program, program, "reader", folder, (char *)NULL);
    _exit(127);
  }
  if (id < 0)
    stop("fork", "failed");
  close(ask[0]);
  close(answer[1]);
  return (reader){id, fdopen(ask[1], "w"), fdopen(answer[0], "r")};
}

static int found(persons_directory *directory, char *text)
{
  query q = {"", text, "", "", "", ""};
  char *answer = ours_search(directory, &q);
  int is = strstr(answer, text) != NULL;
  persons_free(answer);
  return is;
}

void changes_reader(const char *folder)
{
  char *path = in_folder(folder, "changed.db"), line[256];
  persons_directory *directory = ours_open(path);
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    puts(found(directory, line) ? "1" : "0");
    fflush(stdout);
  }
  persons_close(directory);
  free(path);
}

static int found_by(reader *r, const char *text)
{
  char line[16];
  fprintf(r->ask, "%s\n", text);
  fflush(r->ask);
  return fgets(line, sizeof line, r->answer) && *line == '1';
}

static void write_and_search(persons_directory *directory, reader *other, char **records)
{
  static double times[AT_ONCE], searches[AT_ONCE];
  found_by(other, "smith"); /* ready */
  for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
    for (int i = 0; i < AT_ONCE; i++) {
      int number = elsewhere * AT_ONCE + i;
      char last[32], *out;
      snprintf(last, sizeof last, "Xq%c%c%c%cova", 'a' + number / 676 % 26, 'a' + number / 26 % 26, 'a' + number % 26,
               'a' + number * 7 % 26);
      char *record = with_name(records[number], last);
      double start = seconds();
      must(persons_create(directory, record, &out), &out, "create");
      double middle = seconds();
      int is = elsewhere ? found_by(other, last) : found(directory, last);
      times[i] = seconds() - start;
      searches[i] = seconds() - middle;
      if (!is)
        stop("a new person is not found at once", record);
      persons_free(out);
      free(record);
    }
    result_times(elsewhere ? "create, find elsewhere" : "create, find here", "libpersons", times, AT_ONCE, AT_ONCE);
    result_times(elsewhere ? "find new elsewhere" : "find new here", "libpersons", searches, AT_ONCE, AT_ONCE);
  }
}

/* ------------------------------------------------------------- the delta -- */

static void run_ours(void *directory, const query *q) { persons_free(ours_search(directory, q)); }

static void compare_queries(const char *folder, persons_directory *changed)
{
  enum { ROUNDS = 2 };
  query_list lists[CLASSES];
  read_queries(folder, lists);
  char *path = in_folder(folder, "people.db");
  persons_directory *directories[2] = {ours_open(path), changed};
  for (int kind = 0; kind < CLASSES; kind++) {
    const query_list *list = &lists[kind];
    int n = warm_up(list, run_ours, directories[0], 1), other = warm_up(list, run_ours, directories[1], 1);
    n = other < n ? other : n;
    double *times[2] = {calloc((size_t)n * ROUNDS, sizeof(double)), calloc((size_t)n * ROUNDS, sizeof(double))};
    if (!times[0] || !times[1])
      abort();
    for (int round = 0; round < ROUNDS; round++)
      for (int i = 0; i < n; i++)
        for (int turn = 0; turn < 2; turn++) {
          int which = (i + turn) % 2;
          double start = seconds();
          run_ours(directories[which], &list->items[i]);
          times[which][round * n + i] = seconds() - start;
        }
    for (int which = 0; which < 2; which++) {
      char name[64];
      snprintf(name, sizeof name, "%s %s", class_names[kind], which ? "changed" : "loaded");
      result_times(name, "libpersons", times[which], (size_t)n * ROUNDS, n);
      free(times[which]);
    }
  }
  persons_close(directories[0]);
  free(path);
}

void changes(const char *program, const char *folder)
{
  reader other = start_reader(program, folder);
  char *path = in_folder(folder, "changed.db");
  char **records = read_lines(folder, "changes.ndjson"), **words = read_lines(folder, "changes.tsv");
  persons_directory *directory = ours_open(path);
  query smith = {"", "smith", "", "", "", ""};
  run_ours(directory, &smith);
  write_both(folder, directory, records, words);
  write_and_search(directory, &other, records + UPDATES + CREATES);
  fclose(other.ask);
  fclose(other.answer);
  waitpid(other.id, NULL, 0);
  compare_queries(folder, directory);
  persons_close(directory);
  for (int i = 0; i < ALL; i++) {
    free(records[i]);
    free(words[i]);
  }
  free(records);
  free(words);
  free(path);
}
