/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Search: query and filters in every form, over a directory with an index in a file.
 *
 * Input: a byte of flags, a byte for the page, then lines: query, firstName, lastName, email, city, state, group_ids
 * (one). An empty line leaves the key out; "" in quotes gives the empty text.
 */
#include "highlight.h"
#include "people.h"
#include "shape.h"

#include "run.h"

/* Pages are short: reading long ones would take more time than finding them. */
enum { people = 2000, most_seen = 40 };

static struct world world;

static const char *const ways[] = {"auto", "off", "on", "loose"};

enum flag { is_highlighted = 4, is_limited = 8, in_capitals = 16, in_pages = 32, in_all_ways = 64 };

static void prepare(void)
{
  make_world(&world, "fuzz-query");
  add_people(&world, people, people);
}

struct search {
  char *lines[7];
  unsigned flags;
  int limit, skip;
};

/* The request; -1 leaves limit and skip out. */
static char *request_of(const struct search *search, const char *way, int limit, int skip, int highlight)
{
  static const char *const keys[] = {"query", "firstName", "lastName", "email", "city", "state"};
  struct json_text text = {0};
  add_plain(&text, "{");
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (*search->lines[i])
      add_member(&text, keys[i], strcmp(search->lines[i], "\"\"") == 0 ? "" : search->lines[i]);
  if (*search->lines[6]) {
    add_key(&text, "group_ids");
    add_plain(&text, "[");
    add_string(&text, search->lines[6]);
    add_plain(&text, "]");
  }
  add_member(&text, "fuzzy", way);
  if (limit >= 0)
    add_number(&text, "limit", limit);
  if (skip >= 0)
    add_number(&text, "skip", skip);
  if (highlight) {
    add_key(&text, "highlight");
    add_plain(&text, "true");
  }
  add_plain(&text, "}");
  return exact_json(&text);
}

static json_t *answer_to(const struct search *search, char *request, int *status)
{
  enum caller caller = search->flags & is_limited ? as_limited : as_owner;
  char *out = NULL;
  json_t *answer;
  *status = persons_search(world.directories[caller], request, &out);
  answer = judged("persons_search", *status, out);
  if (*status == PERSONS_OK)
    check_shape(call_search, answer);
  free(request);
  return answer;
}

/* A page is the part of the whole that it asks for. */
static void check_pages(const struct search *search, json_t *page)
{
  const char *way = ways[search->flags & 3];
  int status;
  json_t *whole = answer_to(search, request_of(search, way, most_seen, 0, 0), &status);
  json_int_t skip = integer_at(page, "skip");
  size_t index;
  json_t *person;
  if (integer_at(whole, "total") != integer_at(page, "total"))
    fault("the total is %lld on one page, %lld on another", (long long)integer_at(whole, "total"),
          (long long)integer_at(page, "total"));
  json_array_foreach(value_at(page, "persons"), index, person) {
    json_t *same = json_array_get(value_at(whole, "persons"), index + (size_t)skip);
    if (index + (size_t)skip < most_seen && strcmp(string_at(same, "personId"), string_at(person, "personId")) != 0)
      fault("place %zu of the page is not place %zu of the whole", index, index + (size_t)skip);
  }
  json_decref(whole);
}

/* Whoever types in capitals finds the same. */
static void check_capitals(struct search *search, json_t *answer)
{
  const char *way = ways[search->flags & 3];
  int status;
  for (char *letter = search->lines[0]; *letter; letter++) {
    if (*letter & 0x80)
      return;
    if (*letter >= 'a' && *letter <= 'z')
      *letter -= 'a' - 'A';
  }
  json_t *again = answer_to(search, request_of(search, way, search->limit, search->skip, 0), &status);
  if (status != PERSONS_OK || !json_equal(value_at(answer, "total"), value_at(again, "total"))
      || !json_equal(value_at(answer, "persons"), value_at(again, "persons")))
    fault("capitals find others: %lld and %lld", (long long)integer_at(answer, "total"),
          (long long)integer_at(again, "total"));
  json_decref(again);
}

/* Who is more forgiving finds no fewer. */
static void check_ways(const struct search *search)
{
  json_int_t totals[4];
  int status;
  for (int way = 0; way < 4; way++) {
    json_t *answer = answer_to(search, request_of(search, ways[way], 1, 0, 0), &status);
    totals[way] = integer_at(answer, "total");
    if (way == 1 && json_object_get(answer, "matched"))
      fault("\"off\" was widened");
    json_decref(answer);
  }
  if (totals[1] > totals[2] || totals[2] > totals[3] || totals[0] < totals[1] || totals[0] > totals[3])
    fault("totals: auto %lld, off %lld, on %lld, loose %lld", (long long)totals[0], (long long)totals[1],
          (long long)totals[2], (long long)totals[3]);
}

static void check_limited(json_t *answer)
{
  size_t index;
  json_t *person;
  json_array_foreach(value_at(answer, "persons"), index, person)
    if (strcmp(string_at(person, "groupIds.0"), "g1") != 0 || value_at(person, "groupIds.1"))
      fault("a limited token finds %s", shown(person));
}

static int run(struct input input)
{
  static const int limits[] = {-1, 0, 1, 2, 5, 10, most_seen, 1001};
  static const int skips[] = {-1, 0, 1, 5, 10, 30, 1999, 1000000};
  struct search search = {.flags = take_byte(&input)};
  unsigned page = take_byte(&input);
  json_t *answer;
  int status;
  search.limit = limits[page & 7];
  search.skip = skips[page >> 3 & 7];
  for (size_t i = 0; i < sizeof search.lines / sizeof *search.lines; i++)
    search.lines[i] = take_line(&input);
  answer = answer_to(&search, request_of(&search, ways[search.flags & 3], search.limit, search.skip,
                                         search.flags & is_highlighted), &status);
  if (status == PERSONS_OK) {
    if (search.flags & is_highlighted)
      check_highlights(answer);
    if (search.flags & is_limited)
      check_limited(answer);
    if (search.flags & in_pages)
      check_pages(&search, answer);
    if (search.flags & in_all_ways)
      check_ways(&search);
    if (search.flags & in_capitals && !(search.flags & is_highlighted))
      check_capitals(&search, answer);
  }
  json_decref(answer);
  for (size_t i = 0; i < sizeof search.lines / sizeof *search.lines; i++)
    free(search.lines[i]);
  state_is_new();
  return 0;
}
