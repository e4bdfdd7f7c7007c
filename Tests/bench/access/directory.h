/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The directory of the benchmark: SIZE made-up persons in 200 groups, "g-1" with half of everybody, "g-2" with exactly
 * 1,000, the others of mixed sizes; most persons are in one to three of those. Then, in this order:
 *
 *     one visible change           its revision is `hidden`
 *     100,000 changes that no limited token sees: 50,000 persons come who are in no group, and 50,000 whom the tokens
 *                                  see join the group "unseen"
 *     one visible change           its revision is `clear`
 *     100 visible changes
 *
 * It is made once and kept with its tokens and revisions in facts.json; another library that cannot use it makes it anew.
 */
#ifndef BENCH_ACCESS_DIRECTORY_H
#define BENCH_ACCESS_DIRECTORY_H

#include "caller.h"

enum {
  the_owner, half, thousand, fifty, everything, caller_count,
  groups_made = 200, joins = 50000, strangers = 50000, marks = 102, smallest = 100000
};

static const char *const caller_names[] = {"owner", "half", "1,000", "50 groups", "200 groups"};

/* Somewhere between 0 and 1, always the same for these two numbers. */
static inline double chance(long person, unsigned what)
{
  uint64_t state = ((uint64_t)person * 64 + what + 1) * 0x9E3779B97F4A7C15u;
  next_random(&state);
  return (double)(next_random(&state) >> 11) / 9007199254740992.0;
}

/* The ordinal of a person within the group of 1,000, or -1. */
static inline long within_thousand(long person, long size)
{
  long step = size / 1000;
  return person % step == 0 && person / step < 1000 ? person / step : -1;
}

/* The groups of a person, as JSON without the brackets, into a text of enough room. */
static inline void groups_of(long person, long size, char *text)
{
  long ordinal = within_thousand(person, size);
  int is_mark = ordinal >= 0 && ordinal < marks, others = (int)(chance(person, 0) * 10), chosen[3], count = 0;
  *text = 0;
#define JOIN(number) sprintf(text + strlen(text), "%s\"g-%d\"", *text ? "," : "", number)
  if (is_mark || chance(person, 1) < 0.5)
    JOIN(1);
  if (ordinal >= 0)
    JOIN(2);
  if (is_mark)
    JOIN(4);
  /* A tenth is in none of the others, 35 % in one, 30 % in two, 25 % in three; low numbers are large groups. */
  others = others < 1 ? 0 : others < 4 ? 1 : others < 7 ? 2 : 3;
  for (int i = 0; i < others; i++) {
    double where = chance(person, 2 + (unsigned)i);
    int number = 3 + (int)(where * where * (groups_made - 2)), is_new = !(is_mark && number == 4);
    for (int j = 0; j < count; j++)
      is_new &= chosen[j] != number;
    if (is_new) {
      chosen[count++] = number;
      JOIN(number);
    }
  }
#undef JOIN
}

/* Write what the two imports read. Keeps the identifiers of the marked persons. */
static inline void write_imports(const char *source, const char *persons, const char *unseen, long size,
                                 char *marked[marks])
{
  FILE *from = fopen(source, "rbe"), *to = fopen(persons, "wbe"), *later = fopen(unseen, "wbe");
  char *line = NULL, groups[200];
  size_t room = 0;
  long person = 0, each = size / joins > 0 ? size / joins : 1, joined = 0;
  if (!from || !to || !later)
    die("bench-access: cannot read %s or write %s", source, persons);
  for (int group = 1; group <= groups_made; group++)
    fprintf(to, "{\"group\":{\"group_id\":\"g-%d\",\"external_ref\":\"ref-%d\"}}\n", group, group);
  fprintf(later, "{\"group\":{\"group_id\":\"unseen\"}}\n");
  for (; person < size && getline(&line, &room, from) > 0; person++) {
    /* {"personId":"…36…",… */
    char *id = line + 13, *rest = line + 50, *end = strrchr(line, '}');
    long ordinal = within_thousand(person, size);
    int is_mark = ordinal >= 0 && ordinal < marks;
    if (strncmp(line, "{\"personId\":\"", 13) != 0 || !end)
      die("bench-access: %s is not what make_persons.py makes", source);
    *end = 0;
    groups_of(person, size, groups);
    fprintf(to, "%s,\"groupIds\":[%s]}\n", line, groups);
    if (is_mark)
      marked[ordinal] = text_of("%.36s", id);
    else if ((ordinal >= 0 || person % each == each - 1) && joined < joins) {
      fprintf(later, "{\"personId\":\"%.36s\",\"groupIds\":[%s%s\"unseen\"]}\n", id, groups, *groups ? "," : "");
      joined++;
    }
    if (person < strangers)
      fprintf(later, "{\"personId\":\"stranger-%ld\"%s}\n", person, rest);
  }
  if (person < size)
    die("bench-access: %s has only %ld persons", source, person);
  free(line);
  fclose(from);
  fclose(to);
  fclose(later);
}

static inline void import(persons_directory *directory, const char *path)
{
  char *out = NULL;
  json_t *answer = must(path, persons_import(directory, path, NULL, NULL, NULL, &out), &out);
  if (integer_at(answer, "failed") != 0)
    die("bench-access: %s: %lld rows failed", path, (long long)integer_at(answer, "failed"));
  json_decref(answer);
}

