/* SPDX-License-Identifier: Apache-2.0 */
/* What a machine can lack: a local file system under the folder, libcurl, memory for a result. */
#ifndef PLACES_LACKS_H
#define PLACES_LACKS_H

#include "instead.h"

#include <dirent.h>
#include <linux/magic.h>

/* ----------------------------------------------------------- a local file system -- */

/* The numbers are the kernel's; those that its header leaves out are statfs(2)'s. */
static const struct {
  const char *name;
  unsigned number;
} network_file_systems[] = {
  {"NFS", NFS_SUPER_MAGIC}, {"SMB", SMB_SUPER_MAGIC}, {"CIFS", CIFS_SUPER_MAGIC}, {"SMB2", SMB2_SUPER_MAGIC},
  {"AFS", AFS_SUPER_MAGIC}, {"AFS of the kernel", AFS_FS_MAGIC}, {"Coda", CODA_SUPER_MAGIC}, {"9P", V9FS_MAGIC},
  {"Ceph", CEPH_SUPER_MAGIC}, {"OCFS2", OCFS2_SUPER_MAGIC}, {"NCP", 0x564c}, {"GFS2", 0x01161970},
  {"Lustre", 0x0bd00bd0},
}, local_file_systems[] = {
  {"ext4", EXT4_SUPER_MAGIC}, {"XFS", XFS_SUPER_MAGIC}, {"Btrfs", BTRFS_SUPER_MAGIC}, {"F2FS", F2FS_SUPER_MAGIC},
  {"tmpfs", TMPFS_MAGIC}, {"overlayfs", OVERLAYFS_SUPER_MAGIC}, {"ZFS", 0x2fc12fc1},
};

#define COUNT_OF(list) (sizeof (list) / sizeof *(list))

static inline size_t files_in(const char *folder)
{
  size_t count = 0;
  DIR *opened = opendir(folder);
  for (struct dirent *next; opened && (next = readdir(opened)) != NULL;)
    count += next->d_name[0] != '.';
  if (opened)
    closedir(opened);
  return count;
}

/* What is there is neither opened nor touched, and nothing is made: every read and lock would go over the network. */
static inline void file_system_is_of_a_network(const char *folder)
{
  char *path = file_with_ada(folder), *absent = within(folder, "absent.db"), *copy = within(folder, "copy.db");
  persons_directory *directory = OPENED(path, NULL);
  size_t length = 0, length_after = 0;
  char *before, *after;
  ANSWERS(persons_backup(directory, copy, OUT), PERSONS_OK);
  persons_close(directory);
  before = read_whole(path, &length);
  instead.folder = realpath(folder, NULL); /* as the library asks for it */
  for (size_t i = 0; i < COUNT_OF(network_file_systems); i++) {
    int failed = checks_failed;
    instead.file_system = network_file_systems[i].number;
    OPENING_REFUSED(path, NULL, PERSONS_UNSUPPORTED, "network_file_system", "local disk");
    OPENING_REFUSED(path, "{\"read_only\":true}", PERSONS_UNSUPPORTED, "network_file_system", "local disk");
    OPENING_REFUSED(absent, NULL, PERSONS_UNSUPPORTED, "network_file_system", "local disk");
    HOLDS(files_in(folder) == 2);
    if (checks_failed > failed)
      printf("  it was %s\n", network_file_systems[i].name);
  }
  after = read_whole(path, &length_after);
  HOLDS(before && after && length == length_after && memcmp(before, after, length) == 0);
  HOLDS(instead.asked >= 3 * (int)COUNT_OF(network_file_systems));
  for (size_t i = 0; i < COUNT_OF(local_file_systems); i++) {
    int failed = checks_failed;
    instead.file_system = local_file_systems[i].number;
    HOLDS_SOUND(path, 1);
    if (checks_failed > failed)
      printf("  it was %s\n", local_file_systems[i].name);
  }
  free((char *)instead.folder);
  free(before);
  free(after);
  free(path);
  free(absent);
  free(copy);
}

