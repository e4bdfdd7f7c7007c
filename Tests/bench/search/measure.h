/* SPDX-License-Identifier: Apache-2.0 */
/* Percentiles, memory, the queries, and the file of results that table.py prints. */
#ifndef PERSONS_BENCH_MEASURE_H
#define PERSONS_BENCH_MEASURE_H

#include "../shared.h"

_Noreturn void stop(const char *what, const char *detail);

/* Keeps the process on the CPU that it runs on. */
void stay_on_one_cpu(void);

/* Anonymous memory of this process in MiB. */
double anonymous_memory(void);

/* The bytes of all files whose path begins so. */
double bytes_of(const char *path);

/* "folder/name", released with free(). */
char *in_folder(const char *folder, const char *name);

/* -------------------------------------------------------------- queries -- */

typedef struct { char *kind, *text, *city, *state, *city_word, *state_word; } query;
typedef struct { query *items; int count; } query_list;

/* The classes in the order of the table. */
enum { CLASSES = 10, FULL = 6, FILTER = 7, TYPO = 8, NICK = 9 };
extern const char *const class_names[CLASSES];

/* Reads queries.tsv into a list for each class. */
void read_queries(const char *folder, query_list lists[CLASSES]);

/* -------------------------------------------------------------- results -- */

/* Opens FOLDER/results.tsv to append. */
void results_open(const char *folder);

/* Times of one engine in seconds; sorts them. Writes p50, p99 and mean in µs. */
double result_times(const char *name, const char *engine, double *times, size_t n, int queries);
void result_number(const char *name, const char *engine, double value);

/* The number of queries of a list that run in about `budget` seconds, at least 8. Warms up at that. */
typedef void (*run_query)(void *engine, const query *q);
int warm_up(const query_list *list, run_query run, void *engine, double budget);

#endif
