/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A shared object for LD_PRELOAD that fails system calls on the files of a store: the
 * N-th of some kinds, once or from then on. Which, the program says through fault_control.
 *
 * These are the calls that strace shows SQLite and the library making on such files.
 */
#include "control.h"
#include "interpose.h"

#include <sys/mman.h>

__attribute__((visibility("default"))) fault_control *persons_fault_control;

static void remember(fault_control *control, call_kind kind, const char *call, const char *path)
{
  size_t length = strlen(path), most = sizeof control->last_file - 1;
  control->failed++;
  control->last_kind = kind;
  snprintf(control->last_call, sizeof control->last_call, "%s", call);
  snprintf(control->last_file, sizeof control->last_file, "%s",
           length > most ? path + length - most : path);
}

/* Count a call; 0 when it is to go on, else the error that it fails with. */
static int counted(call_kind kind, const char *call, const char *path)
{
  fault_control *control = persons_fault_control;
  long number;
  if (!control || !control->is_armed || !(control->kinds & kind) ||
      !is_inside(path, control->folder))
    return 0;
  number = __atomic_add_fetch(&control->calls, 1, __ATOMIC_SEQ_CST);
  if (number < control->at || (number > control->at && !control->persists) ||
      (control->most_failed && control->failed >= control->most_failed))
    return 0;
  remember(control, kind, call, path);
  if (control->error == short_write && number > control->at)
    return ENOSPC;
  return control->error;
}

/* The same for calls that are not failed by half: sets errno. */
static int fails(call_kind kind, const char *call, const char *path)
{
  int error = counted(kind, call, path);
  if (error == short_write)
    error = 0;
  if (error)
    errno = error;
  return error;
}

static int is_log(const char *path)
{
  size_t length = path ? strlen(path) : 0;
  return length > 4 && strcmp(path + length - 4, "-wal") == 0;
}

/* ------------------------------------------------------------- by a path -- */

