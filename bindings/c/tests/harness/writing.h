/* SPDX-License-Identifier: Apache-2.0 */
/* create, update, delete, upsert, get: good and bad, and retried. */
#ifndef HARNESS_WRITING_H
#define HARNESS_WRITING_H

#include "expect.h"

#define ADA "{\"personId\":\"ada\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\"," \
            "\"email\":\"ada@example.org\",\"phoneNumber\":\"+44 20 7946 0000\"," \
            "\"city\":\"London\",\"externalRef\":\"crm-17\"," \
            "\"customFields\":{\"title\":\"Countess\",\"age\":36}}"

static inline void check_create(persons_directory *directory)
{
  char *made;
  GIVES(persons_create(directory, ADA, OUT), "", "{\"personId\":\"ada\"}");
  REFUSED(persons_create(directory, ADA, OUT), PERSONS_CONFLICT, "duplicate_person_id");
  made = STRING_OF(persons_create(directory, "{\"firstName\":\"Bo\",\"lastName\":\"Li\","
                                  "\"email\":\"ada@example.org\"}", OUT), "personId");
  HOLDS(strlen(made) == 36 && made[14] == '7');
  GIVES(persons_get(directory, made, OUT), "firstName", "\"Bo\"");
  free(made);
  GIVES(persons_get(directory, "ada", OUT), "customFields", "{\"title\":\"Countess\",\"age\":36}");
  GIVES(persons_get(directory, "ada", OUT), "eventHistory", "[]");
  REFUSED(persons_get(directory, "nobody", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED_AT(persons_create(directory, "{\"lastName\":\"X\",\"email\":\"x@example.org\"}", OUT),
             PERSONS_INVALID, "missing_field", "firstName");
  REFUSED_AT(persons_create(directory, "{\"fristName\":\"X\",\"lastName\":\"X\","
                            "\"email\":\"x@example.org\"}", OUT),
             PERSONS_INVALID, "unknown_key", "fristName");
  REFUSED_AT(persons_create(directory, "{\"firstName\":\"X\",\"lastName\":\"X\","
                            "\"email\":\"x@example.org\",\"customFields\":[]}", OUT),
             PERSONS_INVALID, "wrong_type", "customFields");
  REFUSED(persons_create(directory, "{\"firstName\":\"X\",\"lastName\":\"X\","
                         "\"email\":\"x@example.org\",\"groupIds\":[],"
                         "\"groupExternalRefs\":[]}", OUT),
          PERSONS_INVALID, "both_group_identifiers_provided");
  REFUSED(persons_create(directory, "{\"firstName\":\"X\",\"lastName\":\"X\","
                         "\"email\":\"x@example.org\",\"groupIds\":[\"none\"]}", OUT),
          PERSONS_NOT_FOUND, "group_not_found");
  REFUSED(persons_create(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
}

static inline void check_retry(persons_directory *directory)
{
  const char *request = "{\"firstName\":\"Once\",\"lastName\":\"Only\","
                        "\"email\":\"once@example.org\",\"idempotencyKey\":\"k1\"}";
  char *first = STRING_OF(persons_create(directory, request, OUT), "personId");
  char *again = STRING_OF(persons_create(directory, request, OUT), "personId");
  HOLDS(strcmp(first, again) == 0);
  GIVES(persons_search(directory, "{\"query\":\"once only\"}", OUT), "total", "1");
  REFUSED(persons_create(directory, "{\"firstName\":\"Twice\",\"lastName\":\"Only\","
                         "\"email\":\"twice@example.org\",\"idempotencyKey\":\"k1\"}", OUT),
          PERSONS_CONFLICT, "idempotency_key_reused");
  free(first);
  free(again);
}

static inline void check_update(persons_directory *directory)
{
  GIVES(persons_update(directory, "ada", "{\"city\":\"Ockham\",\"phoneNumber\":null,"
                       "\"customFields\":{\"age\":null,\"field\":\"analysis\"}}", OUT),
        "", "{\"success\":true}");
  GIVES(persons_get(directory, "ada", OUT), "city", "\"Ockham\"");
  GIVES(persons_get(directory, "ada", OUT), "customFields",
        "{\"title\":\"Countess\",\"field\":\"analysis\"}");
  REFUSED(persons_find(directory, "{\"phone_number\":\"+442079460000\"}", OUT),
          PERSONS_NOT_FOUND, "not_found");
  GIVES(persons_update(directory, "ada", "{\"personId\":\"ada\"}", OUT), "success", "true");
  REFUSED(persons_update(directory, "ada", "{\"personId\":\"bo\"}", OUT), PERSONS_INVALID,
          "person_id_mismatch");
  REFUSED(persons_update(directory, "nobody", "{}", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED(persons_update(directory, "ada", "{\"createdAt\":\"2026-01-31T09:00:00.000Z\"}", OUT),
          PERSONS_INVALID, "read_only_field");
  REFUSED_AT(persons_update(directory, "ada", "{\"town\":\"x\"}", OUT), PERSONS_INVALID,
             "unknown_key", "town");
  REFUSED_AT(persons_update(directory, NULL, "{}", OUT), PERSONS_MISUSE, "null_argument", "person_id");
  REFUSED_AT(persons_update(directory, "ada", NULL, OUT), PERSONS_MISUSE, "null_argument", "changes");
}

static inline void check_upsert(persons_directory *directory)
{
  GIVES(persons_upsert(directory, "{\"persons\":[{\"external_ref\":\"crm-17\","
                       "\"first_name\":\"Augusta\"}]}", OUT),
        "persons.0.identifier", "\"ada\"");
  GIVES(persons_get(directory, "ada", OUT), "firstName", "\"Augusta\"");
  GIVES(persons_upsert(directory, "{\"persons\":[{\"email_address\":\"new@example.org\"},"
                       "{\"email_address\":\"new@example.org\",\"last_name\":\"New\"}]}", OUT),
        "persons.0.success", "false");
  GIVES(persons_find(directory, "{\"email_address\":\"NEW@example.org\"}", OUT),
        "persons.0.last_name", "\"New\"");
  REFUSED(persons_upsert(directory, "{\"persons\":[{\"external_ref\":\"both\",\"group_ids\":[],"
                         "\"groups_external_refs\":[]}]}", OUT),
          PERSONS_INVALID, "both_group_identifiers_provided");
  REFUSED_AT(persons_upsert(directory, "{\"persons\":[{\"external_ref\":\"half\"},"
                            "{\"external_ref\":7}]}", OUT),
             PERSONS_INVALID, "wrong_type", "persons[1].external_ref");
  REFUSED(persons_find(directory, "{\"external_ref\":\"half\"}", OUT), PERSONS_NOT_FOUND,
          "not_found");
  REFUSED(persons_upsert(directory, "{}", OUT), PERSONS_INVALID, "missing_field");
  REFUSED(persons_upsert(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
}

static inline void check_writing(void)
{
  persons_directory *directory = memory_directory();
  check_create(directory);
  check_retry(directory);
  check_update(directory);
  check_upsert(directory);
  GIVES(persons_delete(directory, "ada", OUT), "", "{\"success\":true}");
  REFUSED(persons_get(directory, "ada", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED(persons_delete(directory, "ada", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED(persons_delete(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
  REFUSED(persons_get(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
  GIVES(persons_check(directory, OUT), "problems", "[]");
  persons_close(directory);
}

#endif
