/* SPDX-License-Identifier: Apache-2.0 */
/* make bench, search: libpersons beside SQLite FTS5 on the same persons and queries, turn by turn. The folder holds
 * what make_data.py wrote; results go to results.tsv there. run.sh calls the modes in this order:
 *
 *     search import FOLDER     both import persons.ndjson on one CPU; the segment's building; sizes
 *     search query FOLDER      every class of queries, from the text to the finished JSON
 *     search memory FOLDER     anonymous memory of a process that searches
 *     search cold FOLDER       fresh processes: opening to the first answer
 *     search changes FOLDER    see changes.c; works on copies: changed.db, fts-changed.db
 */
#include "changes.h"
#include "fts.h"
#include "ours.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --------------------------------------------------------------- import -- */

static const query smith = {"", "smith", "", "", "", ""};

static double time_search(persons_directory *directory)
{
  double start = seconds();
  persons_free(ours_search(directory, &smith));
  return seconds() - start;
}

/* The first search less a normal one: what was left to build. */
static double time_building(persons_directory *directory)
{
  double first = time_search(directory), best = time_search(directory);
  for (int i = 0; i < 9 && best < 0.2; i++) {
    double again = time_search(directory);
    best = again < best ? again : best;
  }
  return first > best ? first - best : 0;
}

static void import_ours(const char *folder, long *persons)
{
  char *path = in_folder(folder, "people.db"), *data = in_folder(folder, "persons.ndjson"), *out;
  char *segment = in_folder(folder, "people.db-search");
  remove_store(path);
  double start = seconds();
  persons_directory *directory = ours_open(path);
  must(persons_import(directory, data, NULL, NULL, NULL, &out), &out, "import");
  double imported = seconds() - start;
  const char *rows = strstr(out, "\"created\":");
  *persons = rows ? atol(rows + 10) : 0;
  if (*persons == 0 || !strstr(out, "\"failed\":0"))
    stop("import", out);
  persons_free(out);
  double n = (double)*persons, built = time_building(directory);
  persons_close(directory);
  result_number("persons", "", n);
  result_number("import call", "libpersons", n / imported);
  result_number("import", "libpersons", n / (imported + built));
  result_number("built after import", "libpersons", built * 1e3);
  double segment_bytes = bytes_of(segment);
  result_number("segment", "libpersons", segment_bytes / n);
  result_number("disk", "libpersons", bytes_of(path) / n);
  unlink(segment);
  directory = ours_open(path);
  built = time_building(directory);
  persons_close(directory);
  if (segment_bytes > 0 && built > 0)
    result_number("build segment", "libpersons", n / built);
  free(path);
  free(data);
  free(segment);
}

static void import(const char *folder)
{
  long persons;
  char *path = in_folder(folder, "fts.db");
  stay_on_one_cpu();
  import_ours(folder, &persons);
  result_number("import", "fts", (double)persons / fts_import(folder));
  result_number("disk", "fts", bytes_of(path) / (double)persons);
  fts_import_ranked(folder);
  free(path);
}

/* ---------------------------------------------------------------- query -- */

static void run_ours(void *directory, const query *q) { persons_free(ours_search(directory, q)); }
static void run_fts(void *peer, const query *q) { fts_search(peer, q); }
static void run_fts_typo(void *peer, const query *q) { fts_typo(peer, q); }
static void run_ranked(void *peer, const query *q) { fts_ranked(peer, q); }

/* How often ours and the peer count the same, where ours did not widen; and how often it did. */
static void compare_totals(const char *name, const query_list *list, int n, persons_directory *directory, fts *peer)
{
  int same = 0, widened = 0;
  for (int i = 0; i < n; i++) {
    char *answer = ours_search(directory, &list->items[i]);
    if (ours_widened(answer)) {
      widened++;
    } else {
      fts_search(peer, &list->items[i]);
      same += ours_total(answer) == fts_total(peer);
    }
    persons_free(answer);
  }
  char label[64];
  snprintf(label, sizeof label, "%s widened", name);
  result_number(label, "libpersons", (double)widened / n);
  snprintf(label, sizeof label, "%s same total", name);
  result_number(label, "libpersons", n > widened ? (double)same / (n - widened) : -1);
}

