/* SPDX-License-Identifier: Apache-2.0 */
/* libpersons as the benchmark uses it. */
#ifndef PERSONS_BENCH_OURS_H
#define PERSONS_BENCH_OURS_H

#include "measure.h"

#include <persons.h>

/* Stops the program when the status is not PERSONS_OK. */
void must(int status, char **out, const char *what);

persons_directory *ours_open(const char *path);

/* From the text of the query to the finished JSON, released with persons_free(). */
char *ours_search(persons_directory *directory, const query *q);

/* What a search answered. */
long ours_total(const char *answer);
int ours_widened(const char *answer);

#endif
