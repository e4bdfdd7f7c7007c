/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calls of the header by the number that the first byte of an input gives (modulo their count), with the form
 * of their arguments. seeds.py reads this list too, so that both number them alike. A new call goes to the end.
 */
#ifndef FUZZ_CALLS_H
#define FUZZ_CALLS_H

#include <persons.h>

enum form { of_request, of_id, of_both, of_itself, of_number, of_path, of_other };

/* FUZZ_CALL(name, form): with a request, an identifier, both, nothing, a number, a path and options, or otherwise. */
#define FUZZ_CALLS \
  FUZZ_CALL(find, of_request) \
  FUZZ_CALL(list, of_request) \
  FUZZ_CALL(search, of_request) \
  FUZZ_CALL(get, of_id) \
  FUZZ_CALL(create, of_request) \
  FUZZ_CALL(update, of_both) \
  FUZZ_CALL(delete, of_id) \
  FUZZ_CALL(upsert, of_request) \
  FUZZ_CALL(put_group, of_request) \
  FUZZ_CALL(list_groups, of_request) \
  FUZZ_CALL(delete_group, of_id) \
  FUZZ_CALL(put_event, of_request) \
  FUZZ_CALL(list_events, of_request) \
  FUZZ_CALL(record_rsvp, of_request) \
  FUZZ_CALL(put_organization, of_request) \
  FUZZ_CALL(list_organizations, of_request) \
  FUZZ_CALL(issue_token, of_request) \
  FUZZ_CALL(list_tokens, of_request) \
  FUZZ_CALL(revoke_token, of_id) \
  FUZZ_CALL(import, of_path) \
  FUZZ_CALL(export, of_path) \
  FUZZ_CALL(changes, of_number) \
  FUZZ_CALL(check, of_itself) \
  FUZZ_CALL(backup, of_id) \
  FUZZ_CALL(erase, of_id) \
  FUZZ_CALL(stats, of_itself) \
  FUZZ_CALL(respond, of_other) \
  FUZZ_CALL(open, of_other) \
  FUZZ_CALL(status_name, of_other) \
  FUZZ_CALL(interrupt, of_other)

#define FUZZ_CALL(name, form) call_##name,
enum call { FUZZ_CALLS call_count };
#undef FUZZ_CALL

static const struct {
  const char *name;
  enum form form;
} calls[] = {
#define FUZZ_CALL(name, form) {"persons_" #name, form},
  FUZZ_CALLS
#undef FUZZ_CALL
};

/* What the calls of one argument take: a request or an identifier. */
typedef int one_text(persons_directory *directory, const char *text, char **out);

static inline one_text *call_of_one_text(enum call call)
{
  switch (call) {
  case call_find: return persons_find;
  case call_list: return persons_list;
  case call_search: return persons_search;
  case call_get: return persons_get;
  case call_create: return persons_create;
  case call_delete: return persons_delete;
  case call_upsert: return persons_upsert;
  case call_put_group: return persons_put_group;
  case call_list_groups: return persons_list_groups;
  case call_delete_group: return persons_delete_group;
  case call_put_event: return persons_put_event;
  case call_list_events: return persons_list_events;
  case call_record_rsvp: return persons_record_rsvp;
  case call_put_organization: return persons_put_organization;
  case call_list_organizations: return persons_list_organizations;
  case call_issue_token: return persons_issue_token;
  case call_list_tokens: return persons_list_tokens;
  case call_revoke_token: return persons_revoke_token;
  case call_erase: return persons_erase;
  default: return NULL;
  }
}

/* Calls that a token which may only read is never answered with OK. */
static inline int is_write(enum call call)
{
  switch (call) {
  case call_create:
  case call_update:
  case call_delete:
  case call_upsert:
  case call_put_group:
  case call_delete_group:
  case call_put_event:
  case call_record_rsvp:
  case call_import:
  case call_erase: return 1;
  default: return 0;
  }
}

/* Calls that no token is answered with OK. */
static inline int is_owners(enum call call)
{
  switch (call) {
  case call_put_organization:
  case call_list_organizations:
  case call_issue_token:
  case call_list_tokens:
  case call_revoke_token:
  case call_check:
  case call_backup:
  case call_respond: return 1;
  default: return 0;
  }
}

/* Calls that a token limited to groups is not answered with OK. */
static inline int is_for_all_groups(enum call call)
{
  return call == call_put_group || call == call_delete_group || call == call_put_event
      || call == call_erase;
}

#endif
