/* SPDX-License-Identifier: Apache-2.0 */
/* What a process has: memory, descriptors, files. */
#ifndef LONG_RESOURCES_H
#define LONG_RESOURCES_H

#include "../../bindings/c/tests/support.h"

#include <dirent.h>

/*
 * What may come in the last half: pages that the allocator took late, and a log that is written anew from its start.
 * Besides, the list of changes keeps a row for everybody who was ever deleted, some 70 bytes, and what the file grew by
 * may be in the page caches of the two connections, up to 8 MiB each.
 */
enum { most_kb = 1024, most_bytes = 64 << 10, most_bytes_a_deletion = 100 };

typedef struct {
  long resident_kb;
  int descriptors;
  int64_t file_bytes;
  long deletions;
} resources;

/* Call with each entry of a folder; how many there were. */
static inline int each_entry(const char *folder, void (*with)(const char *path, void *context), void *context)
{
  DIR *entries = opendir(folder);
  struct dirent *entry;
  int count = 0;
  if (!entries)
    die("cannot read %s: %s", folder, strerror(errno));
  while ((entry = readdir(entries)) != NULL) {
    char *path;
    if (entry->d_name[0] == '.')
      continue;
    count++;
    path = text_of("%s/%s", folder, entry->d_name);
    if (with)
      with(path, context);
    free(path);
  }
  closedir(entries);
  return count;
}

static inline void add_size(const char *path, void *sum)
{
  struct stat status;
  if (stat(path, &status) == 0)
    *(int64_t *)sum += status.st_size;
}

static inline resources resources_of(const char *folder, long deletions)
{
  resources seen = {0, 0, 0, deletions};
  char *text = read_whole("/proc/self/statm", NULL), *second = text ? strchr(text, ' ') : NULL;
  seen.resident_kb = second ? strtol(second, NULL, 10) * (sysconf(_SC_PAGESIZE) / 1024) : 0;
  free(text);
  seen.descriptors = each_entry("/proc/self/fd", NULL, NULL) - 1; /* without the one that looks */
  each_entry(folder, add_size, &seen.file_bytes);
  return seen;
}

static inline int is_flat(const char *name, const resources *half, const resources *end)
{
  int64_t more_bytes = end->file_bytes - half->file_bytes;
  int64_t bytes_allowed = most_bytes + (end->deletions - half->deletions) * most_bytes_a_deletion;
  long more_kb = end->resident_kb - half->resident_kb;
  long kb_allowed = most_kb + (more_bytes > 0 ? (long)(2 * more_bytes >> 10) : 0);
  int flat = more_kb <= kb_allowed && end->descriptors <= half->descriptors && more_bytes <= bytes_allowed;
  printf("%s: in the last half %+ld KB of at most %ld, %+d descriptors of none, %+lld bytes of at most %lld\n", name,
         more_kb, kb_allowed, end->descriptors - half->descriptors, (long long)more_bytes, (long long)bytes_allowed);
  if (!flat)
    printf("FAIL %s: it is not flat\n", name);
  return flat;
}

#endif
