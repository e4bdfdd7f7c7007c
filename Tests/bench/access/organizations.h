/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calls of the first organization, before and after a second one of the same size has moved into the file: two files,
 * both open, asked by turns. Reads are the read system calls of a call, by /proc/self/io: SQLite reads each page that
 * is not in its cache (16 MiB a connection) with one. What the search index maps into memory is not among them.
 */
#ifndef BENCH_ACCESS_ORGANIZATIONS_H
#define BENCH_ACCESS_ORGANIZATIONS_H

#include "bars.h"

enum { rounds = 5, turns_a_round = most_turns / rounds, counted_calls = 400, first_counted = 2000 };

static const double most_moved = 0.25, most_reads_more = 1;

static inline void copy_file(const char *from, const char *to)
{
  FILE *source = fopen(from, "rbe"), *target;
  static char block[1 << 20];
  size_t length;
  if (!source)
    return;
  unlink(to);
  target = fopen(to, "wbe");
  if (!target || fchmod(fileno(target), 0600) != 0)
    die("bench-access: cannot write %s", to);
  while ((length = fread(block, 1, sizeof block, source)) > 0)
    if (fwrite(block, 1, length, target) != length)
      die("bench-access: cannot write %s", to);
  fsync(fileno(target));
  fclose(source);
  fclose(target);
}

/* Copy a directory that nobody has open, with its search index. */
static inline void copy_directory(const char *from, const char *to)
{
  static const char *const beside[] = {"", "-wal", "-search"};
  remove_directory(to);
  for (unsigned i = 0; i < sizeof beside / sizeof *beside; i++) {
    char *source = text_of("%s%s", from, beside[i]), *target = text_of("%s%s", to, beside[i]);
    copy_file(source, target);
    free(source);
    free(target);
  }
}

static inline void add_organization(const char *path, const char *persons)
{
  caller owner = {.name = "owner"};
  persons_directory *second;
  char *out = NULL;
  int64_t start = now_us();
  if (open_caller(&owner, path) != PERSONS_OK)
    exit(1);
  json_decref(must("persons_put_organization",
                   persons_put_organization(owner.directory, "{\"slug\":\"second\"}", &out), &out));
  persons_close(owner.directory);
  out = NULL;
  json_decref(must("persons_open", persons_open(path, "{\"organization\":\"second\"}", &second, &out), &out));
  import(second, persons);
  out = NULL;
  json_decref(must("persons_search", persons_search(second, "{\"query\":\"a\"}", &out), &out));
  persons_close(second);
  fprintf(stderr, "bench-access: imported the second organization in %.1f s\n", (double)(now_us() - start) / 1e6);
}

/* Read system calls of this process so far. */
static inline long reads_so_far(void)
{
  char *text = read_whole("/proc/self/io", NULL), *found = text ? strstr(text, "syscr: ") : NULL;
  long count = found ? strtol(found + 7, NULL, 10) : 0;
  free(text);
  return count;
}

/* Reads a call, about persons of whom the calls before were not. */
static inline double count_reads(int call, caller *self)
{
  static prepared request;
  long before = reads_so_far(), own = reads_so_far() - before, start = reads_so_far();
  int64_t end = now_us() + 1000000;
  int turn = 0;
  for (; turn < counted_calls && (turn < 10 || now_us() < end); turn++) {
    prepare(&request, call, self, self, first_counted + turn);
    make_call(&request, self->directory);
  }
  return (double)(reads_so_far() - start - own) / turn;
}

/* The same call on both files. */
static inline void measure_both(int call, caller *one, caller *two)
{
  static series before, after;
  static prepared request[2];
  int turn = 0;
  before.count = after.count = 0;
  for (int round = 0; round < rounds; round++) {
    int64_t end = now_us() + 400000;
    for (int i = 0; i < turns_a_round && (i < 5 || now_us() < end); i++, turn++)
      for (int part = 0; part < 2; part++) {
        int is_two = (turn + part) & 1;
        prepare(&request[is_two], call, is_two ? two : one, is_two ? two : one, turn);
        note_time(is_two ? &after : &before, turn, make_call(&request[is_two], (is_two ? two : one)->directory));
      }
  }
  double first = percentile(&before, 50), second = percentile(&after, 50);
  double reads = count_reads(call, one), reads_after = count_reads(call, two);
  printf("%-28s %-10s %10.1f %10.1f %+8.0f %% %10.1f %10.1f  %s\n", call_names[call], one->name, first, second,
         (second / first - 1) * 100, reads, reads_after,
         bar(second <= first * (1 + most_moved) && second >= first * (1 - most_moved) &&
             reads_after <= reads + most_reads_more));
  fflush(stdout);
}

/* The callers of a copy: the owner and the token for half of everybody. */
static inline void open_copy(caller copies[2], const caller *all, const char *path)
{
  for (int i = 0; i < 2; i++) {
    copies[i] = (caller){.name = all[i].name, .token = all[i].token ? strdup(all[i].token) : NULL,
                         .hidden = all[i].hidden, .clear = all[i].clear};
    if (open_caller(&copies[i], path) != PERSONS_OK)
      exit(1);
    learn(&copies[i]);
  }
}

/* What the updates of an earlier call have changed counts. */
static inline void catch_up(caller *self) { self->current = last_revision(self, self->clear); }

static inline void measure_organizations(const char *folder, caller *all)
{
  static const int calls[] = {call_get, call_find_phone, call_find_first, call_find_middle, call_list_first,
                              call_list_middle, call_letter, call_words, call_typo, call_changes, call_poll, call_stats,
                              call_update};
  char *people = text_of("%s/people.db", folder), *one = text_of("%s/one.db", folder);
  char *two = text_of("%s/two.db", folder), *persons = text_of("%s/import.ndjson", folder);
  caller before[2], after[2];
  for (int i = 0; i < caller_count; i++)
    persons_close(all[i].directory);
  copy_directory(people, one);
  copy_directory(people, two);
  add_organization(two, persons);
  warm(one, ""), warm(one, "-search"), warm(two, ""), warm(two, "-search");
  open_copy(before, all, one);
  open_copy(after, all, two);
  printf("%-28s %-10s %10s %10s %10s %10s %10s  moves <= %.0f %%, <= %.0f read more\n", "µs a call, median", "caller",
         "one", "two", "moved", "reads one", "reads two", most_moved * 100, most_reads_more);
  for (unsigned call = 0; call < sizeof calls / sizeof *calls; call++)
    for (int i = 0; i < 2; i++) {
      catch_up(&before[i]);
      catch_up(&after[i]);
      measure_both(calls[call], &before[i], &after[i]);
    }
  for (int i = 0; i < 2; i++) {
    forget(&before[i]);
    forget(&after[i]);
  }
  remove_directory(one);
  remove_directory(two);
  free(people);
  free(one);
  free(two);
  free(persons);
}

#endif
