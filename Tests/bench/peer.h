/* SPDX-License-Identifier: Apache-2.0 */
/* The peer: what a C programmer writes by hand over SQLite, jansson, xxHash and utf8proc, with the same
 * pragmas and the same JSON in and out, into the same file: persons_check finds nothing in it. It knows one
 * organization, one owner and no token, checks nothing that a caller could get wrong, and stops the program
 * when anything fails. */
#ifndef PERSONS_BENCH_PEER_H
#define PERSONS_BENCH_PEER_H

#include <stddef.h>
#include <stdint.h>

typedef struct peer peer;

/* Opens a file that libpersons made. */
peer *peer_open(const char *path);
void peer_close(peer *p);

/* The same JSON as persons_get, and as persons_find for a request with one attribute; released with
 * free(). */
char *peer_get(peer *p, const char *person_id);
char *peer_find(peer *p, const char *request);

/* Imports NDJSON, 2,000 lines a transaction. Returns how many persons were written. */
long peer_import(peer *p, const char *path);

/* Creates n persons from JSON requests in one transaction. */
void peer_create_many(peer *p, char **requests, size_t n);

#endif
