/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A host that runs for years: opening and closing again and again, and call after call on a directory whose content stays
 * of one size, take no more memory, descriptors or disk in the end than after the first half.
 *
 *     flat openings NUMBER [LOCATION]    open, write one person and close; LOCATION is ":memory:" (default) or "file"
 *     flat calls NUMBER                  calls of all kinds on one handle
 *     flat seconds NUMBER                each of the three for a third of so many seconds, and at least as long as a
 *                                        thousand openings and forty thousand calls take
 */
#include "resources.h"
#include "work.h"

enum { tenths = 10 };

typedef struct {
  const char *name;
  void (*act)(work *, long);
  long number;       /* of acts; or as many as fit into the seconds */
  int64_t seconds;
  /* Of acts in a tenth of the seconds. On a machine that is busy with other things, too, the caches are full in the first
     half, and the second is long enough for a leak to show. */
  long least;
} plan;

/* Do a tenth of the plan; how many acts that were. */
static long do_tenth(const plan *given, work *self, long done)
{
  int64_t end = now_us() + given->seconds * 100000;
  long until = done + (given->number + tenths - 1) / tenths, first = done;
  if (given->number && until > given->number)
    until = given->number;
  while (given->number ? done < until : now_us() < end || done - first < given->least)
    given->act(self, done++);
  return done - first;
}

/* Run a plan, print what the process has at each tenth, and hold the second half to the first. */
static int run(const plan *given, work *self)
{
  resources seen[tenths];
  long done = 0;
  int64_t begin = now_us();
  printf("%s:      acts  resident KB  descriptors  file bytes\n", given->name);
  for (int tenth = 0; tenth < tenths; tenth++) {
    done += do_tenth(given, self, done);
    seen[tenth] = resources_of(self->folder, self->deletions);
    printf("%s %9ld %12ld %12d %11lld\n", given->name, done, seen[tenth].resident_kb, seen[tenth].descriptors,
           (long long)seen[tenth].file_bytes);
    fflush(stdout);
  }
  printf("%s: %ld in %.1f s\n", given->name, done, (double)(now_us() - begin) / 1e6);
  return is_flat(given->name, &seen[tenths / 2 - 1], &seen[tenths - 1]) && self->failures == 0;
}

int main(int count, char **words)
{
  long number = count > 2 ? strtol(words[2], NULL, 10) : 0;
  const char *what = count > 1 ? words[1] : "";
  int is_short = strcmp(what, "seconds") == 0, in_file = count > 3 && strcmp(words[3], "file") == 0;
  plan plans[] = {
    {"openings of :memory:", open_memory, is_short ? 0 : number, number / 3, 100},
    {"openings of a file", open_file, is_short ? 0 : number, number / 3, 100},
    {"calls", make_call, is_short ? 0 : number, number / 3, 4000},
  };
  work self = {.folder = make_folder("persons-long")};
  int passed = 0, failed = 0;
  if (number < 1 || !(is_short || strcmp(what, "openings") == 0 || strcmp(what, "calls") == 0))
    die("flat: %s is nothing to do, or %s no number", what, count > 2 ? words[2] : "");
  begin_work(&self);
  for (int i = 0; i < 3; i++) {
    int wanted = is_short || (strcmp(what, "calls") == 0 ? i == 2 : i == in_file);
    if (!wanted)
      continue;
    if (run(&plans[i], &self))
      passed++;
    else
      failed++;
  }
  end_work(&self);
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
