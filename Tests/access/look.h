/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that a limited token can ask, on both sides, and the answers compared. */
#ifndef ACCESS_LOOK_H
#define ACCESS_LOOK_H

#include "people.h"

/* A request of persons_find with a cursor; released with free. */
static inline char *find_request(const char *wanted, int limit, json_int_t after)
{
  return text_of("{%s%s\"limit\":%d,\"after-id\":%lld}", wanted, *wanted ? "," : "", limit, (long long)after);
}

/* All pages, from the beginning. */
static inline void walk_find(pair *self, int who, const char *wanted, int limit)
{
  json_int_t after[2] = {0, 0};
  for (int page = 0; page < 2 * most_people; page++) {
    char *request[2] = {find_request(wanted, limit, after[0]), find_request(wanted, limit, after[1])};
    json_t *answers[2];
    int status = ask_each(self, who, "persons_find", persons_find, (const char *const *)request, answers);
    for (int s = 0; s < 2; s++) {
      after[s] = integer_at(answers[s], "last_id");
      json_decref(answers[s]);
      free(request[s]);
    }
    if (status != PERSONS_OK || after[0] == -1 || after[1] == -1)
      return;
  }
}

static inline void find_everything(pair *self, int who)
{
  char *wanted;
  walk_find(self, who, "", 1);
  walk_find(self, who, "", 7);
  walk_find(self, who, "", 100);
  walk_find(self, who, "\"group_ids\":[\"a\"]", 3);
  walk_find(self, who, "\"groups_external_refs\":[\"ref-a\",\"ref-c\"]", 3);
  walk_find(self, who, "\"group_ids\":[\"h0\"]", 3);
  walk_find(self, who, "\"groups_external_refs\":[\"ref-h1\",\"ref-a\"]", 3);
  walk_find(self, who, "\"groups_external_refs\":[\"ref-x\"]", 3);
#define WALK_EACH(count, limit, ...) \
  for (unsigned i = 0; i < (unsigned)(count); i++) { \
    wanted = text_of(__VA_ARGS__); \
    walk_find(self, who, wanted, limit); \
    free(wanted); \
  }
  WALK_EACH(sizeof first_names / sizeof *first_names, 2, "\"first_name\":\"%s\"", first_names[i])
  WALK_EACH(sizeof last_names / sizeof *last_names, 2, "\"last_name\":\"%s\"", last_names[i])
  WALK_EACH(phones, 1, "\"phone_number\":\"+1 (555) 01-%02u\"", i)
  WALK_EACH(emails, 1, "\"email_address\":\"MAIL%u@example.org\"", i)
  WALK_EACH(references, 1, "\"external_ref\":\"crm-%u\"", i)
  WALK_EACH(references, 1, "\"external_ref\":\"hidden-%u\"", i)
  WALK_EACH(20, 1, "\"identifier\":\"hid-%u\"", i)
  WALK_EACH(20, 1, "\"identifier\":\"p%u\"", i)
  WALK_EACH(8, 1, "\"first_name\":\"%s\",\"phone_number\":\"+1555010%u\"", first_names[i], i)
#undef WALK_EACH
  /* Cursors that are none. */
  ask(self, who, "persons_find", persons_find, "{\"after-id\":2}");
  ask(self, who, "persons_find", persons_find, "{\"after-id\":57,\"limit\":1}");
  ask(self, who, "persons_find", persons_find, "{\"after-id\":-1}");
  ask(self, who, "persons_find", persons_find, "{\"after-id\":\"9007199254740993\"}");
}

