/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls at random over every function of the header, with handles good and bad and requests right and wrong, held to a
 * small model of what must be there. A sequence follows from its seed.
 *
 *     state SEED CALLS
 *
 * When a call is wrong, the last calls before it are shown.
 */
#include "rest.h"

typedef void (*action)(machine *, open_handle);

static void delete_someone(machine *self, open_handle on)
{
  delete_person(self, on, 0);
}

static void erase_someone(machine *self, open_handle on)
{
  delete_person(self, on, 1);
}

static void open_or_close(machine *self, open_handle on)
{
  (void)on;
  open_or_close_something(self);
}

/* How often each is done, of all weights together. */
static const struct {
  action act;
  unsigned weight;
} actions[] = {
  {create_person, 120}, {get_person, 150}, {delete_someone, 70}, {update_person, 90}, {find_persons, 100},
  {list_persons, 40}, {search_persons, 60}, {upsert_persons, 40}, {put_group, 30}, {list_groups, 40},
  {delete_group, 15}, {put_event, 30}, {list_events, 40}, {record_rsvp, 40}, {put_organization, 20},
  {list_organizations, 30}, {issue_and_revoke, 3}, {list_tokens, 10}, {revoke_nothing, 20}, {tell_stats, 60},
  {tell_changes, 40}, {respond, 60}, {interrupt, 30}, {ask_for_names, 30}, {open_wrongly, 10}, {erase_someone, 2},
  {open_or_close, 4}, {check_all, 1}, {export_all, 2}, {import_some, 3}, {backup_all, 1},
};

enum { action_count = sizeof actions / sizeof *actions, calls_a_file = 50000 };

static action any_action(uint64_t *random)
{
  unsigned all = 0, chosen;
  for (int i = 0; i < action_count; i++)
    all += actions[i].weight;
  chosen = pick(random, all);
  for (int i = 0; i < action_count; i++) {
    if (chosen < actions[i].weight)
      return actions[i].act;
    chosen -= actions[i].weight;
  }
  return get_person;
}

/* Issue the token of this kind in the file that is new. */
static void issue(machine *self, persons_directory *owner, handle_kind kind, const char *request)
{
  char *out = NULL;
  int status = persons_issue_token(owner, request, &out);
  json_t *answer = judge("persons_issue_token", status, out, 1, PERSONS_OK, end_of_list);
  snprintf(self->tokens[kind], sizeof self->tokens[kind], "%s", string_at(answer, "token"));
  self->file.tokens++;
  if (kind == revoked_token) {
    open_kind(self, kind);
    status = persons_revoke_token(owner, string_at(answer, "token_id"), &out);
    json_decref(judge("persons_revoke_token", status, out, 1, PERSONS_OK, end_of_list));
  }
  json_decref(answer);
}

/* A new file with a second organization, the group that limits a token, and its tokens. */
static void begin_file(machine *self, int number)
{
  persons_directory *owner;
  char *out = NULL;
  int status;
  self->path = text_of("%s/people-%d.db", self->folder, number);
  memset(&self->file, 0, sizeof self->file);
  memset(&self->other, 0, sizeof self->other);
  open_kind(self, owner_handle);
  if (self->handle_count != 1)
    die("cannot open a file");
  owner = self->handles[0].directory;
  status = persons_put_organization(owner, "{\"slug\":\"other\"}", &out);
  json_decref(judge("persons_put_organization", status, out, 1, PERSONS_OK, end_of_list));
  status = persons_put_group(owner, "{\"group_id\":\"limited\",\"external_ref\":\"ref-limited\"}", &out);
  json_decref(judge("persons_put_group", status, out, 1, PERSONS_OK, end_of_list));
  self->file.organizations = self->other.organizations = 2;
  self->file.groups = 1;
  issue(self, owner, full_token, NULL);
  issue(self, owner, reading_token, "{\"rights\":[\"read\"]}");
  issue(self, owner, limited_token, "{\"group_ids\":[\"limited\"]}");
  issue(self, owner, revoked_token, "{}");
}

/* Close everything, and have a fresh process's view of the file agree with the model. */
static void end_file(machine *self)
{
  persons_directory *directory = NULL;
  char *out = NULL;
  int status;
  json_t *answer;
  while (self->handle_count)
    close_handle(self, self->handle_count - 1);
  status = persons_open(self->path, "{\"create\":false}", &directory, &out);
  json_decref(judge("persons_open at the end", status, out, 1, PERSONS_OK, end_of_list));
  status = persons_check(directory, &out);
  answer = judge("persons_check at the end", status, out, 1, PERSONS_OK, end_of_list);
  if (integer_at(answer, "persons") != persons_in_file(self, owner_handle))
    found_wrong("at the end there are %lld persons, not %d", (long long)integer_at(answer, "persons"),
                persons_in_file(self, owner_handle));
  json_decref(answer);
  persons_close(directory);
  remove_folder(self->folder);
  mkdir(self->folder, 0700);
  free(self->path);
}

int main(int count, char **words)
{
  static machine self;
  uint64_t seed = seed_of(count > 1 && *words[1] ? words[1] : NULL);
  long calls = count > 2 ? strtol(words[2], NULL, 10) : 100000;
  int files = 0;
  int64_t begin = now_us();
  if (calls < 1)
    die("state: %s is no number of calls", words[2]);
  self.random = seed * 2654435761u + 1;
  self.folder = make_folder("persons-state");
  while (calls_made < calls && calls_wrong == 0) {
    long until = calls_made + calls_a_file < calls ? calls_made + calls_a_file : calls;
    begin_file(&self, files++);
    for (int i = 0; i < 12; i++)
      open_or_close_something(&self);
    while (calls_made < until && calls_wrong == 0)
      any_action(&self.random)(&self, any_handle(&self));
    end_file(&self);
  }
  remove_folder(self.folder);
  free(self.folder);
  free((char *)too_large_request());
  printf("%ld calls on %d files in %.1f s\n", calls_made, files, (double)(now_us() - begin) / 1e6);
  printf("%ld passed, %ld failed\n", calls_made - calls_wrong, calls_wrong);
  return calls_wrong ? 1 : 0;
}
