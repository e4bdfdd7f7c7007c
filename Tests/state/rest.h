/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about groups, events, organizations, tokens, files, changes and serving. */
#ifndef STATE_REST_H
#define STATE_REST_H

#include "people.h"

/* What a write for the owner, or for tokens that see every group, answers by who makes it. */
static inline int whole_status(handle_kind kind)
{
  return kind == limited_token ? PERSONS_FORBIDDEN : written_status(kind);
}

/* What a call of the owner answers by who makes it; one that only reads may be made on a file opened for reading. */
static inline int owner_status(handle_kind kind, int writes)
{
  return is_owner(kind) ? PERSONS_OK
         : kind == reader_handle ? (writes ? PERSONS_READ_ONLY : PERSONS_OK) : PERSONS_FORBIDDEN;
}

static inline void put_group(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  int status, number = known ? known->groups : 0, makes = known && number < most_groups;
  json_t *answer;
  char *id = number == 0 ? text_of("limited") : text_of("g%d", makes ? number : 1);
  if (call_with(self, "persons_put_group", persons_put_group, on,
                text_of("{\"group_id\":\"%s\",\"external_ref\":\"ref-%s\",\"name\":\"A group\"}", id, id), &status,
                &answer) && is_status("persons_put_group", on.kind, status, whole_status(on.kind), answer) && makes)
    known->groups++;
  json_decref(answer);
  free(id);
}

static inline void list_groups(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  int count = !known ? 0 : on.kind == limited_token ? known->groups > 0 : known->groups;
  expect_listed(self, "persons_list_groups", persons_list_groups, on, text_of("{\"limit\":50}"), PERSONS_OK, "groups",
                count);
}

static inline void delete_group(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  char *id = known && known->groups > 1 ? text_of("g%d", known->groups - 1) : text_of("no such group"), *out = NULL;
  int asked = pick(&self->random, 2) != 0;
  int wanted = whole_status(on.kind) != PERSONS_OK ? whole_status(on.kind)
               : known && known->groups > 1 ? PERSONS_OK : PERSONS_NOT_FOUND;
  int status;
  json_t *answer;
  note_call("persons_delete_group on %s: %s", kind_names[on.kind], id);
  status = persons_delete_group(on.directory, id, asked ? &out : NULL);
  if (!known || on.kind == revoked_token)
    answer = judge_unknown("persons_delete_group", on.kind, status, out, asked);
  else {
    answer = judge("persons_delete_group", status, out, asked, wanted, end_of_list);
    if (status == PERSONS_OK)
      known->groups--;
  }
  json_decref(answer);
  free(id);
}

static inline void put_event(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  int status, number = known ? known->events : 0, makes = known && number < most_events;
  json_t *answer;
  if (call_with(self, "persons_put_event", persons_put_event, on,
                text_of("{\"eventId\":\"e%d\",\"name\":\"Meeting\",\"date\":\"2026-11-15T09:00:00+02:00\"}",
                        makes ? number : 0), &status, &answer) &&
      is_status("persons_put_event", on.kind, status, whole_status(on.kind), answer) && makes)
    known->events++;
  json_decref(answer);
}

static inline void list_events(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  expect_listed(self, "persons_list_events", persons_list_events, on, text_of("{}"), PERSONS_OK, "events",
                known ? known->events : 0);
}

static inline void record_rsvp(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  model_person *person = known ? any_person(known, &self->random) : NULL;
  int status, wanted = written_status(on.kind);
  json_t *answer;
  if (person && person->answers > 20)
    return;
  if (call_with(self, "persons_record_rsvp", persons_record_rsvp, on,
                text_of("{\"eventId\":\"e0\",\"personId\":\"%s\",\"status\":\"Accepted\",\"actorId\":\"u1\"}",
                        person ? person->id : "nobody"), &status, &answer)) {
    if (wanted == PERSONS_OK && (!known || !known->events || !person || !sees(on.kind, person)))
      wanted = PERSONS_NOT_FOUND;
    if (is_status("persons_record_rsvp", on.kind, status, wanted, answer))
      person->answers++;
  }
  json_decref(answer);
}

