/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A disk that is really full: a small file system in memory is filled up in the middle of
 * writes and of an import. What the library answers is PERSONS_FULL; reading goes on; when there is
 * space again writing goes on, on the same handle; nothing that was acknowledged is lost.
 *
 *     full_disk [rounds]     default 10; needs the right to mount, without it nothing is tested
 */
#include "../crash/verify_many.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

enum { disk_pages = 900, page = 4096, most_writes = 4000, imported_rows = 3000 };

typedef struct {
  char *folder;
  char *path;
  persons_directory *directory;
  uint64_t random;
  crash_model model;
  long full;      /* answers PERSONS_FULL */
  long wrong;
} full_disk;

__attribute__((format(printf, 2, 3)))
static void complain(full_disk *self, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  if (self->wrong++ < 20) {
    fputs("FAIL full_disk: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
  }
  va_end(arguments);
}

static void must_be(const char *call, int status, char *out)
{
  if (status != PERSONS_OK)
    die("full_disk: %s answers %s: %.200s", call, persons_status_name(status), out ? out : "");
  persons_free(out);
}

/* ------------------------------------------------------------ the filling -- */

/* Fill the disk but for so many pages. */
static void fill(full_disk *self, unsigned pages)
{
  char *path = text_of("%s/filling", self->folder);
  struct statvfs space;
  static const char zeros[page];
  int file = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0)
    die("full_disk: %s: %s", path, strerror(errno));
  while (statvfs(self->folder, &space) == 0 && space.f_bavail > pages)
    if (write(file, zeros, page) != page)
      break;
  close(file);
  free(path);
}

static void make_space(full_disk *self)
{
  char *path = text_of("%s/filling", self->folder);
  unlink(path);
  free(path);
}

/* ------------------------------------------------------------- the writing -- */

static void judge(full_disk *self, const char *call, int status, char *out)
{
  if (status == PERSONS_FULL)
    self->full++;
  else
    complain(self, "%s on a full disk answers %s: %.200s", call, persons_status_name(status),
             out ? out : "");
  persons_free(out);
}

/* Write to a person of the model; whether it succeeded. */
static int write_person(full_disk *self, int slot)
{
  person_slot *person = &self->model.persons[0][slot];
  char *request, *out = NULL;
  int status;
  if (!person->exists) {
    request = create_request(0, slot, person->generation + 1);
    status = persons_create(self->directory, request, &out);
    if (status == PERSONS_OK) {
      json_t *answer = take_answer(out);
      person->exists = 1;
      person->version = 1;
      person->generation++;
      snprintf(person->id, sizeof person->id, "%s", string_at(answer, "personId"));
      json_decref(answer);
    }
  } else {
    request = update_request(0, slot, person->generation, person->version + 1);
    status = persons_update(self->directory, person->id, request, &out);
    if (status == PERSONS_OK) {
      person->version++;
      persons_free(out);
    }
  }
  free(request);
  if (status != PERSONS_OK)
    judge(self, "a write", status, out);
  return status == PERSONS_OK;
}

static void read_all(full_disk *self)
{
  char *out = NULL;
  int status = persons_list(self->directory, "{\"limit\":100}", &out);
  if (status != PERSONS_OK)
    complain(self, "list on a full disk answers %s", persons_status_name(status));
  persons_free(out);
  status = persons_search(self->directory, "{\"query\":\"right\"}", &out);
  if (status != PERSONS_OK)
    complain(self, "search on a full disk answers %s: %.200s", persons_status_name(status),
             out ? out : "");
  persons_free(out);
}

/* Write until the disk is full, read, make space, and write on. */
static void fill_while_writing(full_disk *self)
{
  int written = 0;
  fill(self, pick(&self->random, 60));
  while (written < most_writes && write_person(self, (int)pick(&self->random, person_slots)))
    written++;
  if (written == most_writes)
    complain(self, "the disk is never full");
  read_all(self);
  make_space(self);
  for (int i = 0; i < 5; i++)
    if (!write_person(self, (int)pick(&self->random, person_slots)))
      complain(self, "a write fails although there is space again");
}

