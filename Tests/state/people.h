/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about persons: created, changed, found in every way until they are deleted. */
#ifndef STATE_PEOPLE_H
#define STATE_PEOPLE_H

#include "handles.h"
#include "requests.h"

/* A call that takes a text, made on a handle: right, wrong or NULL, with and without a place for the answer. */
typedef int (*text_call)(persons_directory *, const char *, char **);

/* What a wrong request is answered: to an owner by its fault, to others perhaps by their rights first. */
static inline json_t *judge_wrong(const char *name, handle_kind kind, int status, char *out, int asked)
{
  if (kind == bad_handle)
    return judge(name, status, out, asked, PERSONS_MISUSE, end_of_list);
  if (is_owner(kind))
    return judge(name, status, out, asked, PERSONS_INVALID, PERSONS_TOO_LARGE, end_of_list);
  return judge(name, status, out, asked, PERSONS_INVALID, PERSONS_TOO_LARGE, PERSONS_FORBIDDEN, PERSONS_READ_ONLY,
               PERSONS_UNAUTHORIZED, PERSONS_UNSUPPORTED, PERSONS_UNAVAILABLE, PERSONS_TIMEOUT, end_of_list);
}

/* Whatever a handle of which nothing is known answers: no call of ours is a fault of the library or the disk. */
static inline json_t *judge_unknown(const char *name, handle_kind kind, int status, char *out, int asked)
{
  if (kind == bad_handle)
    return judge(name, status, out, asked, PERSONS_MISUSE, end_of_list);
  if (kind == revoked_token)
    return judge(name, status, out, asked, PERSONS_UNAUTHORIZED, PERSONS_FORBIDDEN, PERSONS_INVALID, end_of_list);
  if (kind == remote_handle)
    return judge(name, status, out, asked, PERSONS_UNAVAILABLE, PERSONS_TIMEOUT, PERSONS_UNSUPPORTED,
                 PERSONS_FORBIDDEN, PERSONS_NOT_FOUND, PERSONS_INVALID, PERSONS_TOO_LARGE, end_of_list);
  return judge(name, status, out, asked, PERSONS_OK, PERSONS_INVALID, PERSONS_NOT_FOUND, PERSONS_CONFLICT,
               PERSONS_FORBIDDEN, PERSONS_TOO_LARGE, PERSONS_READ_ONLY, end_of_list);
}

/*
 * Make a call with a request that is right. Now and then it is made wrong instead, or changed at random where nothing is
 * known of the directory; then the answer is judged here, and 0 is returned: there is nothing more to look at.
 */
static inline int call_with(machine *self, const char *name, text_call call, open_handle on, char *request,
                            int *status, json_t **answer)
{
  char *out = NULL, *text = request;
  int asked = pick(&self->random, 10) != 0, how = (int)pick(&self->random, 100), right = 0;
  *answer = NULL;
  if (on.kind == wild_handle && how < 70)
    text = changed_at_random(request, &self->random);
  else if (how < 8)
    text = wrong_request(request, &self->random);
  else
    right = 1;
  note_call("%s on %s: %s%.150s", name, kind_names[on.kind], right ? "" : "(wrong) ", text);
  *status = call(on.directory, text, asked ? &out : NULL);
  if (on.kind == wild_handle || on.kind == remote_handle || on.kind == revoked_token || on.kind == bad_handle) {
    json_decref(!right && on.kind == revoked_token ? judge_wrong(name, on.kind, *status, out, asked)
                                                   : judge_unknown(name, on.kind, *status, out, asked));
    right = 0;
  } else if (!right)
    json_decref(judge_wrong(name, on.kind, *status, out, asked));
  else
    *answer = take_answer(out);
  if (right && asked && !*answer)
    found_wrong("%s answered %s without JSON", name, persons_status_name(*status));
  if (right && *status != PERSONS_OK && asked)
    judge_error(name, *status, *answer);
  if (text != request)
    free(text);
  free(request);
  return right;
}

/* The status must be this one. */
static inline int is_status(const char *name, handle_kind kind, int status, int wanted, json_t *answer)
{
  char *text;
  if (status == wanted)
    return status == PERSONS_OK;
  text = shown(answer);
  found_wrong("%s on %s answered %s, not %s: %s", name, kind_names[kind], persons_status_name(status),
              persons_status_name(wanted), text);
  free(text);
  return 0;
}

/* A call that lists what is there, all of it. */
static inline void expect_listed(machine *self, const char *name, text_call call, open_handle on, char *request,
                                 int wanted, const char *key, int count)
{
  int status;
  json_t *answer;
  if (call_with(self, name, call, on, request, &status, &answer) && is_status(name, on.kind, status, wanted, answer) &&
      answer && json_array_size(value_at(answer, key)) != (size_t)count)
    found_wrong("%s on %s shows %zu, there are %d", name, kind_names[on.kind], json_array_size(value_at(answer, key)),
                count);
  json_decref(answer);
}