/* The groups that a token is limited to; released with free. */
static inline char *limits_of(int which)
{
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  int first = which == thousand ? 2 : which == fifty ? 4 : 1;
  int step = which == everything ? 1 : which == fifty ? 4 : groups_made;
  for (int group = first; group <= groups_made; group += step)
    fprintf(stream, "%s\"g-%d\"", group == first ? "" : ",", group);
  fclose(stream);
  return text;
}

static inline void issue(caller *owner, caller *self, int which)
{
  char *limits = limits_of(which), *request, *out = NULL;
  request = text_of("{\"group_ids\":[%s],\"expires_in\":315360000}", limits);
  json_t *answer = must("persons_issue_token", persons_issue_token(owner->directory, request, &out), &out);
  self->token = strdup(string_at(answer, "token"));
  json_decref(answer);
  free(request);
  free(limits);
}

static inline void change(persons_directory *directory, const char *id)
{
  char *out = NULL;
  json_decref(must("persons_update", persons_update(directory, id, "{\"state\":\"Changed\"}", &out), &out));
}

static inline void write_facts(const char *path, const caller *all)
{
  json_t *facts = json_array();
  for (int i = 0; i < caller_count; i++)
    json_array_append_new(facts, json_pack("{s:s,s:I,s:I}", "token", all[i].token ? all[i].token : "", "hidden",
                                           (json_int_t)all[i].hidden, "clear", (json_int_t)all[i].clear));
  if (json_dump_file(facts, path, JSON_INDENT(1)) != 0)
    die("bench-access: cannot write %s", path);
  json_decref(facts);
}

static inline void remove_directory(const char *path)
{
  static const char *const beside[] = {"", "-wal", "-shm", "-search", "-search-2"};
  for (unsigned i = 0; i < sizeof beside / sizeof *beside; i++) {
    char *name = text_of("%s%s", path, beside[i]);
    unlink(name);
    free(name);
  }
}

/* Make the directory, its tokens and its changes. The callers are open afterwards. */
static inline void make_directory(const char *folder, const char *path, const char *facts, long size, caller *all)
{
  char *source = text_of("%s/persons.ndjson", folder), *persons = text_of("%s/import.ndjson", folder);
  char *unseen = text_of("%s/unseen.ndjson", folder), *marked[marks] = {NULL}, *out = NULL;
  int64_t start = now_us();
  unlink(facts);
  remove_directory(path);
  write_imports(source, persons, unseen, size, marked);
  json_decref(must("persons_open", persons_open(path, "{\"organization\":\"first\"}", &all->directory, &out), &out));
  import(all->directory, persons);
  for (int i = half; i < caller_count; i++) {
    issue(all, &all[i], i);
    if (open_caller(&all[i], path) != PERSONS_OK)
      exit(1);
  }
  fprintf(stderr, "bench-access: imported %ld persons in %.1f s\n", size, (double)(now_us() - start) / 1e6);
  change(all->directory, marked[0]);
  for (int i = half; i < caller_count; i++)
    all[i].hidden = last_revision(&all[i], 0);
  import(all->directory, unseen);
  /* The owner is asked for as many changes as the tokens get. */
  all->hidden = last_revision(all, 0);
  change(all->directory, marked[1]);
  for (int i = 0; i < caller_count; i++)
    all[i].clear = last_revision(&all[i], all[i].hidden);
  for (int i = 2; i < marks; i++)
    change(all->directory, marked[i]);
  write_facts(facts, all);
  fprintf(stderr, "bench-access: made the directory in %.1f s\n", (double)(now_us() - start) / 1e6);
  for (int i = 0; i < marks; i++)
    free(marked[i]);
  unlink(unseen);
  free(source);
  free(persons);
  free(unseen);
}

/* Open what was made earlier. 0 when there is nothing, or nothing that this library can use. */
static inline int open_made(const char *path, const char *facts, caller *all)
{
  json_t *known = json_load_file(facts, 0, NULL);
  int usable = known && json_array_size(known) == caller_count;
  for (int i = 0; i < caller_count && usable; i++) {
    json_t *one = json_array_get(known, (size_t)i);
    all[i].token = i == the_owner ? NULL : strdup(string_at(one, "token"));
    all[i].hidden = integer_at(one, "hidden");
    all[i].clear = integer_at(one, "clear");
    usable = open_caller(&all[i], path) == PERSONS_OK && changes_since(&all[i], all[i].clear) == marks - 2;
  }
  json_decref(known);
  for (int i = 0; i < caller_count && !usable; i++) {
    persons_close(all[i].directory);
    free(all[i].token);
    all[i] = (caller){.name = all[i].name};
  }
  return usable;
}

static inline void open_callers(const char *folder, long size, caller *all)
{
  char *path = text_of("%s/people.db", folder), *facts = text_of("%s/facts.json", folder);
  for (int i = 0; i < caller_count; i++)
    all[i] = (caller){.name = caller_names[i]};
  if (!open_made(path, facts, all))
    make_directory(folder, path, facts, size, all);
  warm(path, "");
  warm(path, "-search");
  free(path);
  free(facts);
}

#endif