static void fill_while_importing(full_disk *self, const char *rows)
{
  char *out = NULL;
  int status;
  fill(self, pick(&self->random, 400));
  status = persons_import(self->directory, rows, "{\"resume\":true}", NULL, NULL, &out);
  if (status != PERSONS_OK)
    judge(self, "an import", status, out);
  else
    persons_free(out);
  read_all(self);
  make_space(self);
  status = persons_import(self->directory, rows, "{\"resume\":true}", NULL, NULL, &out);
  if (status != PERSONS_OK)
    complain(self, "an import goes not on although there is space again: %s: %.200s",
             persons_status_name(status), out ? out : "");
  persons_free(out);
}

/* --------------------------------------------------------------- the rounds -- */

static void open_file(full_disk *self)
{
  char *out = NULL;
  int status = persons_open(self->path, NULL, &self->directory, &out);
  must_be("open", status, out);
}

static void prepare(full_disk *self)
{
  char *out = NULL;
  int status;
  open_file(self);
  for (int i = 0; i < marker_groups + 1; i++) {
    char *group = i < marker_groups ? text_of("{\"group_id\":\"m%d\"}", i)
                                    : text_of("{\"group_id\":\"import\"}");
    status = persons_put_group(self->directory, group, &out);
    must_be("put_group", status, out);
    free(group);
  }
}

static void verify(full_disk *self)
{
  verifier judge_of = {self->directory, &self->model, 0};
  for (int slot = 0; slot < person_slots; slot++)
    verify_person(&judge_of, 0, slot);
  verify_file(&judge_of);
  self->wrong += self->model.lost + self->model.half_written + self->model.other_failures;
}

static void run_round(full_disk *self, const char *rows)
{
  prepare(self);
  fill_while_writing(self);
  fill_while_importing(self, rows);
  fill_while_writing(self);
  persons_close(self->directory);
  open_file(self);
  verify(self);
  persons_close(self->directory);
  for (const char *const *end = (const char *const[]){"", "-wal", "-shm", "-search", NULL}; *end;
       end++) {
    char *path = text_of("%s%s", self->path, *end);
    unlink(path);
    free(path);
  }
}

/* Mount a disk that only this process sees, so that nothing is left when it ends. */
static int mount_disk(const char *folder)
{
  char *options = text_of("size=%d,mode=0700", disk_pages * page);
  int mounted = unshare(CLONE_NEWNS) == 0 &&
                mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
                mount("tmpfs", folder, "tmpfs", 0, options) == 0;
  free(options);
  return mounted;
}

int main(int count, char **words)
{
  long rounds = count > 1 ? strtol(words[1], NULL, 10) : 10, full = 0, wrong = 0;
  char *base = make_folder("persons-full"), *disk = text_of("%s/disk", base), *rows;
  if (mkdir(disk, 0700) != 0)
    die("full_disk: %s: %s", disk, strerror(errno));
  if (!mount_disk(disk)) {
    printf("full_disk: not tested, a file system cannot be mounted here (%s)\n", strerror(errno));
    remove_folder(base);
    return 0;
  }
  rows = text_of("%s/rows.ndjson", base);
  write_import_rows(rows, 1, imported_rows);
  for (long round = 0; round < rounds; round++) {
    full_disk self = {.folder = disk, .random = (uint64_t)round * 2 + 99};
    self.path = text_of("%s/people.db", disk);
    run_round(&self, rows);
    full += self.full;
    wrong += self.wrong;
    free(self.path);
  }
  printf("full_disk: %ld rounds, %ld answers PERSONS_FULL, %ld wrong\n", rounds, full, wrong);
  printf("%ld passed, %ld failed\n", rounds, wrong);
  umount2(disk, MNT_DETACH);
  remove_folder(base);
  return wrong != 0;
}