/* What a write that is right answers by who makes it. */
static inline int written_status(handle_kind kind)
{
  return kind == reader_handle ? PERSONS_READ_ONLY : kind == reading_token ? PERSONS_FORBIDDEN : PERSONS_OK;
}

static inline void create_person(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  unsigned town = pick(&self->random, 1000);
  char *id = known ? text_of("p%d", known->persons_made) : text_of("w%u", pick(&self->random, 40));
  int names_id = on.kind != limited_token && pick(&self->random, 2), status, limited = on.kind == limited_token;
  char *own = names_id ? text_of("\"personId\":\"%s\",", id) : text_of("%s", "");
  json_t *answer;
  if (known && known->persons_count == most_persons) {
    free(own);
    free(id);
    return;
  }
  if (known && on.kind != limited_token && known->groups && pick(&self->random, 3) == 0)
    limited = 1;
  if (call_with(self, "persons_create", persons_create, on,
                text_of("{%s\"firstName\":\"First%s\",\"lastName\":\"Last\",\"email\":\"%s@example.org\","
                        "\"city\":\"Town%u\",\"phoneNumber\":\"+1 555 %04u\",\"customFields\":{\"a\":[1,true]}%s}",
                        own, id, id, town, town, limited && on.kind != limited_token ? ",\"groupIds\":[\"limited\"]" : ""),
                &status, &answer) && known) {
    if (is_status("persons_create", on.kind, status, written_status(on.kind), answer)) {
      const char *given = string_at(answer, "personId");
      known->persons_made++;
      if (names_id && answer && strcmp(given, id) != 0)
        found_wrong("persons_create gave the identifier %s for %s", given, id);
      /* Without an answer nobody knows the identifier that was made: look for it. */
      if (!answer && !names_id) {
        char *request = text_of("{\"email_address\":\"%s@example.org\"}", id), *out = NULL;
        json_t *found;
        note_call("persons_find: who was just created");
        status = persons_find(on.directory, request, &out);
        found = judge("persons_find", status, out, 1, PERSONS_OK, end_of_list);
        add_person(known, string_at(found, "persons.0.identifier"), town, limited);
        json_decref(found);
        free(request);
      } else
        add_person(known, names_id ? id : given, town, limited);
    }
  }
  json_decref(answer);
  free(own);
  free(id);
}

/* The identifier of someone, of nobody, or no identifier. */
static inline char *some_id(machine *self, const world *known)
{
  unsigned choice = pick(&self->random, 20);
  if (choice == 0)
    return text_of("nobody");
  if (choice == 1)
    return text_of("%s", pick(&self->random, 2) ? "\xff" : "");
  if (known && known->persons_count)
    return text_of("%s", known->persons[pick(&self->random, (unsigned)known->persons_count)].id);
  return text_of("w%u", pick(&self->random, 40));
}

/* A call that takes an identifier. Returns whether its answer is to be looked at; *person is who was meant, or NULL. */
static inline int call_by_id(machine *self, const char *name, text_call call, open_handle on, int *status,
                             json_t **answer, model_person **person)
{
  world *known = world_of(self, on.kind);
  char *id = pick(&self->random, 50) ? some_id(self, known) : NULL, *out = NULL;
  int asked = pick(&self->random, 10) != 0, usual = known != NULL && on.kind != revoked_token;
  *answer = NULL;
  *person = known && id ? person_of(known, id) : NULL;
  note_call("%s on %s: %s", name, kind_names[on.kind], id ? id : "NULL");
  *status = call(on.directory, id, asked ? &out : NULL);
  if (on.kind == bad_handle || id == NULL)
    *answer = judge(name, *status, out, asked, PERSONS_MISUSE,
                    on.kind == bad_handle ? PERSONS_MISUSE : PERSONS_UNSUPPORTED, end_of_list);
  else if (!usual || !*person)
    *answer = judge_unknown(name, on.kind, *status, out, asked);
  else {
    *answer = take_answer(out);
    free(id);
    return 1;
  }
  if (on.kind != bad_handle && id && *status == PERSONS_OK && usual)
    found_wrong("%s on %s answered OK for nobody", name, kind_names[on.kind]);
  json_decref(*answer);
  *answer = NULL;
  free(id);
  return 0;
}

static inline void get_person(machine *self, open_handle on)
{
  model_person *person;
  json_t *answer;
  int status;
  if (!call_by_id(self, "persons_get", persons_get, on, &status, &answer, &person))
    return;
  if (is_status("persons_get", on.kind, status, sees(on.kind, person) ? PERSONS_OK : PERSONS_NOT_FOUND, answer) &&
      answer) {
    char *town = text_of("Town%u", person->town);
    if (strcmp(string_at(answer, "city"), town) != 0 || strcmp(string_at(answer, "personId"), person->id) != 0)
      found_wrong("persons_get of %s shows %s of %s, not %s", person->id, string_at(answer, "city"),
                  string_at(answer, "personId"), town);
    free(town);
  }
  json_decref(answer);
}

