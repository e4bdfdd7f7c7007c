/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line says. */
#ifndef PERSONSD_OPTIONS_H
#define PERSONSD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  const char *file;       /* NULL: a stand-in makes its own */
  const char *play;       /* NULL: it is no stand-in */
  const char *listen;     /* "127.0.0.1:8080" */
  const char *access_log; /* NULL: none, "-": standard output */
  unsigned threads;
  unsigned timeout; /* seconds */
  unsigned connections;
  size_t most_body; /* bytes */
  bool read_only;
  bool create;
} options;

/* Read the command line. Ends the program after --help, --version and bad usage. */
void read_options(options *options, int count, char **words);

#endif