/* Nobody knows what the file system is: an error of its own, and nothing is made. */
static inline void file_system_is_unknown(const char *folder)
{
  char *path = within(folder, "people.db");
  instead.folder = realpath(folder, NULL); /* as the library asks for it */
  instead.error = EIO;
  OPENING_REFUSED(path, NULL, PERSONS_IO, "io_error", "file system");
  instead.error = EACCES;
  OPENING_REFUSED(path, NULL, PERSONS_PERMISSION, "permission", "permit");
  HOLDS(instead.asked == 2 && files_in(folder) == 0);
  instead.error = 0;
  free((char *)instead.folder);
  instead.folder = NULL;
  persons_close(OPENED(path, NULL));
  free(path);
}

/* ----------------------------------------------------------------------- libcurl -- */

/* Files need no libcurl, and a second try finds none either. */
static inline void expect_no_libcurl(const char *folder)
{
  static const char secure[] = "https://directory.example.org", here[] = "http://127.0.0.1:1";
  char *path;
  instead.library = "libcurl.so.4";
  OPENING_REFUSED(secure, "{\"token\":\"prs_test\"}", PERSONS_UNSUPPORTED, "no_libcurl", "libcurl4");
  OPENING_REFUSED(here, "{\"token\":\"prs_test\"}", PERSONS_UNSUPPORTED, "no_libcurl", "libcurl4");
  HOLDS(instead.asked > 0);
  path = file_with_ada(folder);
  HOLDS_SOUND(path, 1);
  free(path);
}

static inline void libcurl_is_missing(const char *folder)
{
  expect_no_libcurl(folder);
}

/* A library of that name that has none of libcurl's functions. */
static inline void libcurl_is_another(const char *folder)
{
  instead.another_library = "libm.so.6";
  expect_no_libcurl(folder);
}

/* ------------------------------------------------------------- memory for a result -- */

/* Somebody whose record is a quarter of a MiB; released with free. */
static inline char *large_person(const char *id)
{
  char filler[60001], *text;
  memset(filler, 'x', sizeof filler - 1);
  filler[sizeof filler - 1] = 0;
  text = text_of("{\"personId\":\"%s\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"email\":\"ada@example.org\","
                 "\"customFields\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\",\"d\":\"%s\"}}", id, filler, filler, filler,
                 filler);
  return text;
}

static const char with_key[] =
    "{\"firstName\":\"Bob\",\"lastName\":\"Brown\",\"email\":\"bob@example.org\",\"idempotencyKey\":\"key\"}";

/* Small results are handed out; a large one that cannot be allocated is refused, and the next call goes on. */
static inline void result_has_no_memory(const char *folder)
{
  char *path = within(folder, "people.db"), *person = large_person("large"), *out = (char *)&out;
  persons_directory *directory = OPENED(path, NULL);
  ANSWERS(persons_create(directory, person, OUT), PERSONS_OK);
  GIVES(persons_get(directory, "large", OUT), "firstName", "\"Ada\"");
  instead.most_grown = 100000;
  REFUSED_SAYING(persons_get(directory, "large", OUT), PERSONS_NO_MEMORY, "no_memory", "memory");
  REFUSED_SAYING(persons_list(directory, NULL, OUT), PERSONS_NO_MEMORY, "no_memory", "memory");
  REFUSED_SAYING(persons_search(directory, "{\"query\":\"lovelace\"}", OUT), PERSONS_NO_MEMORY, "no_memory", "memory");
  GIVES(persons_stats(directory, OUT), "persons", "1");
  GIVES(persons_find(directory, NULL, OUT), "persons.0.identifier", "\"large\"");
  /* Not even for the error: the status alone tells it. */
  instead.most_grown = 1;
  HOLDS(persons_get(directory, "large", &out) == PERSONS_NO_MEMORY);
  HOLDS(out == NULL);
  out = (char *)&out;
  HOLDS(persons_stats(directory, &out) == PERSONS_NO_MEMORY);
  HOLDS(out == NULL);
  /* Whether it was written is not told: its key makes asking again safe. */
  HOLDS(persons_create(directory, with_key, &out) == PERSONS_NO_MEMORY);
  HOLDS(out == NULL);
  instead.most_grown = 0;
  HOLDS(instead.asked >= 5);
  ANSWERS(persons_create(directory, with_key, OUT), PERSONS_OK);
  GIVES(persons_stats(directory, OUT), "persons", "2");
  GIVES(persons_get(directory, "large", OUT), "firstName", "\"Ada\"");
  persons_close(directory);
  HOLDS_SOUND(path, 2);
  free(person);
  free(path);
}

#endif
