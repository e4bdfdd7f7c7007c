/* SPDX-License-Identifier: Apache-2.0 */
/* Groups, events and the answers to them. */
#ifndef HARNESS_GROUPS_EVENTS_H
#define HARNESS_GROUPS_EVENTS_H

#include "expect.h"

static inline void check_groups(persons_directory *directory)
{
  char *made = STRING_OF(persons_put_group(directory, "{\"name\":\"Made\"}", OUT), "group_id");
  GIVES(persons_put_group(directory, "{\"group_id\":\"g1\",\"external_ref\":\"r1\","
                          "\"name\":\"One\"}", OUT),
        "", "{\"group_id\":\"g1\",\"external_ref\":\"r1\",\"name\":\"One\"}");
  GIVES(persons_put_group(directory, "{\"group_id\":\"g1\",\"name\":null}", OUT), "",
        "{\"group_id\":\"g1\",\"external_ref\":\"r1\",\"name\":null}");
  REFUSED(persons_put_group(directory, "{\"group_id\":\"g2\",\"external_ref\":\"r1\"}", OUT),
          PERSONS_CONFLICT, "duplicate_external_ref");
  REFUSED_AT(persons_put_group(directory, "{\"groupId\":\"g\"}", OUT), PERSONS_INVALID,
             "unknown_key", "groupId");
  GIVES(persons_list_groups(directory, NULL, OUT), "groups.1.group_id", "\"g1\"");
  GIVES(persons_list_groups(directory, "{\"limit\":1,\"skip\":2}", OUT), "groups", "[]");
  GIVES(persons_delete_group(directory, made, OUT), "", "{\"success\":true}");
  REFUSED(persons_delete_group(directory, made, OUT), PERSONS_NOT_FOUND, "group_not_found");
  REFUSED(persons_delete_group(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
  free(made);
}

static inline void check_events(persons_directory *directory)
{
  GIVES(persons_put_event(directory, "{\"eventId\":\"e1\",\"name\":\"Meeting\","
                          "\"slug\":\"meeting\",\"date\":\"2026-11-15T09:00:00Z\"}", OUT),
        "", "{\"eventId\":\"e1\",\"name\":\"Meeting\",\"slug\":\"meeting\","
        "\"date\":\"2026-11-15T09:00:00Z\"}");
  GIVES(persons_put_event(directory, "{\"eventId\":\"e1\",\"date\":null}", OUT), "",
        "{\"eventId\":\"e1\",\"name\":\"Meeting\",\"slug\":\"meeting\"}");
  REFUSED(persons_put_event(directory, "{\"name\":\"Other\",\"slug\":\"meeting\"}", OUT),
          PERSONS_CONFLICT, "duplicate_slug");
  REFUSED_AT(persons_put_event(directory, "{\"name\":\"Bad\",\"date\":\"tomorrow\"}", OUT),
             PERSONS_INVALID, "invalid_value", "date");
  REFUSED_AT(persons_put_event(directory, "{\"slug\":\"nameless\"}", OUT), PERSONS_INVALID,
             "missing_field", "name");
  REFUSED(persons_put_event(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
  GIVES(persons_list_events(directory, NULL, OUT), "events.0.eventId", "\"e1\"");
  GIVES(persons_list_events(directory, "{\"skip\":1}", OUT), "events", "[]");
}

static inline void check_rsvp(persons_directory *directory)
{
  ANSWERS(persons_create(directory, "{\"personId\":\"p1\",\"firstName\":\"A\","
                         "\"lastName\":\"B\",\"email\":\"a@example.org\","
                         "\"groupIds\":[\"g1\"]}", OUT), PERSONS_OK);
  GIVES(persons_record_rsvp(directory, "{\"eventId\":\"e1\",\"personId\":\"p1\","
                            "\"status\":\"Invited\",\"actorId\":\"u1\","
                            "\"createdAt\":\"2026-10-01T14:30:00Z\"}", OUT),
        "", "{\"success\":true}");
  GIVES(persons_record_rsvp(directory, "{\"eventId\":\"e1\",\"personId\":\"p1\","
                            "\"status\":\"Accepted\",\"attendance\":\"Attended\"}", OUT),
        "success", "true");
  GIVES(persons_get(directory, "p1", OUT), "eventHistory.0.rsvpStatus", "\"Accepted\"");
  GIVES(persons_get(directory, "p1", OUT), "eventHistory.0.attendance", "\"Attended\"");
  GIVES(persons_get(directory, "p1", OUT), "eventHistory.0.rsvpStatusHistory.0",
        "{\"status\":\"Invited\",\"actorId\":\"u1\",\"actorType\":\"user\","
        "\"createdAt\":\"2026-10-01T14:30:00Z\"}");
  REFUSED(persons_record_rsvp(directory, "{\"eventId\":\"e9\",\"personId\":\"p1\","
                              "\"status\":\"x\"}", OUT), PERSONS_NOT_FOUND, "event_not_found");
  REFUSED(persons_record_rsvp(directory, "{\"eventId\":\"e1\",\"personId\":\"p9\","
                              "\"status\":\"x\"}", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED(persons_record_rsvp(directory, "{\"eventId\":\"e1\",\"personId\":\"p1\"}", OUT),
          PERSONS_INVALID, "missing_field");
  REFUSED(persons_record_rsvp(directory, NULL, OUT), PERSONS_MISUSE, "null_argument");
}

static inline void check_groups_events(void)
{
  persons_directory *directory = memory_directory();
  check_groups(directory);
  check_events(directory);
  check_rsvp(directory);
  GIVES(persons_delete_group(directory, "g1", OUT), "success", "true");
  HOLDS(persons_get(directory, "p1", OUT) == PERSONS_OK && !strstr(answer_text, "groupIds"));
  persons_free(answer_text);
  answer_text = NULL;
  GIVES(persons_check(directory, OUT), "", "{\"persons\":1,\"rsvps\":1,\"problems\":[],\"searchIndex\":\"none\"}");
  persons_close(directory);
}

#endif
