/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A shared object for LD_PRELOAD that records what a process tells the disk about the
 * files of one folder. It can leave records of syncs out, and take a rename apart, to show that the
 * replay finds such faults.
 *
 * The memory that SQLite's connections share ("-shm") is left out: after a power cut nobody has the
 * file open, and then SQLite makes it anew. Replaying puts rubbish there.
 */
#include "../faults/interpose.h"
#include "recording.h"

__attribute__((visibility("default"))) recording *persons_recording;

enum { most_names = 512 };

/* The names of the folder, and the files that they lead to. */
static struct {
  char name[longest_name];
  int file;
} names[most_names];
static int files_of_descriptors[most_descriptors]; /* the file + 1, 0 for none of ours */

/* The name of a path in the folder, NULL for what is not recorded. */
static const char *recorded_name(const char *path)
{
  const recording *self = persons_recording;
  const char *name;
  size_t length;
  if (!self || !self->is_on || !is_inside(path, self->folder) || !path[strlen(self->folder)])
    return NULL;
  name = path + strlen(self->folder) + 1;
  length = strlen(name);
  return length > 4 && strcmp(name + length - 4, "-shm") == 0 ? NULL : name;
}

static int file_of_name(const char *name)
{
  for (int i = 0; i < most_names; i++)
    if (names[i].name[0] && strcmp(names[i].name, name) == 0)
      return names[i].file;
  return -1;
}

static void forget_name(const char *name)
{
  for (int i = 0; i < most_names; i++)
    if (strcmp(names[i].name, name) == 0)
      names[i].name[0] = 0;
}

static void note_name(const char *name, int file)
{
  forget_name(name);
  for (int i = 0; i < most_names; i++)
    if (!names[i].name[0]) {
      set_name(names[i].name, name);
      names[i].file = file;
      return;
    }
  die("power: too many names");
}

static void lock(void)
{
  if (persons_recording)
    pthread_mutex_lock(&persons_recording->lock);
}

static void unlock(void)
{
  if (persons_recording)
    pthread_mutex_unlock(&persons_recording->lock);
}

static int file_of(int descriptor)
{
  if (!persons_recording || !persons_recording->is_on || descriptor < 0 ||
      descriptor >= most_descriptors)
    return -1;
  return files_of_descriptors[descriptor] - 1;
}

/* --------------------------------------------------------------- opening -- */

static void note_open(int descriptor, const char *path, const char *name, int was_there)
{
  if (descriptor < 0 || descriptor >= most_descriptors)
    return;
  note_opened(descriptor, path);
  if (!name)
    return;
  if (!was_there) {
    record *made = append(persons_recording, did_create);
    made->file = persons_recording->files++;
    set_name(made->name, name);
    note_name(name, made->file);
  }
  files_of_descriptors[descriptor] = file_of_name(name) + 1;
}

static int open_behind(const char *path, int flags, unsigned mode)
{
  static int (*behind)(const char *, int, ...);
  recording *self = persons_recording;
  const char *name = recorded_name(path);
  int descriptor, was_there;
  BEHIND(behind, "open64");
  if (!self || !self->is_on || !is_inside(path, self->folder))
    return behind(path, flags, mode);
  lock();
  was_there = !name || file_of_name(name) >= 0;
  descriptor = behind(path, flags, mode);
  if (descriptor >= 0)
    note_open(descriptor, path, name, was_there);
  unlock();
  return descriptor;
}

int close(int descriptor)
{
  static int (*behind)(int);
  BEHIND(behind, "close");
  note_closed(descriptor);
  if (descriptor >= 0 && descriptor < most_descriptors)
    files_of_descriptors[descriptor] = 0;
  return behind(descriptor);
}

/* ---------------------------------------------------------------- writing -- */

