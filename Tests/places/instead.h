/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a machine can answer and this one does not: functions of libc that stand in this program, before libc's own, and
 * that answer otherwise when a test asks for it. The library finds these too.
 */
#ifndef PLACES_INSTEAD_H
#define PLACES_INSTEAD_H

#include "place.h"

#include <dlfcn.h>
#include <sys/vfs.h>

static struct {
  const char *folder;       /* whose file system is said to be of the kind `file_system`, or to fail with `error` */
  unsigned file_system;
  int error;
  const char *library;      /* that is not there, or that is `another_library` */
  const char *another_library;
  size_t most_grown;        /* bytes to which realloc may grow anything; 0: as libc does */
  int asked;                /* how often a function here answered otherwise */
} instead;

int statfs(const char *path, struct statfs *status)
{
  int (*behind)(const char *, struct statfs *) = NULL;
  int result;
  *(void **)&behind = dlsym(RTLD_NEXT, "statfs");
  result = behind(path, status);
  if (!instead.folder || strcmp(path, instead.folder) != 0)
    return result;
  instead.asked++;
  if (instead.error) {
    errno = instead.error;
    return -1;
  }
  status->f_type = (__fsword_t)instead.file_system;
  return result;
}

void *dlopen(const char *name, int flags)
{
  void *(*behind)(const char *, int) = NULL;
  *(void **)&behind = dlsym(RTLD_NEXT, "dlopen");
  if (!instead.library || !name || strcmp(name, instead.library) != 0)
    return behind(name, flags);
  instead.asked++;
  return instead.another_library ? behind(instead.another_library, flags) : NULL;
}

/* The texts that the library hands out grow by realloc; what Swift allocates for itself does not come by here. */
void *realloc(void *memory, size_t size)
{
  static void *(*behind)(void *, size_t);
  if (!behind)
    *(void **)&behind = dlsym(RTLD_NEXT, "realloc");
  if (!instead.most_grown || size <= instead.most_grown)
    return behind(memory, size);
  instead.asked++;
  errno = ENOMEM;
  return NULL;
}

#endif
