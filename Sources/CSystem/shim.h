/* SPDX-License-Identifier: Apache-2.0 */
/* What Linux has and Swift's Glibc module does not. */
#ifndef PERSONS_CSYSTEM_H
#define PERSONS_CSYSTEM_H

#include <sys/mman.h>
#include <sys/vfs.h>

/* Because the module Glibc lacks statfs. Returns 0, or -1 with errno. */
static inline int persons_file_system_type(const char *path, long *type)
{
  struct statfs status;
  if (statfs(path, &status) != 0)
    return -1;
  *type = (long)status.f_type;
  return 0;
}

/* Because MADV_WIPEONFORK is not imported: a page that a forked child finds zeroed. NULL without it. */
static inline volatile unsigned char *persons_page_wiped_on_fork(void)
{
  void *page = mmap((void *)0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED)
    return (volatile unsigned char *)0;
#ifdef MADV_WIPEONFORK
  if (madvise(page, 4096, MADV_WIPEONFORK) == 0)
    return (volatile unsigned char *)page;
#endif
  munmap(page, 4096);
  return (volatile unsigned char *)0;
}

/* Because Swift has no volatile read, and must not keep the byte in a register across a fork. */
static inline int persons_page_byte(const volatile unsigned char *page) { return *page; }

/* Because Swift's own atomics cannot be elements of an array. */
static inline int persons_flag_is_set(const unsigned char *flag)
{
  return __atomic_load_n(flag, __ATOMIC_ACQUIRE);
}

static inline void persons_flag_set(unsigned char *flag)
{
  __atomic_store_n(flag, 1, __ATOMIC_RELEASE);
}

#endif
