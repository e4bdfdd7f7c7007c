/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kills processes that write, again and again on one file, and looks whether every
 * acknowledged write is there and no write is there by half. Every second writer, by chance, writes with relaxed
 * durability: that promises the same of a kill.
 *
 *     crash [cycles [seed]]      default 60 cycles, seed of the clock
 */
#include "round.h"

#include <sys/mman.h>

enum { cycles_a_full_check = 20 };

static void must_be_ok(const char *call, int status, char *out)
{
  if (status != PERSONS_OK)
    die("crash: %s answered %s: %s", call, persons_status_name(status), out ? out : "");
  persons_free(out);
}

/* Make the file, its groups and its event, in a process that is gone afterwards. */
static void make_file(const char *path)
{
  persons_directory *directory;
  char *out = NULL;
  must_be_ok("open", persons_open(path, NULL, &directory, &out), out);
  must_be_ok("put_group", persons_put_group(directory, "{\"group_id\":\"import\"}", &out), out);
  for (int i = 0; i < marker_groups; i++) {
    char *group = text_of("{\"group_id\":\"m%d\"}", i);
    must_be_ok("put_group", persons_put_group(directory, group, &out), out);
    free(group);
  }
  for (int i = 0; i < lane_count * batch_slots; i++) {
    char *ref = batch_group(i / batch_slots, i % batch_slots);
    char *group = text_of("{\"external_ref\":\"%s\"}", ref);
    must_be_ok("put_group", persons_put_group(directory, group, &out), out);
    free(group);
    free(ref);
  }
  must_be_ok("put_event", persons_put_event(directory, "{\"eventId\":\"meeting\","
                                            "\"name\":\"Meeting\"}", &out), out);
  persons_close(directory);
}

static void make_file_apart(const char *path)
{
  int status;
  pid_t child = fork();
  if (child == 0) {
    make_file(path);
    _exit(0);
  }
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
    die("crash: the file could not be made");
}

static round_kind kind_of_round(uint64_t *random)
{
  unsigned choice = pick(random, 100);
  return choice < 45   ? one_process
         : choice < 65 ? two_processes
         : choice < 78 ? openings
         : choice < 94 ? an_import
                       : copies;
}

int main(int count, char **words)
{
  long cycles = count > 1 ? strtol(words[1], NULL, 10) : 60, cycle = 0;
  crash_run run = {.folder = make_folder("persons-crash"), .random = seed_of(count > 2 ? words[2] : NULL) * 2 + 1};
  int64_t begin = now_us();
  if (cycles < 1)
    die("crash: %s is no number of cycles", words[1]);
  run.path = text_of("%s/people.db", run.folder);
  run.model = mmap(NULL, sizeof *run.model, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                   -1, 0);
  if (run.model == MAP_FAILED)
    die("out of memory");
  make_file_apart(run.path);
  while (cycle < cycles && is_sound(run.model)) {
    round_kind kind = kind_of_round(&run.random);
    cycle++;
    write_and_kill(&run, kind);
    verify_apart(&run, kind, cycle % cycles_a_full_check == 0 || cycle == cycles);
  }
  printf("crash: %ld cycles in %.1f s, %ld acknowledged writes, %ld lost, %ld half-written, "
         "%ld other failures\n", cycle, (double)(now_us() - begin) / 1e6, run.model->acknowledged,
         run.model->lost, run.model->half_written, run.model->other_failures);
  printf("crash: %ld writers with full durability, %ld with relaxed\n", run.writers[0], run.writers[1]);
  if (!is_sound(run.model)) {
    printf("crash: the file is kept in %s\n", run.folder);
    return 1;
  }
  remove_folder(run.folder);
  return 0;
}
