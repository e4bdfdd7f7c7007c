/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a token that is limited to groups learns of the rest: nothing. Two directories get the same visible writes; B
 * also gets hidden ones. Every answer to the token is the same in both.
 *
 *     access [--any-numbers] ROUNDS [HIDDEN [SEED]]
 *
 * Each round has a seed of its own, SEED and those that follow, and HIDDEN hidden writes (1,000 by default). In every
 * other round the tokens see all groups, and only persons in no group are hidden. "--any-numbers" passes over the
 * values of "revision" and "last_id": to look for other channels while those are not opaque.
 */
#include "hidden.h"
#include "look.h"
#include "numbers.h"

enum { visible_writes = 240, times_frozen = 6 };

/* What a token sees of B, byte for byte with times and numbers, as one text; released with free. */
static char *seen_in_b(pair *self, int who)
{
  static const char *const lists[] = {"{\"limit\":1000}", "{\"limit\":5,\"skip\":2}"};
  static const char *const searches[] = {"{\"query\":\"a\"}", "{\"query\":\"meier lodnon\",\"limit\":100}"};
  persons_directory *directory = self->sides[1].handle[who];
  json_int_t after = 0;
  char *text = NULL, *out = NULL, *path = text_of("%s-frozen", self->sides[1].path), *file;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  int status;
  if (!stream)
    die("out of memory");
#define KEEP(call) \
  out = NULL; \
  status = (call); \
  fprintf(stream, "%s: %d %s\n", #call, status, out); \
  persons_free(out);
  for (int i = 0; i < 2; i++) {
    KEEP(persons_list(directory, lists[i], &out))
    KEEP(persons_search(directory, searches[i], &out))
  }
  KEEP(persons_changes(directory, 0, &out))
  KEEP(persons_stats(directory, &out))
  KEEP(persons_list_groups(directory, NULL, &out))
  KEEP(persons_list_events(directory, NULL, &out))
  KEEP(persons_export(directory, path, "{\"overwrite\":true}", NULL, NULL, &out))
  for (int page = 0; after != -1 && page < most_people; page++) {
    char *request = find_request("", 5, after);
    out = NULL;
    status = persons_find(directory, request, &out);
    fprintf(stream, "find: %d %s\n", status, out);
    json_t *answer = take_answer(out);
    after = status == PERSONS_OK ? integer_at(answer, "last_id") : -1;
    json_decref(answer);
    free(request);
  }
  file = read_whole(path, NULL);
  fputs(file, stream);
  fclose(stream);
  free(file);
  free(path);
#undef KEEP
  return self->any_numbers ? without_numbers(text) : text;
}

/* Hidden writes alone: nothing that a token sees of B moves, neither a time nor a number. */
static void write_hidden_frozen(pair *self, people *all, int count)
{
  char *before[readers], *after;
  for (int who = 0; who < readers; who++)
    before[who] = seen_in_b(self, who);
  for (int i = 0; i < count; i++)
    write_hidden(self, all);
  for (int who = 0; who < readers; who++) {
    after = seen_in_b(self, who);
    self->calls++;
    if (strcmp(before[who], after) != 0) {
      size_t at = first_difference(before[who], after);
      begin_difference(self, caller_names[who], "list, search, changes, find, export", "hidden writes moved an answer");
      show_text(self, "before", 0, before[who], at);
      show_text(self, "after", 0, after, at);
    }
    free(after);
    free(before[who]);
  }
}

static void run(pair *self, people *all, int hidden)
{
  kept_cursors kept[readers] = {{0}};
  int done = 0, frozen = hidden / 4 / times_frozen;
  for (int i = 0; i < 60; i++)
    write_visibly(self, all, 0);
  for (int i = 0; i < visible_writes; i++) {
    int until = (hidden - times_frozen * frozen) * (i + 1) / visible_writes;
    for (; done < until; done++)
      write_hidden(self, all);
    write_visibly(self, all, i > visible_writes * 2 / 3);
    if (i % (visible_writes / times_frozen) != visible_writes / times_frozen / 2)
      continue;
    write_hidden_frozen(self, all, frozen);
    for (int who = 0; who < readers; who++)
      keep_cursors(self, who, &kept[who]);
  }
  for (int who = 0; who < readers; who++) {
    use_cursors(self, who, &kept[who]);
    look(self, all, who);
  }
  for (int who = 0; who < callers; who++)
    touch_hidden(self, who);
  for (int s = 0; s < 2; s++) {
    numbers_are_shared(self, s);
    numbers_lie_apart(self, s);
  }
  if (hidden) {
    hidden_import_ends_early(self, all);
    token_imports(self, all, 0, 1);
  }
}

static pair run_round(uint64_t seed, int hidden, int any_numbers)
{
  pair both = {.seed = seed, .random = seed * 2654435761u + 1, .any_numbers = any_numbers};
  people all = {.folder = make_folder("persons-access"), .with_hidden_groups = seed % 2 == 0};
  begin_side(&both.sides[0], all.folder, "a");
  begin_side(&both.sides[1], all.folder, "b");
  run(&both, &all, hidden);
  show_kinds(&both);
  for (int s = 0; s < 2; s++)
    end_side(&both.sides[s]);
  end_people(&all);
  remove_folder(all.folder);
  free(all.folder);
  printf("seed %llu, %s: %ld answers compared, %ld different\n", (unsigned long long)seed,
         all.with_hidden_groups ? "with hidden groups" : "persons in no group hidden", both.calls, both.differences);
  fflush(stdout);
  return both;
}

int main(int count, char **words)
{
  int any_numbers = count > 1 && strcmp(words[1], "--any-numbers") == 0;
  words += any_numbers;
  count -= any_numbers;
  long rounds = count > 1 ? strtol(words[1], NULL, 10) : 0, hidden = count > 2 ? strtol(words[2], NULL, 10) : 1000;
  long passed = 0, failed = 0;
  if (rounds < 1 || hidden < 0 || hidden > 1000000)
    die("usage: access [--any-numbers] ROUNDS [HIDDEN [SEED]]");
  uint64_t seed = seed_of(count > 3 ? words[3] : NULL);
  for (long round = 0; round < rounds; round++) {
    pair both = run_round(seed + (uint64_t)round, (int)hidden, any_numbers);
    failed += both.differences;
    passed += both.calls > both.differences ? both.calls - both.differences : 0;
  }
  printf("%ld passed, %ld failed\n", passed, failed);
  return failed != 0;
}
