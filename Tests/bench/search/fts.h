/* SPDX-License-Identifier: Apache-2.0 */
/* The peer: what a C programmer writes by hand over SQLite and FTS5 for the same answers. It is given the words of
 * every person, folded, by make_data.py, so that it has no work of its own with them. */
#ifndef PERSONS_BENCH_FTS_H
#define PERSONS_BENCH_FTS_H

#include "measure.h"

typedef struct fts fts;

/* Makes fts.db from persons.ndjson and words.tsv: records, keys, a full-text index without positions, and the list
 * of words that fts_typo needs. Returns the seconds that took. */
double fts_import(const char *folder);

/* Makes fts-ranked.db: an index with positions and lengths, for bm25. Needs fts.db. */
void fts_import_ranked(const char *folder);

/* Opens folder/name; with ranked also fts-ranked.db. */
fts *fts_open(const char *folder, const char *name, int ranked);
void fts_close(fts *f);

/* Each from the text of a query to {"persons":[…],"total":n} with at most ten persons; valid until the next call.
 * fts_typo looks for every word with one edit in the list of words, and for those it has found. */
const char *fts_search(fts *f, const query *q);
const char *fts_ranked(fts *f, const query *q);
const char *fts_typo(fts *f, const query *q);
long fts_total(const fts *f); /* of the last answer */

/* One durable transaction each; `line` is the line of changes.tsv. */
void fts_create(fts *f, const char *json, const char *line);
void fts_update(fts *f, const char *id, const char *json, const char *line);

#endif