static inline void put_organization(machine *self, open_handle on)
{
  int status;
  json_t *answer;
  if (call_with(self, "persons_put_organization", persons_put_organization, on,
                text_of("{\"slug\":\"%s\",\"name\":\"An organization\"}", pick(&self->random, 2) ? "home" : "other"),
                &status, &answer) &&
      is_status("persons_put_organization", on.kind, status, owner_status(on.kind, 1), answer) &&
      on.kind == memory_handle && strstr(trail[(calls_made - 1) % trail_length], "\"other\""))
    self->memory.organizations = 2;
  json_decref(answer);
}

static inline void list_organizations(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  expect_listed(self, "persons_list_organizations", persons_list_organizations, on, text_of("{\"limit\":9}"),
                owner_status(on.kind, 0), "organizations", known ? known->organizations : 0);
}

/* Issue a token and revoke it, so that the list of tokens does not grow without end before the file is made anew. */
static inline void issue_and_revoke(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  int status;
  json_t *answer;
  if (known && known->tokens >= 200)
    return;
  if (call_with(self, "persons_issue_token", persons_issue_token, on, text_of("{\"expires_in\":60,\"rights\":[\"read\"]}"),
                &status, &answer) &&
      is_status("persons_issue_token", on.kind, status, owner_status(on.kind, 1), answer)) {
    if (known)
      known->tokens++;
    if (answer) {
      char *out = NULL;
      note_call("persons_revoke_token on %s", kind_names[on.kind]);
      status = persons_revoke_token(on.directory, string_at(answer, "token_id"), &out);
      json_decref(judge("persons_revoke_token", status, out, 1, PERSONS_OK, end_of_list));
    }
  }
  json_decref(answer);
}

static inline void list_tokens(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  expect_listed(self, "persons_list_tokens", persons_list_tokens, on, text_of("{\"limit\":1000}"),
                owner_status(on.kind, 0), "tokens", known ? known->tokens : 0);
}

static inline void revoke_nothing(machine *self, open_handle on)
{
  char *out = NULL;
  const char *id = pick(&self->random, 4) ? "no such token" : NULL;
  int status;
  note_call("persons_revoke_token on %s: %s", kind_names[on.kind], id ? id : "NULL");
  status = persons_revoke_token(on.directory, id, &out);
  json_decref(judge("persons_revoke_token", status, out, 1,
                    on.kind == bad_handle || !id ? PERSONS_MISUSE : PERSONS_NOT_FOUND,
                    on.kind == bad_handle ? PERSONS_MISUSE : PERSONS_FORBIDDEN,
                    on.kind == bad_handle ? PERSONS_MISUSE : PERSONS_UNAUTHORIZED,
                    on.kind == bad_handle ? PERSONS_MISUSE : PERSONS_UNSUPPORTED,
                    on.kind == reader_handle ? PERSONS_READ_ONLY : PERSONS_MISUSE, end_of_list));
}

typedef int (*plain_call)(persons_directory *, char **);

/* A call without a request. Returns its answer where there is more to look at, else NULL. */
static inline json_t *answer_of_plain(machine *self, const char *name, plain_call call, open_handle on, int wanted)
{
  char *out = NULL;
  int status;
  note_call("%s on %s", name, kind_names[on.kind]);
  status = call(on.directory, &out);
  if (!world_of(self, on.kind) || on.kind == revoked_token) {
    json_decref(judge_unknown(name, on.kind, status, out, 1));
    return NULL;
  }
  json_t *answer = judge(name, status, out, 1, wanted, end_of_list);
  if (status == PERSONS_OK)
    return answer;
  json_decref(answer);
  return NULL;
}

static inline void tell_stats(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  json_t *answer = answer_of_plain(self, "persons_stats", persons_stats, on, PERSONS_OK);
  if (answer && known) {
    int count = on.kind == limited_token ? limited_persons(known) : known->persons_count;
    if (integer_at(answer, "persons") != count || integer_at(answer, "events") != known->events)
      found_wrong("persons_stats on %s tells of %lld persons and %lld events, there are %d and %d", kind_names[on.kind],
                  (long long)integer_at(answer, "persons"), (long long)integer_at(answer, "events"), count, known->events);
    if (is_owner(on.kind) && integer_at(answer, "revision") < known->revision)
      found_wrong("the revision went back from %lld", (long long)known->revision);
    if (is_owner(on.kind))
      known->revision = integer_at(answer, "revision");
  }
  json_decref(answer);
}