static inline void delete_person(machine *self, open_handle on, int for_good)
{
  const char *name = for_good ? "persons_erase" : "persons_delete";
  model_person *person;
  json_t *answer;
  int status, wanted;
  if (!call_by_id(self, name, for_good ? persons_erase : persons_delete, on, &status, &answer, &person))
    return;
  wanted = written_status(on.kind);
  if (wanted == PERSONS_OK && for_good && on.kind == limited_token)
    wanted = PERSONS_FORBIDDEN;
  if (wanted == PERSONS_OK && !sees(on.kind, person))
    wanted = PERSONS_NOT_FOUND;
  if (is_status(name, on.kind, status, wanted, answer))
    remove_person(world_of(self, on.kind), person);
  json_decref(answer);
}

/* persons_update has two texts: this is the call with the identifier that is bound to it. */
static const char *updated_id;

static inline int update_bound(persons_directory *directory, const char *changes, char **out)
{
  return persons_update(directory, updated_id, changes, out);
}

static inline void update_person(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  model_person *person = known ? any_person(known, &self->random) : NULL;
  unsigned town = pick(&self->random, 1000);
  char *wild_id = some_id(self, NULL);
  int status, wanted;
  json_t *answer;
  updated_id = person ? person->id : wild_id;
  if (call_with(self, "persons_update", update_bound, on, text_of("{\"city\":\"Town%u\",\"state\":null}", town), &status,
                &answer)) {
    wanted = written_status(on.kind);
    if (wanted == PERSONS_OK && (!person || !sees(on.kind, person)))
      wanted = PERSONS_NOT_FOUND;
    if (!person && (!*updated_id || *updated_id == '\xff'))
      wanted = status; /* an identifier that is none */
    if (is_status("persons_update", on.kind, status, wanted, answer) && person)
      person->town = town;
  }
  json_decref(answer);
  free(wild_id);
}

/* Every way of reading finds the person, and none who was deleted. */
static inline void find_persons(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  model_person *person = known ? any_person(known, &self->random) : NULL;
  int status, visible = person && sees(on.kind, person);
  json_t *answer;
  char *id = person ? text_of("%s", person->id) : text_of("w%u", pick(&self->random, 40));
  if (call_with(self, "persons_find", persons_find, on, text_of("{\"identifier\":\"%s\",\"limit\":2}", id), &status,
                &answer) && is_status("persons_find", on.kind, status, visible ? PERSONS_OK : PERSONS_NOT_FOUND, answer) &&
      answer && strcmp(string_at(answer, "persons.0.identifier"), id) != 0)
    found_wrong("persons_find of %s shows another", id);
  json_decref(answer);
  free(id);
}

static inline void list_persons(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  int count = !known ? 0 : on.kind == limited_token ? limited_persons(known) : known->persons_count;
  expect_listed(self, "persons_list", persons_list, on, text_of("{\"limit\":100,\"skip\":0}"), PERSONS_OK, "persons",
                count);
}

static inline void search_persons(machine *self, open_handle on)
{
  static const char *const fuzzy[] = {"off", "auto", "on", "loose"};
  world *known = world_of(self, on.kind);
  int status;
  json_int_t count = known ? (on.kind == limited_token ? limited_persons(known) : known->persons_count) : 0;
  const char *words = pick(&self->random, 3) ? "last" : "first las";
  json_t *answer;
  if (call_with(self, "persons_search", persons_search, on,
                text_of("{\"query\":\"%s\",\"fuzzy\":\"%s\",\"limit\":5,\"highlight\":%s}", words,
                        fuzzy[pick(&self->random, 4)], pick(&self->random, 2) ? "true" : "false"), &status, &answer) &&
      is_status("persons_search", on.kind, status, PERSONS_OK, answer) && answer &&
      integer_at(answer, "total") != count)
    found_wrong("persons_search for \"%s\" on %s finds %lld persons, there are %lld", words, kind_names[on.kind],
                (long long)integer_at(answer, "total"), (long long)count);
  json_decref(answer);
}

/* Two records: one that is there and gets another town through its e-mail's owner, and one that fails. */
static inline void upsert_persons(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  model_person *person = known ? any_person(known, &self->random) : NULL;
  int status;
  json_t *answer;
  if (!person && known)
    return;
  if (call_with(self, "persons_upsert", persons_upsert, on,
                text_of("{\"persons\":[{\"external_ref\":\"none\",\"groups_external_refs\":[\"no such\"]},"
                        "{\"first_name\":\"Nobody\"}]}"), &status, &answer) &&
      is_status("persons_upsert", on.kind, status, written_status(on.kind), answer) && answer &&
      (json_array_size(value_at(answer, "persons")) != 2 || !json_is_false(value_at(answer, "persons.0.success")) ||
       !json_is_false(value_at(answer, "persons.1.success"))))
    found_wrong("persons_upsert took records that are none");
  json_decref(answer);
}

#endif
