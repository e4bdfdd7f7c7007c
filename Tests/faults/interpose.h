/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For shared objects that stand before libc: the function behind a name, and which
 * descriptors belong to files of the store that is tested.
 */
#ifndef FAULTS_INTERPOSE_H
#define FAULTS_INTERPOSE_H

#include "../../bindings/c/tests/support.h"

#include <dlfcn.h>

/* Find the function that this one stands before, once. */
#define BEHIND(pointer, name)                                  \
  do {                                                         \
    if (!(pointer))                                            \
      *(void **)&(pointer) = dlsym(RTLD_NEXT, name);           \
  } while (0)

enum { most_descriptors = 1024 };

/* What is open: the whole path, or nothing for what is none of ours. */
static char *open_paths[most_descriptors];

static inline const char *path_of(int descriptor)
{
  return descriptor >= 0 && descriptor < most_descriptors ? open_paths[descriptor] : NULL;
}

static inline void note_closed(int descriptor)
{
  if (descriptor >= 0 && descriptor < most_descriptors) {
    free(open_paths[descriptor]);
    open_paths[descriptor] = NULL;
  }
}

static inline void note_opened(int descriptor, const char *path)
{
  note_closed(descriptor);
  if (descriptor >= 0 && descriptor < most_descriptors)
    open_paths[descriptor] = strdup(path);
}

static inline int is_inside(const char *path, const char *folder)
{
  size_t length = strlen(folder);
  return path && length > 0 && strncmp(path, folder, length) == 0 &&
         (path[length] == '/' || path[length] == 0);
}

/* What the including file does for open, whose mode is an argument only where a file is made. */
static int open_behind(const char *path, int flags, unsigned mode);

int open(const char *path, int flags, ...)
{
  va_list arguments;
  unsigned mode;
  va_start(arguments, flags);
  mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, unsigned) : 0;
  va_end(arguments);
  return open_behind(path, flags, mode);
}

/* Where off_t has 64 bits, both names are one function. */
int open64(const char *path, int flags, ...) __attribute__((alias("open")));

#endif
