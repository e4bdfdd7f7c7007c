/* SPDX-License-Identifier: Apache-2.0 */
/* What a process has: memory, descriptors, files. */
#ifndef LONG_RESOURCES_H
#define LONG_RESOURCES_H

#include "../hosts/support.h"

#include <dirent.h>

/* What may come in the last half: pages that the allocator took late, and a log that is written anew from its start. */
enum { most_kb = 1024, most_descriptors_more = 0, most_bytes = 64 << 10 };

typedef struct {
  long resident_kb;
  int descriptors;
  int64_t file_bytes;
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

static inline resources resources_of(const char *folder)
{
  resources seen = {0, 0, 0};
  char *text = read_whole("/proc/self/statm", NULL), *second = text ? strchr(text, ' ') : NULL;
  seen.resident_kb = second ? strtol(second, NULL, 10) * (sysconf(_SC_PAGESIZE) / 1024) : 0;
  free(text);
  seen.descriptors = each_entry("/proc/self/fd", NULL, NULL) - 1; /* without the one that looks */
  each_entry(folder, add_size, &seen.file_bytes);
  return seen;
}

static inline int is_flat(const char *name, const resources *half, const resources *end)
{
  int flat = end->resident_kb <= half->resident_kb + most_kb &&
             end->descriptors <= half->descriptors + most_descriptors_more &&
             end->file_bytes <= half->file_bytes + most_bytes;
  if (!flat)
    printf("FAIL %s: in the last half %ld KB, %d descriptors and %lld bytes were added; at most %d, %d and %d may be\n",
           name, end->resident_kb - half->resident_kb, end->descriptors - half->descriptors,
           (long long)(end->file_bytes - half->file_bytes), most_kb, most_descriptors_more, most_bytes);
  return flat;
}

#endif