static void query_class(int kind, const query_list *list, persons_directory *directory, fts *peer)
{
  enum { ENGINES = 3, ROUNDS = 3 };
  struct { const char *name; run_query run; void *engine; int queries; size_t n; double *times; } engines[ENGINES] = {
      {"libpersons", run_ours, directory, 0, 0, NULL},
      {"fts", kind == TYPO ? run_fts_typo : run_fts, peer, 0, 0, NULL},
      {"fts-bm25", run_ranked, peer, 0, 0, NULL}};
  int count = kind == TYPO ? 2 : ENGINES; /* bm25 has no answer to a typo */
  for (int e = 0; e < count; e++) {
    engines[e].queries = warm_up(list, engines[e].run, engines[e].engine, 1.2);
    engines[e].times = calloc((size_t)engines[e].queries * ROUNDS, sizeof(double));
    if (!engines[e].times)
      abort();
  }
  for (int round = 0; round < ROUNDS; round++)
    for (int i = 0; i < list->count; i++)
      for (int e = 0; e < count; e++) {
        if (i >= engines[e].queries)
          continue;
        double start = seconds();
        engines[e].run(engines[e].engine, &list->items[i]);
        engines[e].times[engines[e].n++] = seconds() - start;
      }
  for (int e = 0; e < count; e++) {
    result_times(class_names[kind], engines[e].name, engines[e].times, engines[e].n, engines[e].queries);
    free(engines[e].times);
  }
  int both = engines[0].queries < engines[1].queries ? engines[0].queries : engines[1].queries;
  compare_totals(class_names[kind], list, both < 300 ? both : 300, directory, peer);
}

static void query_all(const char *folder)
{
  query_list lists[CLASSES];
  read_queries(folder, lists);
  char *path = in_folder(folder, "people.db");
  persons_directory *directory = ours_open(path);
  fts *peer = fts_open(folder, "fts.db", 1);
  run_ours(directory, &smith); /* the segment, if it is not there */
  for (int kind = 0; kind < CLASSES; kind++)
    query_class(kind, &lists[kind], directory, peer);
  fts_close(peer);
  persons_close(directory);
  free(path);
}

/* --------------------------------------------------------- memory, cold -- */

static void memory(const char *folder)
{
  query_list lists[CLASSES];
  read_queries(folder, lists);
  char *path = in_folder(folder, "people.db");
  double before = anonymous_memory();
  persons_directory *directory = ours_open(path);
  double open = anonymous_memory();
  for (int kind = 0; kind < CLASSES; kind++)
    warm_up(&lists[kind], run_ours, directory, 2);
  double after = anonymous_memory();
  persons_close(directory);
  result_number("memory idle", "libpersons", open - before);
  result_number("memory searched", "libpersons", after - before);
  free(path);
}

/* In a fresh process: prints the µs from opening to the first answer. */
static void first_answer(const char *folder, int find)
{
  char *path = in_folder(folder, "people.db"), *out;
  double start = seconds();
  persons_directory *directory = ours_open(path);
  int status = find ? persons_find(directory, "{\"external_ref\":\"crm-0000777\"}", &out)
                    : persons_search(directory, "{\"query\":\"john smi\"}", &out);
  double took = seconds() - start;
  must(status, &out, "the first answer");
  printf("%.9f\n", took);
  persons_free(out);
  persons_close(directory);
  free(path);
}

static void cold(const char *program, const char *folder)
{
  enum { RUNS = 11 };
  static const char *const modes[] = {"first-find", "first-search"};
  for (int mode = 0; mode < 2; mode++) {
    double times[RUNS];
    for (int i = 0; i < RUNS; i++) {
      text_buffer command = {0};
      puts_to(&command, "'");
      puts_to(&command, program);
      puts_to(&command, "' ");
      puts_to(&command, modes[mode]);
      puts_to(&command, " '");
      puts_to(&command, folder);
      puts_to(&command, "'");
      FILE *child = popen(command.text, "r");
      if (!child || fscanf(child, "%lf", &times[i]) != 1 || pclose(child) != 0)
        stop("failed", command.text);
      free(command.text);
    }
    result_times(modes[mode], "libpersons", times, RUNS, RUNS);
  }
}

int main(int count, char **arguments)
{
  if (count != 3) {
    fprintf(stderr, "usage: search import|query|memory|cold|changes FOLDER\n");
    return 2;
  }
  const char *mode = arguments[1], *folder = arguments[2];
  if (!strcmp(mode, "reader")) {
    changes_reader(folder);
    return 0;
  }
  if (!strncmp(mode, "first-", 6)) {
    first_answer(folder, !strcmp(mode, "first-find"));
    return 0;
  }
  results_open(folder);
  if (!strcmp(mode, "import"))
    import(folder);
  else if (!strcmp(mode, "query"))
    query_all(folder);
  else if (!strcmp(mode, "memory"))
    memory(folder);
  else if (!strcmp(mode, "cold"))
    cold(arguments[0], folder);
  else if (!strcmp(mode, "changes"))
    changes(arguments[0], folder);
  else
    stop("no such mode", mode);
  return 0;
}
