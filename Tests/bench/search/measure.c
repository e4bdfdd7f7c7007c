/* SPDX-License-Identifier: Apache-2.0 */
/* See measure.h. */
#include "measure.h"

#include <glob.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

const char *const class_names[CLASSES] = {"px1", "px2", "px3", "px4", "px5", "px6", "full", "filter", "typo", "nick"};

static FILE *results;

void stop(const char *what, const char *detail)
{
  fprintf(stderr, "search: %s: %s\n", what, detail ? detail : "");
  exit(1);
}

void stay_on_one_cpu(void)
{
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET((size_t)sched_getcpu(), &one);
  sched_setaffinity(0, sizeof one, &one);
}

double anonymous_memory(void)
{
  char line[256];
  double kilobytes = 0;
  FILE *file = fopen("/proc/self/status", "r");
  if (!file)
    stop("memory", "/proc/self/status cannot be read");
  while (fgets(line, sizeof line, file))
    sscanf(line, "RssAnon: %lf", &kilobytes);
  fclose(file);
  return kilobytes / 1024;
}

double bytes_of(const char *path)
{
  glob_t found;
  struct stat status;
  double bytes = 0;
  text_buffer pattern = {0};
  puts_to(&pattern, path);
  puts_to(&pattern, "*");
  if (glob(pattern.text, 0, NULL, &found) == 0) {
    for (size_t i = 0; i < found.gl_pathc; i++)
      if (stat(found.gl_pathv[i], &status) == 0)
        bytes += (double)status.st_size;
    globfree(&found);
  }
  free(pattern.text);
  return bytes;
}

char *in_folder(const char *folder, const char *name)
{
  text_buffer path = {0};
  puts_to(&path, folder);
  puts_to(&path, "/");
  puts_to(&path, name);
  return path.text;
}

/* -------------------------------------------------------------- queries -- */

void read_queries(const char *folder, query_list lists[CLASSES])
{
  char *path = in_folder(folder, "queries.tsv"), *line = NULL;
  FILE *file = fopen(path, "r");
  size_t size = 0;
  if (!file)
    stop("cannot be read", path);
  memset(lists, 0, CLASSES * sizeof *lists);
  while (getline(&line, &size, file) > 0) {
    line[strcspn(line, "\n")] = 0;
    char *rest = strdup(line), *columns[6];
    for (int i = 0; i < 6; i++) {
      columns[i] = strsep(&rest, "\t");
      if (!columns[i])
        stop("a query is not whole", line);
    }
    for (int i = 0; i < CLASSES; i++)
      if (!strcmp(columns[0], class_names[i])) {
        query_list *list = &lists[i];
        list->items = realloc(list->items, (size_t)(list->count + 1) * sizeof *list->items);
        if (!list->items)
          abort();
        list->items[list->count++] =
            (query){columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]};
      }
  }
  free(line);
  free(path);
  fclose(file);
}

int warm_up(const query_list *list, run_query run, void *engine, double budget)
{
  double start = seconds();
  int n = 0;
  while (n < list->count && (n < 8 || seconds() - start < budget))
    run(engine, &list->items[n++]);
  return n;
}

/* -------------------------------------------------------------- results -- */

void results_open(const char *folder)
{
  char *path = in_folder(folder, "results.tsv");
  results = fopen(path, "a");
  if (!results)
    stop("cannot be written", path);
  free(path);
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double result_times(const char *name, const char *engine, double *times, size_t n, int queries)
{
  double sum = 0;
  qsort(times, n, sizeof *times, compare);
  for (size_t i = 0; i < n; i++)
    sum += times[i];
  double p50 = times[n / 2] * 1e6, p99 = times[n * 99 / 100] * 1e6, mean = sum / (double)n * 1e6;
  fprintf(results, "times\t%s\t%s\t%.3f\t%.3f\t%.3f\t%d\n", name, engine, p50, p99, mean, queries);
  fflush(results);
  fprintf(stderr, "%-22s %-14s p50 %10.1f  p99 %10.1f  mean %10.1f us  (%d)\n", name, engine, p50, p99, mean, queries);
  return mean;
}

void result_number(const char *name, const char *engine, double value)
{
  fprintf(results, "number\t%s\t%s\t%.4f\n", name, engine, value);
  fflush(results);
  fprintf(stderr, "%-22s %-14s %.2f\n", name, engine, value);
}