static void note_write(int file, const void *bytes, ssize_t length, off64_t offset)
{
  record *made;
  if (length <= 0)
    return;
  made = append(persons_recording, did_write);
  made->file = file;
  made->offset = offset;
  append_bytes(persons_recording, made, bytes, (size_t)length);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
  static ssize_t (*behind)(int, const void *, size_t, off64_t);
  int file = file_of(descriptor);
  ssize_t written;
  BEHIND(behind, "pwrite64");
  if (file < 0)
    return behind(descriptor, bytes, length, offset);
  lock();
  written = behind(descriptor, bytes, length, offset);
  note_write(file, bytes, written, offset);
  unlock();
  return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset)
{
  return pwrite64(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
  static ssize_t (*behind)(int, const void *, size_t);
  int file = file_of(descriptor);
  off64_t offset;
  ssize_t written;
  BEHIND(behind, "write");
  if (file < 0)
    return behind(descriptor, bytes, length);
  lock();
  offset = lseek64(descriptor, 0, SEEK_CUR);
  written = behind(descriptor, bytes, length);
  note_write(file, bytes, written, offset);
  unlock();
  return written;
}

int ftruncate64(int descriptor, off64_t length)
{
  static int (*behind)(int, off64_t);
  int file = file_of(descriptor), result;
  BEHIND(behind, "ftruncate64");
  if (file < 0)
    return behind(descriptor, length);
  lock();
  result = behind(descriptor, length);
  if (result == 0) {
    record *made = append(persons_recording, did_set_length);
    made->file = file;
    made->offset = length;
  }
  unlock();
  return result;
}

int ftruncate(int descriptor, off_t length)
{
  return ftruncate64(descriptor, length);
}

/* ---------------------------------------------------------------- syncing -- */

static int is_swallowed(const char *path)
{
  const char *unsynced = persons_recording->unsynced;
  const char *name = recorded_name(path);
  /* What begins with "=" is the whole name. */
  if (!unsynced || !name)
    return 0;
  return *unsynced == '=' ? strcmp(name, unsynced + 1) == 0 : strstr(name, unsynced) != NULL;
}

/* Whether the last that a file was told is to be empty. */
static int was_emptied(const recording *self, int file)
{
  for (long i = self->count - 1; i >= 0; i--)
    if (self->records[i].file == file)
      return self->records[i].kind == did_set_length && self->records[i].offset == 0;
  return 0;
}

static void note_sync(int descriptor)
{
  recording *self = persons_recording;
  const char *path = path_of(descriptor);
  int file = file_of(descriptor);
  if (file >= 0 && self->emptying_is_unsynced && was_emptied(self, file))
    return;
  if (file >= 0 && !is_swallowed(path))
    append(self, did_sync)->file = file;
  else if (path && strcmp(path, self->folder) == 0 && !self->folder_is_unsynced)
    append(self, did_sync_folder);
}

static int sync_behind(const char *call, int descriptor)
{
  int (*behind)(int) = NULL;
  int result;
  BEHIND(behind, call);
  if (!path_of(descriptor) || !persons_recording || !persons_recording->is_on)
    return behind(descriptor);
  lock();
  result = behind(descriptor);
  if (result == 0)
    note_sync(descriptor);
  unlock();
  return result;
}

int fsync(int descriptor)
{
  return sync_behind("fsync", descriptor);
}

int fdatasync(int descriptor)
{
  return sync_behind("fdatasync", descriptor);
}

/* ------------------------------------------------------------------ names -- */

static void note_names(record_kind kind, const char *name, const char *other)
{
  record *made = append(persons_recording, kind);
  made->file = file_of_name(name);
  set_name(made->name, name);
  if (other)
    set_name(made->other, other);
  if (kind != did_link)
    forget_name(name);
  if (other)
    note_name(other, made->file);
}

static void note_rename(const char *name, const char *other)
{
  recording *self = persons_recording;
  if (self->rename_is_torn && file_of_name(other) >= 0) {
    record *removed = append(self, did_unlink);
    set_name(removed->name, other);
  }
  note_names(did_rename, name, other);
}

static void note_link(const char *name, const char *other)
{
  note_names(did_link, name, other);
}

/* Rename and link: noted when both names are recorded and the call succeeded. */
static int name_behind(const char *call, const char *from, const char *to,
                       void (*note)(const char *name, const char *other))
{
  int (*behind)(const char *, const char *) = NULL;
  const char *name = recorded_name(from), *other = recorded_name(to);
  int result;
  BEHIND(behind, call);
  if (!name || !other)
    return behind(from, to);
  lock();
  result = behind(from, to);
  if (result == 0)
    note(name, other);
  unlock();
  return result;
}

int rename(const char *from, const char *to)
{
  return name_behind("rename", from, to, note_rename);
}

int link(const char *from, const char *to)
{
  return name_behind("link", from, to, note_link);
}

int unlink(const char *path)
{
  static int (*behind)(const char *);
  const char *name = recorded_name(path);
  int result;
  BEHIND(behind, "unlink");
  if (!name)
    return behind(path);
  lock();
  result = behind(path);
  if (result == 0)
    note_names(did_unlink, name, NULL);
  unlock();
  return result;
}
