/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program of the test and the shared object that fails its system calls tell
 * each other. It lies in memory that outlives the process that is failed.
 */
#ifndef FAULTS_CONTROL_H
#define FAULTS_CONTROL_H

#include "../../bindings/c/tests/support.h"

/* Kinds of calls, as bits: a fault is one error on some kinds of calls. */
typedef enum {
  call_open_to_read = 1 << 0,
  call_open_to_write = 1 << 1, /* of a file that is there */
  call_create = 1 << 2,
  call_read = 1 << 3,
  call_map = 1 << 4,
  call_write = 1 << 5,
  call_truncate = 1 << 6,
  call_sync = 1 << 7,
  call_name = 1 << 8,          /* rename, link */
  call_unlink = 1 << 9,
  call_lock = 1 << 10,         /* taking a lock; giving one back cannot fail */
  call_status = 1 << 11,       /* stat, fstat, lstat, access */
  call_open_folder = 1 << 12,
  call_sync_folder = 1 << 13
} call_kind;

/* In place of an errno: half of the bytes are written, once; after that the disk is full. */
enum { short_write = -1 };

typedef struct {
  char folder[200];  /* only calls on what is in it are counted and failed */
  unsigned kinds;    /* the call_kind bits that are counted and failed */
  int error;         /* the errno, or short_write */
  long at;           /* the number of the first call that fails, from 1 */
  int persists;      /* all calls after it fail too */
  long most_failed;  /* until so many have failed; 0: without end */
  int is_armed;
  long calls;        /* counted so far */
  long failed;
  unsigned last_kind; /* of the call that failed last */
  char last_call[24];
  char last_file[40]; /* the end of its path, which says what it is: "-wal" … */
  int log_unsynced;    /* the last sync of SQLite's log failed, and the log is still there */
  int log_unnamed;     /* the folder was not synced since the log was made in it */
  int folder_unsynced; /* the last sync of the folder failed */
} fault_control;

/* Set by the program, read by the shared object that is loaded before all others. Weak, so that
 * the program starts without that one and finds out that it must start again with it. */
extern fault_control *persons_fault_control __attribute__((weak));

#endif
