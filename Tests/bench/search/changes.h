/* SPDX-License-Identifier: Apache-2.0 */
/* What changes cost: 10,000 of them, one durable call each, beside SQLite FTS5, and the searches after them. */
#ifndef PERSONS_BENCH_CHANGES_H
#define PERSONS_BENCH_CHANGES_H

/* Changes changed.db and fts-changed.db, copies of people.db and fts.db; `program` is this program. */
void changes(const char *program, const char *folder);

/* In a process of its own: searches for each line of the standard input in changed.db and answers whether somebody
 * was found. */
void changes_reader(const char *folder);

#endif
