/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal of a thread: a line for each write on its own persons that was acknowledged, in a file beside the directory.
 * Afterwards the file is read again, and what it says is held to what is there.
 */
#ifndef THREADS_JOURNAL_H
#define THREADS_JOURNAL_H

#include "tally.h"

enum { identifier_room = 40 };

static inline FILE *open_journal(const char *path, const tally *counts, const char *mode)
{
  char *name = text_of("%s-journal-%d-%d", path, counts->process, counts->thread);
  FILE *journal = fopen(name, mode);
  if (!journal)
    die("cannot open %s: %s", name, strerror(errno));
  free(name);
  return journal;
}

/* The word that only this own person has; all are of one length for a process. */
static inline char *own_word(const tally *counts, int number)
{
  return text_of("w%02dx%02dx%06d", counts->process, counts->thread, number);
}

/* What the journal says of one own person in the end. */
typedef struct {
  char id[identifier_room];
  int town;      /* -1: none */
  int is_alive;
} journal_entry;

/* Read a journal; entries by the number of the person, how many in *count. Released with free. */
static inline journal_entry *read_journal(const char *path, const tally *counts, int *count)
{
  FILE *journal = open_journal(path, counts, "re");
  journal_entry *entries = NULL;
  char kind, word[identifier_room];
  int number;
  *count = 0;
  while (fscanf(journal, " %c %d %39s", &kind, &number, word) == 3) {
    if (number >= *count) {
      entries = realloc(entries, (size_t)(number + 1) * sizeof *entries);
      if (!entries)
        die("out of memory");
      memset(entries + *count, 0, (size_t)(number + 1 - *count) * sizeof *entries);
      *count = number + 1;
    }
    entries[number].is_alive = kind != 'd';
    if (kind == 'c') {
      snprintf(entries[number].id, sizeof entries[number].id, "%s", word);
      entries[number].town = -1;
    }
    if (kind == 'u')
      entries[number].town = atoi(word);
  }
  if (!feof(journal))
    die("a journal cannot be read");
  fclose(journal);
  return entries;
}

#endif