static inline void tell_changes(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  static const int64_t odd[] = {-1, INT64_MIN, INT64_MAX};
  int is_odd = pick(&self->random, 5) == 0, status;
  int is_limited = on.kind == limited_token;
  int64_t since = is_odd                            ? odd[pick(&self->random, 3)]
                  : is_limited                      ? (known ? known->told : 0)
                  : known && known->revision > 3 ? known->revision - pick(&self->random, 3) : 0;
  char *out = NULL;
  json_t *answer;
  note_call("persons_changes on %s: %lld", kind_names[on.kind], (long long)since);
  status = persons_changes(on.directory, since, &out);
  if (!known || on.kind == revoked_token)
    answer = judge_unknown("persons_changes", on.kind, status, out, 1);
  else {
    /* A token is not told how far the file has come, so for it the future is empty. */
    int is_refused = is_odd && (since < 0 || is_limited || is_owner(on.kind) || on.kind == reader_handle);
    answer = judge("persons_changes", status, out, 1, is_refused ? PERSONS_INVALID : PERSONS_OK, end_of_list);
    if (!is_odd && is_owner(on.kind) && integer_at(answer, "revision") < known->revision &&
        json_is_false(value_at(answer, "more")))
      found_wrong("persons_changes ends before the last revision");
    if (is_limited && !is_refused) {
      int64_t told = integer_at(answer, "revision");
      if (told < (int64_t)1 << 52 || told >= (int64_t)1 << 53)
        found_wrong("persons_changes tells a limited token the revision %lld", (long long)told);
      known->told = told;
    }
  }
  json_decref(answer);
}

static inline void check_all(machine *self, open_handle on)
{
  json_t *answer = answer_of_plain(self, "persons_check", persons_check, on, owner_status(on.kind, 0));
  if (answer && (integer_at(answer, "persons") != persons_in_file(self, on.kind) ||
                 json_array_size(value_at(answer, "problems")) != 0))
    found_wrong("persons_check counts %lld persons, there are %d", (long long)integer_at(answer, "persons"),
                persons_in_file(self, on.kind));
  json_decref(answer);
}

/* Called back in the middle of a call: other calls on the same handle work, and closing it is ignored. */
static inline int call_back(void *context, int64_t done, int64_t bytes, int64_t total)
{
  open_handle *on = context;
  (void)total;
  if (done < 0 || bytes < 0)
    found_wrong("a progress of %lld persons, %lld bytes", (long long)done, (long long)bytes);
  persons_close(on->directory);
  json_decref(judge("persons_list from a callback", persons_list(on->directory, "{\"limit\":1}", NULL), NULL, 0,
                    PERSONS_OK, end_of_list));
  return 0;
}

static inline int stop_at_once(void *context, int64_t done, int64_t bytes, int64_t total)
{
  (void)context;
  (void)done;
  (void)bytes;
  (void)total;
  return 1;
}

static inline void export_all(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  char *path = text_of("%s/out.ndjson", self->folder), *out = NULL;
  unsigned how = pick(&self->random, 6);
  const char *options = how == 0 ? NULL : how == 1 ? "{\"overwrite\":1}" : "{\"overwrite\":true}";
  int stops = how == 2, status;
  json_t *answer;
  note_call("persons_export on %s: %s%s", kind_names[on.kind], options ? options : "NULL", stops ? ", stopped" : "");
  status = persons_export(on.directory, path, options, stops ? stop_at_once : call_back, &on, &out);
  if (!known || on.kind == revoked_token)
    answer = judge("persons_export", status, out, 1, PERSONS_OK, PERSONS_INVALID, PERSONS_CONFLICT, PERSONS_INTERRUPTED,
                   on.kind == bad_handle ? PERSONS_MISUSE : PERSONS_FORBIDDEN, PERSONS_UNSUPPORTED,
                   PERSONS_UNAUTHORIZED, end_of_list);
  else {
    int count = on.kind == limited_token ? limited_persons(known) : known->persons_count;
    answer = judge("persons_export", status, out, 1, how == 0 ? PERSONS_CONFLICT : PERSONS_OK,
                   how == 1 ? PERSONS_INVALID : stops ? PERSONS_INTERRUPTED : PERSONS_OK, end_of_list);
    if (status == PERSONS_OK && integer_at(answer, "persons") != count)
      found_wrong("persons_export on %s wrote %lld persons, there are %d", kind_names[on.kind],
                  (long long)integer_at(answer, "persons"), count);
  }
  json_decref(answer);
  free(path);
}