static inline void search_everything(pair *self, int who)
{
  static const char *const queries[] = {
    "a", "l", "m", "Ada Lovelace", "lovelace ada", "meier", "Meyer Bob", "Lovleace", "robert smth", "jurgen", "ozturk",
    "mail3", "555 0104", "0104", "crm-7", "hidden-3", "title2", "london", "hid", "nobody zzz", "Key Holder3", "ada zzz"};
  static const char *const fuzzy[] = {"auto", "off", "on", "loose"};
  for (unsigned query = 0; query < sizeof queries / sizeof *queries; query++)
    for (unsigned f = 0; f < 4; f++)
      ask_made(self, who, "persons_search", persons_search,
               text_of("{\"query\":\"%s\",\"fuzzy\":\"%s\",\"limit\":%d,\"skip\":%d,\"highlight\":%s}", queries[query],
                       fuzzy[f], query % 2 ? 1000 : 3, query % 3, query % 2 ? "true" : "false"));
  for (unsigned city = 0; city < 4; city++)
    ask_made(self, who, "persons_search", persons_search,
             text_of("{\"city\":\"%s\",\"query\":\"%c\",\"group_ids\":[\"a\"]}", cities[city], "abms"[city]));
  ask(self, who, "persons_search", persons_search, "{\"lastName\":\"m*\",\"limit\":1000}");
  ask(self, who, "persons_search", persons_search, "{\"email\":\"mail1*\",\"limit\":2,\"skip\":1}");
  ask(self, who, "persons_search", persons_search, "{\"query\":\"ada\",\"group_ids\":[\"h0\"]}");
  ask(self, who, "persons_search", persons_search, "{\"query\":\"ada\",\"groups_external_refs\":[\"ref-h1\"]}");
}

enum { most_revisions = 2 * most_people };

/* All changes from the beginning, and what has changed since each revision that is seen on the way. */
static inline void walk_changes(pair *self, int who)
{
  static int64_t seen[most_revisions][2];
  int64_t since[2] = {0, 0};
  int count = 0, more = 1;
  while (more) {
    json_t *answers[2], *changes[2];
    ask_changes(self, who, since, answers);
    for (int s = 0; s < 2; s++) {
      changes[s] = json_object_get(answers[s], "changes");
      since[s] = integer_at(answers[s], "revision");
    }
    for (size_t i = 0; i < json_array_size(changes[0]) && i < json_array_size(changes[1]); i++)
      if (count < most_revisions) {
        for (int s = 0; s < 2; s++)
          seen[count][s] = integer_at(json_array_get(changes[s], i), "revision");
        count++;
      }
    more = json_is_true(json_object_get(answers[0], "more")) && json_is_true(json_object_get(answers[1], "more"));
    json_decref(answers[0]);
    json_decref(answers[1]);
  }
  for (int i = 0; i < count; i++)
    ask_changes(self, who, seen[i], NULL);
  /* Revisions that were never given out. */
  for (int64_t forged = 1; forged < 2000; forged = forged * 3 + 1)
    ask_changes(self, who, (int64_t[]){forged, forged}, NULL);
  ask_changes(self, who, (int64_t[]){LAST_OPAQUE + 2, LAST_OPAQUE + 2}, NULL);
  ask_changes(self, who, (int64_t[]){-1, -1}, NULL);
}

static inline void get_everybody(pair *self, people *all, int who)
{
  for (int i = 0; i < all->count; i++) {
    ask_each(self, who, "persons_get", persons_get, (const char *const *)all->all[i].id, NULL);
    if (i % 4 == 0)
      ask_made(self, who, "persons_get", persons_get, text_of("hid-%d", i));
  }
}

enum { most_kept = 8 };

/* Cursors and revisions that a token keeps over the writes of others. */
typedef struct { int count; json_int_t after[most_kept][2]; int64_t since[most_kept][2]; } kept_cursors;

static inline void keep_cursors(pair *self, int who, kept_cursors *kept)
{
  json_t *found[2], *changes[2];
  const char *const request[2] = {"{\"limit\":5}", "{\"limit\":5}"};
  if (kept->count == most_kept)
    return;
  ask_each(self, who, "persons_find", persons_find, request, found);
  ask_changes(self, who, (int64_t[]){0, 0}, changes);
  for (int s = 0; s < 2; s++) {
    kept->after[kept->count][s] = integer_at(found[s], "last_id");
    kept->since[kept->count][s] = integer_at(changes[s], "revision");
    json_decref(found[s]);
    json_decref(changes[s]);
  }
  kept->count++;
}

static inline void use_cursors(pair *self, int who, const kept_cursors *kept)
{
  for (int i = 0; i < kept->count; i++) {
    char *request[2];
    for (int s = 0; s < 2; s++)
      request[s] = find_request("", 9, kept->after[i][s]);
    if (kept->after[i][0] != -1)
      ask_each(self, who, "persons_find", persons_find, (const char *const *)request, NULL);
    ask_changes(self, who, kept->since[i], NULL);
    free(request[0]);
    free(request[1]);
  }
}

