/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The members that the header says an answer has, by call.
 */
#ifndef FUZZ_SHAPE_H
#define FUZZ_SHAPE_H

#include "calls.h"
#include "verdict.h"

static inline void want(const char *call, json_t *answer, const char *key, int (*is)(json_t *))
{
  if (!is(json_object_get(answer, key)))
    fault("%s: OK without the member %s: %s", call, key, shown(answer));
}

static inline int wants_array(json_t *value) { return json_is_array(value); }
static inline int wants_string(json_t *value) { return json_is_string(value); }
static inline int wants_number(json_t *value) { return json_is_integer(value); }
static inline int wants_true(json_t *value) { return json_is_true(value); }
static inline int wants_text_or_null(json_t *value) { return json_is_string(value) || json_is_null(value); }

/* A person as persons_get shows it: strings, whatever was stored. */
static inline void check_person(const char *call, json_t *person)
{
  static const char *const texts[] = {"externalRef", "firstName", "lastName", "email", "phoneNumber",
                                      "profilePicture", "address", "city", "state"};
  want(call, person, "personId", wants_string);
  want(call, person, "createdAt", wants_string);
  want(call, person, "updatedAt", wants_string);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    json_t *value = json_object_get(person, texts[i]);
    if (value && !json_is_string(value))
      fault("%s: a person whose %s is no string", call, texts[i]);
  }
  /* Who is in no group has no member for them. */
  if (json_object_get(person, "groupIds") && !json_array_size(json_object_get(person, "groupIds")))
    fault("%s: a person whose groupIds are no array, or empty", call);
  if (json_object_get(person, "customFields") && !json_is_object(json_object_get(person, "customFields")))
    fault("%s: a person whose customFields are no object", call);
}

static inline void check_persons(const char *call, json_t *persons)
{
  size_t index;
  json_t *person;
  json_array_foreach(persons, index, person)
    check_person(call, person);
}

/* Judge the members of an answer to a call that was OK. */
static inline void check_shape(enum call call, json_t *answer)
{
  const char *name = calls[call].name;
  size_t index;
  json_t *element;
  switch (call) {
  case call_find:
    want(name, answer, "last_id", wants_number);
    want(name, answer, "persons", wants_array);
    json_array_foreach(value_at(answer, "persons"), index, element) {
      want(name, element, "identifier", wants_string);
      want(name, element, "first_name", wants_text_or_null);
      want(name, element, "phone_number", wants_text_or_null);
    }
    break;
  case call_list:
    want(name, answer, "persons", wants_array);
    check_persons(name, value_at(answer, "persons"));
    break;
  case call_search: {
    json_int_t persons = (json_int_t)json_array_size(value_at(answer, "persons"));
    json_int_t total = integer_at(answer, "total"), limit = integer_at(answer, "limit");
    json_int_t skip = integer_at(answer, "skip");
    json_int_t left = total > skip ? total - skip : 0;
    want(name, answer, "persons", wants_array);
    if (total < 0 || limit < 1 || skip < 0 || persons != (left < limit ? left : limit))
      fault("%s: %lld persons of total %lld, limit %lld, skip %lld", name, (long long)persons,
            (long long)total, (long long)limit, (long long)skip);
    check_persons(name, value_at(answer, "persons"));
    break;
  }
  case call_get:
    check_person(name, answer);
    want(name, answer, "eventHistory", wants_array);
    break;
  case call_create: want(name, answer, "personId", wants_string); break;
  case call_update:
  case call_delete:
  case call_erase:
  case call_delete_group:
  case call_record_rsvp:
  case call_revoke_token: want(name, answer, "success", wants_true); break;
  case call_upsert:
    want(name, answer, "persons", wants_array);
    json_array_foreach(value_at(answer, "persons"), index, element) {
      int succeeded = json_is_true(json_object_get(element, "success"));
      if (succeeded != json_is_string(json_object_get(element, "identifier"))
          || succeeded != (*string_at(element, "failure_reason") == 0))
        fault("%s: a record that half succeeded: %s", name, shown(element));
    }
    break;
  case call_put_group: want(name, answer, "group_id", wants_string); break;
  case call_list_groups: want(name, answer, "groups", wants_array); break;
  case call_put_event: want(name, answer, "eventId", wants_string); break;
  case call_list_events: want(name, answer, "events", wants_array); break;
  case call_put_organization: want(name, answer, "slug", wants_string); break;
  case call_list_organizations: want(name, answer, "organizations", wants_array); break;
  case call_issue_token: want(name, answer, "token", wants_string); break;
  case call_list_tokens: want(name, answer, "tokens", wants_array); break;
  case call_import: want(name, answer, "rows", wants_number); break;
  case call_export: want(name, answer, "bytes", wants_number); break;
  case call_changes: want(name, answer, "changes", wants_array); break;
  case call_check:
    want(name, answer, "problems", wants_array);
    if (json_array_size(value_at(answer, "problems")))
      fault("%s: OK with problems: %s", name, shown(answer));
    break;
  case call_backup: want(name, answer, "path", wants_string); break;
  case call_stats: want(name, answer, "persons", wants_number); break;
  default: break;
  }
}

#endif