static inline void import_some(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  unsigned how = pick(&self->random, 5), town = pick(&self->random, 1000);
  model_person *person = known && known->persons_count ? any_person(known, &self->random) : NULL;
  char *path = how == 0 ? text_of("%s", self->folder) : how == 1 ? text_of("%s/none", self->folder)
                                                                 : text_of("%s/rows.ndjson", self->folder);
  char *row = text_of("{\"personId\":\"%s\",\"city\":\"Town%u\"}\n\nno JSON\n", person ? person->id : "x", town);
  char *report = text_of("{\"report\":\"%s/report\"}", self->folder), *out = NULL;
  int status;
  json_t *answer;
  if ((!person && known) || on.kind == limited_token) {
    free(row);
    free(path);
    free(report);
    return;
  }
  if (how > 1)
    write_whole(path, row, strlen(row));
  note_call("persons_import on %s: %.100s", kind_names[on.kind], how > 1 ? row : path);
  status = persons_import(on.directory, path, how == 2 ? report : NULL, call_back, &on, &out);
  if (!known || on.kind == revoked_token)
    answer = judge("persons_import", status, out, 1, PERSONS_OK, PERSONS_INVALID, PERSONS_NOT_FOUND,
                   on.kind == bad_handle ? PERSONS_MISUSE : PERSONS_FORBIDDEN, PERSONS_UNSUPPORTED,
                   PERSONS_UNAUTHORIZED, end_of_list);
  else if (how < 2)
    answer = judge("persons_import", status, out, 1, PERSONS_INVALID, PERSONS_NOT_FOUND, PERSONS_FORBIDDEN,
                   PERSONS_READ_ONLY, end_of_list);
  else {
    answer = judge("persons_import", status, out, 1, written_status(on.kind), end_of_list);
    if (status == PERSONS_OK && (integer_at(answer, "rows") != 2 || integer_at(answer, "failed") != 1))
      found_wrong("persons_import counted wrongly");
    if (status == PERSONS_OK)
      person->town = town;
  }
  json_decref(answer);
  free(row);
  free(path);
  free(report);
}

static inline void backup_all(machine *self, open_handle on)
{
  world *known = world_of(self, on.kind);
  char *path = text_of("%s/copy.db", self->folder), *out = NULL;
  int status;
  json_t *answer;
  note_call("persons_backup on %s", kind_names[on.kind]);
  status = persons_backup(on.directory, path, &out);
  if (!known || on.kind == revoked_token)
    answer = judge_unknown("persons_backup", on.kind, status, out, 1);
  else {
    answer = judge("persons_backup", status, out, 1, owner_status(on.kind, 0), end_of_list);
    if (status == PERSONS_OK && integer_at(answer, "persons") != persons_in_file(self, on.kind))
      found_wrong("persons_backup has %lld persons, there are %d", (long long)integer_at(answer, "persons"),
                  persons_in_file(self, on.kind));
  }
  if (status == PERSONS_OK)
    unlink(path);
  json_decref(answer);
  free(path);
}

