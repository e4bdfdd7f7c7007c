/* SPDX-License-Identifier: Apache-2.0 */
/* find, list and search on a few persons in groups. */
#ifndef HARNESS_READING_H
#define HARNESS_READING_H

#include "expect.h"

static inline void fill_readers(persons_directory *directory)
{
  ANSWERS(persons_put_group(directory, "{\"group_id\":\"g1\",\"external_ref\":\"group-1\"}", OUT),
          PERSONS_OK);
  ANSWERS(persons_put_group(directory, "{\"group_id\":\"g2\",\"external_ref\":\"group-2\"}", OUT),
          PERSONS_OK);
  for (int i = 0; i < 105; i++) {
    char *person = text_of("{\"personId\":\"p%d\",\"firstName\":\"First%d\","
                           "\"lastName\":\"Müller\",\"email\":\"p%d@example.org\","
                           "\"phoneNumber\":\"+44 1234 %06d\",\"city\":\"%s\","
                           "\"groupIds\":[\"%s\"]}", i, i, i, i, i % 2 ? "Köln" : "Bath",
                           i < 5 ? "g1" : "g2");
    ANSWERS(persons_create(directory, person, OUT), PERSONS_OK);
    free(person);
  }
}

static inline void check_find(persons_directory *directory)
{
  char *cursor, *next;
  json_t *page;
  GIVES(persons_find(directory, "{\"identifier\":\"p7\"}", OUT), "",
        "{\"last_id\":-1,\"persons\":[{\"identifier\":\"p7\",\"email_address\":"
        "\"p7@example.org\",\"first_name\":\"First7\",\"last_name\":\"Müller\","
        "\"external_ref\":null,\"phone_number\":\"+44 1234 000007\"}]}");
  GIVES(persons_find(directory, "{\"phone_number\":\"+44 (1234) 000-007\"}", OUT),
        "persons.0.identifier", "\"p7\"");
  GIVES(persons_find(directory, "{\"last_name\":\"MÜLLER\",\"first_name\":\"first9\"}", OUT),
        "persons.0.identifier", "\"p9\"");
  GIVES(persons_find(directory, "{\"groups_external_refs\":[\"group-1\"],\"limit\":100}", OUT),
        "persons.4.identifier", "\"p4\"");
  REFUSED(persons_find(directory, "{\"identifier\":\"P7\"}", OUT), PERSONS_NOT_FOUND,
          "not_found");
  REFUSED(persons_find(directory, "{\"group_ids\":[\"g1\"],\"groups_external_refs\":[]}", OUT),
          PERSONS_INVALID, "both_group_identifiers_provided");
  REFUSED(persons_find(directory, "{\"group_ids\":[\"none\"]}", OUT), PERSONS_NOT_FOUND,
          "group_not_found");
  REFUSED(persons_find(directory, "{\"after-id\":\"x\"}", OUT), PERSONS_INVALID, "bad_cursor");
  REFUSED(persons_find(directory, "{\"limit\":101}", OUT), PERSONS_TOO_LARGE, "too_large");

  HOLDS(persons_find(directory, "{}", OUT) == PERSONS_OK);
  page = take_answer(answer_text);
  answer_text = NULL;
  HOLDS(json_array_size(value_at(page, "persons")) == 100);
  cursor = text_of("{\"after-id\":%lld}", (long long)integer_at(page, "last_id"));
  next = text_of("{\"after-id\":\"%lld\"}", (long long)integer_at(page, "last_id"));
  json_decref(page);
  GIVES(persons_find(directory, cursor, OUT), "persons.4.identifier", "\"p104\"");
  GIVES(persons_find(directory, next, OUT), "last_id", "-1");
  free(cursor);
  free(next);
}

static inline void check_list(persons_directory *directory)
{
  GIVES(persons_list(directory, NULL, OUT), "persons.9.personId", "\"p9\"");
  GIVES(persons_list(directory, "{\"limit\":1,\"skip\":104}", OUT), "persons.0.personId",
        "\"p104\"");
  GIVES(persons_list(directory, "{\"skip\":105}", OUT), "persons", "[]");
  GIVES(persons_list(directory, "{\"group_ids\":[\"g1\"],\"skip\":4}", OUT),
        "persons.0.groupExternalRefs", "[\"group-1\"]");
  REFUSED(persons_list(directory, "{\"groups_external_refs\":[\"none\"]}", OUT),
          PERSONS_NOT_FOUND, "group_not_found");
  REFUSED(persons_list(directory, "{\"limit\":0}", OUT), PERSONS_INVALID, "invalid_value");
}

static inline void check_search(persons_directory *directory)
{
  GIVES(persons_search(directory, "{\"query\":\"muller first8\"}", OUT), "persons.0.personId",
        "\"p8\"");
  GIVES(persons_search(directory, "{\"query\":\"mulle\",\"limit\":3}", OUT), "total", "105");
  GIVES(persons_search(directory, "{\"query\":\"müller\",\"city\":\"koln\"}", OUT), "total", "52");
  GIVES(persons_search(directory, "{\"firstName\":\"first10*\"}", OUT), "total", "6");
  GIVES(persons_search(directory, "{\"query\":\"müller\",\"group_ids\":[\"g1\"]}", OUT), "total",
        "5");
  GIVES(persons_search(directory, "{\"query\":\"zzz\",\"fuzzy\":\"off\"}", OUT), "",
        "{\"persons\":[],\"total\":0,\"limit\":10,\"skip\":0}");
  GIVES(persons_search(directory, "{\"query\":\"mullre first8\",\"fuzzy\":\"on\"}", OUT), "matched",
        "\"fuzzy\"");
  GIVES(persons_search(directory, "{\"query\":\"mullre firsty\",\"fuzzy\":\"loose\"}", OUT), "matched",
        "\"loose\"");
  GIVES(persons_search(directory, "{\"query\":\"mull first8\",\"highlight\":true}", OUT),
        "persons.0.highlight.1",
        "{\"field\":\"lastName\",\"start\":0,\"length\":4,\"grade\":\"prefix\"}");
  REFUSED(persons_search(directory, "{\"query\":\"a\",\"fuzzy\":\"x\"}", OUT), PERSONS_INVALID,
          "invalid_value");
}

static inline void check_reading(void)
{
  persons_directory *directory = memory_directory();
  REFUSED(persons_find(directory, NULL, OUT), PERSONS_NOT_FOUND, "not_found");
  GIVES(persons_list(directory, NULL, OUT), "", "{\"persons\":[]}");
  GIVES(persons_search(directory, NULL, OUT), "total", "0");
  fill_readers(directory);
  check_find(directory);
  check_list(directory);
  check_search(directory);
  persons_close(directory);
}

#endif