/* Calls about what is hidden: answered like those about what is absent. */
static inline void touch_hidden(pair *self, int who)
{
  for (int i = 0; i < 60; i += 3) {
    char *id = text_of("hid-%d", i), *both[2] = {id, id};
    ask_update(self, who, both, "{\"city\":\"Nowhere\"}");
    ask_update(self, who, both, "{\"city\":7}");
    ask_update(self, who, both, "{\"personId\":\"another\"}");
    ask_update(self, who, both, "{\"groupIds\":[\"h0\"]}");
    ask(self, who, "persons_delete", persons_delete, id);
    ask(self, who, "persons_erase", persons_erase, id);
    ask_made(self, who, "persons_record_rsvp", persons_record_rsvp,
             text_of("{\"personId\":\"%s\",\"eventId\":\"e1\",\"status\":\"Accepted\"}", id));
    ask_made(self, who, "persons_record_rsvp", persons_record_rsvp,
             text_of("{\"personId\":\"%s\",\"eventId\":\"none\",\"status\":\"Accepted\"}", id));
    ask_made(self, who, "persons_create", persons_create,
             text_of("{\"personId\":\"%s\",\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"c@example.org\"}", id));
    free(id);
  }
  for (int i = 0; i < 4; i++) {
    ask_made(self, who, "persons_create", persons_create,
             text_of("{\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"c@example.org\",\"groupIds\":[\"h%d\"]}", i));
    ask_made(self, who, "persons_create", persons_create,
             text_of("{\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"c@example.org\","
                     "\"groupExternalRefs\":[\"ref-h%d\"]}", i));
    ask_made(self, who, "persons_upsert", persons_upsert,
             text_of("{\"persons\":[{\"external_ref\":\"x\",\"group_ids\":[\"h%d\"]}]}", i));
    ask_made(self, who, "persons_list", persons_list, text_of("{\"group_ids\":[\"a\",\"h%d\"]}", i));
    ask_made(self, who, "persons_list", persons_list, text_of("{\"groups_external_refs\":[\"ref-h%d\"]}", i));
    ask_made(self, who, "persons_put_group", persons_put_group, text_of("{\"external_ref\":\"ref-h%d\"}", i));
    ask_made(self, who, "persons_delete_group", persons_delete_group, text_of("h%d", i));
  }
  ask(self, who, "persons_put_event", persons_put_event, "{\"name\":\"Mine\"}");
  ask(self, who, "persons_list_tokens", persons_list_tokens, NULL);
}

static inline void ask_by_rest(pair *self, int who)
{
  static const char *const targets[] = {
    "/person?limit=50", "/person?limit=5&skip=3", "/search?query=ada", "/search?query=smth&limit=100", "/person/hid-1",
    "/person/p1", "/person/nobody", "/groups", "/events", "/stats", "/changes?since=0", "/changes?since=3", "/healthz"};
  for (unsigned i = 0; i < sizeof targets / sizeof *targets; i++)
    ask_rest(self, who, "GET", targets[i], NULL);
  ask_rest(self, who, "POST", "/persons/find/", "{\"limit\":4}");
  ask_rest(self, who, "POST", "/persons/find/", "{\"identifier\":\"hid-2\"}");
  ask_rest(self, who, "PUT", "/person/hid-3", "{\"city\":\"Nowhere\"}");
  ask_rest(self, who, "DELETE", "/person/hid-4", NULL);
}

/* persons_stats has no request. */
static inline int stats_with_request(persons_directory *directory, const char *request, char **out)
{
  (void)request;
  return persons_stats(directory, out);
}

static inline void look(pair *self, people *all, int who)
{
  get_everybody(self, all, who);
  ask(self, who, "persons_list", persons_list, "{\"limit\":1000}");
  for (int skip = 0; skip < 60; skip += 9)
    ask_made(self, who, "persons_list", persons_list, text_of("{\"limit\":7,\"skip\":%d}", skip));
  ask(self, who, "persons_list", persons_list, "{\"limit\":1000,\"group_ids\":[\"a\"]}");
  find_everything(self, who);
  search_everything(self, who);
  walk_changes(self, who);
  ask(self, who, "persons_stats", stats_with_request, NULL);
  ask(self, who, "persons_list_groups", persons_list_groups, NULL);
  ask(self, who, "persons_list_groups", persons_list_groups, "{\"limit\":1,\"skip\":1}");
  ask(self, who, "persons_list_events", persons_list_events, NULL);
  ask_export(self, who);
  ask_by_rest(self, who);
}

#endif