static inline void respond(machine *self, open_handle on)
{
  static const char *const methods[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "", "G\xff"};
  static const char *const targets[] = {"/person", "/persons", "/search?query=first", "/stats", "/healthz", "/groups",
                                        "/openapi.json", "/person/p1", "/%00", "/a/../b", "*", "", "/changes?since=x"};
  static const char *const none[] = {NULL}, *const typed[] = {"Content-Type", "application/json", NULL},
      *const odd[] = {"A", NULL}, *const twice[] = {"Accept", "*/*", "ACCEPT", "*/*", NULL},
      *const bytes[] = {"Accept", "\xff", NULL}, *const *const headers[] = {none, typed, odd, twice, bytes};
  const char *method = methods[pick(&self->random, 7)], *target = targets[pick(&self->random, 13)];
  const char *kind_token = on.kind >= full_token && on.kind <= revoked_token ? "" : self->tokens[full_token];
  char *bearer = text_of("Bearer %s", kind_token), *text = NULL, *out = NULL;
  const char *const authorized[] = {"Authorization", bearer, NULL};
  unsigned how = pick(&self->random, 8);
  const char *const *chosen = how < 5 ? headers[how] : how == 5 ? NULL : authorized;
  const char *body = pick(&self->random, 2) ? "{\"firstName\":\"A\"}" : NULL;
  int http_status = -1, status;
  json_t *answer;
  /* What this makes in a directory that is known would have to be known: only reading there. */
  if (world_of(self, on.kind) && strcmp(method, "GET") != 0)
    method = "HEAD";
  note_call("persons_respond on %s: %s %s, headers %u", kind_names[on.kind], method, target, how);
  status = persons_respond(on.directory, method, target, chosen, body, body ? strlen(body) : 0, &http_status, &text, &out);
  answer = json_loads(out ? out : "", JSON_DECODE_ANY, NULL);
  persons_free(out);
  if (on.kind == bad_handle ? status != PERSONS_MISUSE
      : status != PERSONS_OK && status != PERSONS_INVALID && status != PERSONS_FORBIDDEN && status != PERSONS_UNSUPPORTED &&
        status != PERSONS_UNAUTHORIZED && status != PERSONS_TOO_LARGE && (status != PERSONS_MISUSE || chosen != odd))
    found_wrong("persons_respond on %s answered %s", kind_names[on.kind], persons_status_name(status));
  if (status == PERSONS_OK && (http_status < 200 || http_status > 599 || !text))
    found_wrong("persons_respond gave the status %d", http_status);
  if (status != PERSONS_OK && (http_status != 0 || text))
    found_wrong("persons_respond failed and gave a reply");
  json_decref(answer);
  json_decref(take_answer(text));
  free(bearer);
}

static inline void interrupt(machine *self, open_handle on)
{
  (void)self;
  note_call("persons_interrupt on %s", kind_names[on.kind]);
  json_decref(judge("persons_interrupt", persons_interrupt(on.directory), NULL, 0,
                    on.kind == bad_handle ? PERSONS_MISUSE : PERSONS_OK, end_of_list));
}

static inline void open_wrongly(machine *self, open_handle on)
{
  static const char *const options[] = {"{\"creat\":true}", "[]", "{\"read_only\":\"yes\"}", "{", "{\"timeout_ms\":-1}",
                                        "{\"organization\":\"none\"}", "{\"token\":\"prs_wrong\"}", "{\"token\":\"\"}"};
  static const char *const locations[] = {"", "https://", "postgresql://x", "/no/such/folder/x.db", "/", "\xff",
                                          "http://example.org"};
  persons_directory *directory = on.directory;
  unsigned how = pick(&self->random, 18);
  const char *location = how < 8 ? self->path : how < 15 ? locations[how - 8] : how == 15 ? NULL : ":memory:";
  char *out = NULL;
  int status;
  note_call("persons_open: %s, %s", location ? location : "NULL", how < 8 ? options[how] : "NULL");
  status = persons_open(location, how < 8 ? options[how] : NULL, how == 16 ? NULL : &directory, &out);
  json_decref(judge("persons_open", status, out, 1, how == 17 ? PERSONS_OK : PERSONS_INVALID,
                    how == 15 || how == 16 ? PERSONS_MISUSE : PERSONS_NOT_FOUND, PERSONS_UNAUTHORIZED, PERSONS_UNSUPPORTED,
                    end_of_list));
  if (how != 16 && status != PERSONS_OK && directory)
    found_wrong("persons_open failed and left a handle");
  if (how == 17)
    persons_close(directory);
}

static inline void ask_for_names(machine *self, open_handle on)
{
  int number = (int)next_random(&self->random);
  (void)on;
  note_call("persons_status_name: %d, and the versions", number);
  if (!*persons_status_name(number) || !*persons_version() || persons_abi_version() != PERSONS_ABI_VERSION)
    found_wrong("a name is empty");
  persons_free(NULL);
  persons_close(made_up(self)); /* which is none of ours, or closed: ignored */
}

#endif
