/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For programs that need a shared object before libc: begin again with it, from the folder of
 * the program; and a folder in memory, where nothing waits for a disk.
 */
#ifndef FAULTS_BEGIN_AGAIN_H
#define FAULTS_BEGIN_AGAIN_H

#include "../../bindings/c/tests/support.h"

static inline void begin_again(const char *object_name, char **words)
{
  char self[4000], *object;
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length <= 0)
    die("%s cannot find itself", words[0]);
  self[length] = 0;
  object = text_of("%.*s/%s", (int)(strrchr(self, '/') - self), self, object_name);
  if (getenv("LD_PRELOAD") || access(object, R_OK) != 0)
    die("%s cannot be loaded", object);
  setenv("LD_PRELOAD", object, 1);
  execv(self, words);
  die("%s cannot begin again: %s", words[0], strerror(errno));
}

/* A folder in memory where the machine has one and nobody asked for another; see make_folder. */
static inline char *make_folder_in_memory(const char *name)
{
  if (!getenv("TMPDIR") && access("/dev/shm", W_OK) == 0)
    setenv("TMPDIR", "/dev/shm", 1);
  return make_folder(name);
}

#endif
