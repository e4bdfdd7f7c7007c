/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a thread did and what was acknowledged to it, sent to the parent process
 * through a pipe when the thread ends. The parent holds the file to it.
 */
#ifndef THREADS_TALLY_H
#define THREADS_TALLY_H

#include "../../bindings/c/tests/support.h"

enum { shared_persons = 8 };

typedef struct {
  int process;
  int thread;
  int alive;                 /* own persons that were created and not deleted */
  int keys[shared_persons];  /* the last acknowledged number in each shared person */
  int rsvps[shared_persons]; /* acknowledged answers of each shared person */
  long reads;
  long writes;
  long errors;
} tally;

/* The name of a thread's key in the customFields of the shared persons. */
static inline char *key_of(const tally *counts)
{
  return text_of("t%d_%d", counts->process, counts->thread);
}

#endif
