/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loaded before the library: kills the process when it is about to remove a file whose name ends with DIE_AT_UNLINK,
 * which is where an erasure has committed and not yet cleaned up.
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int unlink(const char *path)
{
  const char *ending = getenv("DIE_AT_UNLINK");
  size_t length = strlen(path), wanted = ending ? strlen(ending) : 0;
  int (*next)(const char *);
  *(void **)&next = dlsym(RTLD_NEXT, "unlink");
  if (wanted && length >= wanted && strcmp(path + length - wanted, ending) == 0)
    raise(SIGKILL);
  return next(path);
}