static int open_kind(const char *path, int flags)
{
  if (flags & O_DIRECTORY)
    return call_open_folder;
  /* Asked of the system itself, for the function of libc is failed here too. */
  if ((flags & O_CREAT) && faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
    return call_create;
  return (flags & O_ACCMODE) == O_RDONLY ? call_open_to_read : call_open_to_write;
}

static int open_behind(const char *path, int flags, unsigned mode)
{
  static int (*behind)(const char *, int, ...);
  fault_control *control = persons_fault_control;
  int descriptor, makes_log;
  BEHIND(behind, "open64");
  if (!control || !is_inside(path, control->folder))
    return behind(path, flags, mode);
  if (fails((call_kind)open_kind(path, flags), "open", path)) {
    /* Of a folder that nobody may read, no name can ever be synced. */
    if ((flags & O_DIRECTORY) && errno == EACCES)
      control->log_unnamed = 0;
    else if (flags & O_DIRECTORY)
      control->folder_unsynced = 1;
    return -1;
  }
  makes_log = is_log(path) && open_kind(path, flags) == call_create;
  descriptor = behind(path, flags, mode);
  if (descriptor >= 0) {
    note_opened(descriptor, path);
    control->log_unnamed |= makes_log;
  }
  return descriptor;
}

int close(int descriptor)
{
  static int (*behind)(int);
  BEHIND(behind, "close");
  note_closed(descriptor);
  return behind(descriptor);
}

/* A call that fails with -1, or goes on as it came: `path` is what it concerns, `told` its name in the report. */
#define FAILS_OR_GOES_ON(result, name, parameters, kind, told, path, ...) \
  result name parameters                                                  \
  {                                                                       \
    static result (*behind) parameters;                                   \
    BEHIND(behind, #name);                                                \
    return fails(kind, told, path) ? -1 : behind(__VA_ARGS__);            \
  }

FAILS_OR_GOES_ON(int, rename, (const char *from, const char *to), call_name, "rename", to, from, to)
FAILS_OR_GOES_ON(int, link, (const char *from, const char *to), call_name, "link", to, from, to)

int unlink(const char *path)
{
  static int (*behind)(const char *);
  BEHIND(behind, "unlink");
  if (fails(call_unlink, "unlink", path))
    return -1;
  if (persons_fault_control && is_log(path))
    persons_fault_control->log_unsynced = 0;
  return behind(path);
}

FAILS_OR_GOES_ON(int, access, (const char *path, int mode), call_status, "access", path, path, mode)
FAILS_OR_GOES_ON(int, stat, (const char *path, struct stat *status), call_status, "stat", path,
                 path, status)
FAILS_OR_GOES_ON(int, stat64, (const char *path, struct stat64 *status), call_status, "stat", path,
                 path, status)
FAILS_OR_GOES_ON(int, lstat64, (const char *path, struct stat64 *status), call_status, "lstat", path,
                 path, status)

/* ------------------------------------------------------- by a descriptor -- */

FAILS_OR_GOES_ON(int, fstat, (int descriptor, struct stat *status), call_status, "fstat",
                 path_of(descriptor), descriptor, status)
FAILS_OR_GOES_ON(int, fstat64, (int descriptor, struct stat64 *status), call_status, "fstat",
                 path_of(descriptor), descriptor, status)
FAILS_OR_GOES_ON(ssize_t, read, (int descriptor, void *bytes, size_t length), call_read, "read",
                 path_of(descriptor), descriptor, bytes, length)
FAILS_OR_GOES_ON(ssize_t, pread64, (int descriptor, void *bytes, size_t length, off64_t offset),
                 call_read, "pread", path_of(descriptor), descriptor, bytes, length, offset)
FAILS_OR_GOES_ON(int, ftruncate64, (int descriptor, off64_t length), call_truncate, "ftruncate",
                 path_of(descriptor), descriptor, length)

/* Where off_t has 64 bits, both names are one function. */
int ftruncate(int descriptor, off_t length) __attribute__((alias("ftruncate64")));

/* How many of the bytes may be written; -1 with errno for none. */
static ssize_t writable(const char *call, int descriptor, size_t length)
{
  int error = counted(call_write, call, path_of(descriptor));
  if (error == short_write)
    return (ssize_t)(length > 1 ? length / 2 : length);
  if (error) {
    errno = error;
    return -1;
  }
  return (ssize_t)length;
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
  static ssize_t (*behind)(int, const void *, size_t);
  ssize_t most = writable("write", descriptor, length);
  BEHIND(behind, "write");
  return most < 0 ? -1 : behind(descriptor, bytes, (size_t)most);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
  static ssize_t (*behind)(int, const void *, size_t, off64_t);
  ssize_t most = writable("pwrite", descriptor, length);
  BEHIND(behind, "pwrite64");
  return most < 0 ? -1 : behind(descriptor, bytes, (size_t)most, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset)
    __attribute__((alias("pwrite64")));

/* Also remember what the disk does not have, for the program to hold an answer against. */
static int sync_fails(const char *call, int descriptor)
{
  const char *path = path_of(descriptor);
  fault_control *control = persons_fault_control;
  int is_folder = path && control && strcmp(path, control->folder) == 0;
  int failed = fails(is_folder ? call_sync_folder : call_sync, call, path) != 0;
  if (is_folder) {
    control->folder_unsynced = failed;
    control->log_unnamed &= failed;
  }
  if (control && is_log(path))
    control->log_unsynced = failed;
  return failed;
}

int fsync(int descriptor)
{
  static int (*behind)(int);
  BEHIND(behind, "fsync");
  return sync_fails("fsync", descriptor) ? -1 : behind(descriptor);
}

int fdatasync(int descriptor)
{
  static int (*behind)(int);
  BEHIND(behind, "fdatasync");
  return sync_fails("fdatasync", descriptor) ? -1 : behind(descriptor);
}

void *mmap64(void *address, size_t length, int protection, int flags, int descriptor,
             off64_t offset)
{
  static void *(*behind)(void *, size_t, int, int, int, off64_t);
  BEHIND(behind, "mmap64");
  if (!(flags & MAP_ANONYMOUS) && fails(call_map, "mmap", path_of(descriptor)))
    return MAP_FAILED;
  return behind(address, length, protection, flags, descriptor, offset);
}

void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset)
    __attribute__((alias("mmap64")));

static int control_behind(int descriptor, int command, void *argument)
{
  static int (*behind)(int, int, ...);
  BEHIND(behind, "fcntl64");
  if ((command == F_SETLK || command == F_SETLKW) &&
      ((const struct flock *)argument)->l_type != F_UNLCK &&
      fails(call_lock, "fcntl", path_of(descriptor)))
    return -1;
  return behind(descriptor, command, argument);
}

int fcntl(int descriptor, int command, ...)
{
  va_list arguments;
  void *argument;
  va_start(arguments, command);
  argument = va_arg(arguments, void *);
  va_end(arguments);
  return control_behind(descriptor, command, argument);
}

int fcntl64(int descriptor, int command, ...) __attribute__((alias("fcntl")));
