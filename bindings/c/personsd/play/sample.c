/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The made-up persons of a stand-in whose play file names none: 250, so that every way of paging
 * has a second and a third page. Addresses are of example.org, telephone numbers of those that
 * Ofcom keeps free for stories.
 */
#include "sample.h"

enum { count = 250 };

static const char *const first_names[] = {"Ada", "Grace", "Alan", "Emmy", "Edsger", "Jürgen",
                                          "Zoë", "Robert", "Maria", "Seán"};
static const char *const last_names[] = {"Lovelace", "Hopper", "Turing", "Noether", "Dijkstra",
                                         "Müller", "O'Brien", "de la Cruz", "Smith-Jones",
                                         "Nowak", "Żak"};
static const char *const cities[] = {"London", "Leeds", "York"};

enum { first_count = sizeof first_names / sizeof *first_names,
       last_count = sizeof last_names / sizeof *last_names };

static json_t *make_history(int number)
{
  return json_pack("[{s:s,s:s,s:s,s:s,s:s,s:[{s:s,s:s}]}]", "eventId", "event-1", "name",
                   "Conference", "slug", "conference", "date", "2026-11-15T09:00:00Z",
                   "rsvpStatus", number % 2 ? "Accepted" : "Invited", "rsvpStatusHistory",
                   "status", number % 2 ? "Accepted" : "Invited", "createdAt",
                   "2026-10-01T14:30:00Z");
}

static json_t *make_person(int number)
{
  json_t *person = json_pack(
      "{s:o,s:o,s:s,s:s,s:o,s:o,s:s,s:[s]}", "personId", json_sprintf("person-%d", number),
      "externalRef", json_sprintf("ref-%d", number), "firstName",
      first_names[number % first_count], "lastName", last_names[number % last_count], "email",
      json_sprintf("person.%d@example.org", number), "phoneNumber",
      json_sprintf("+44 20 7946 0%03d", number), "city", cities[number % 3], "groupIds",
      number % 5 ? "group-1" : "group-2");
  if (number <= 10)
    json_object_set_new(person, "eventHistory", make_history(number));
  return person;
}

json_t *make_sample(void)
{
  json_t *persons = json_array();
  for (int number = 1; number <= count; number++)
    json_array_append_new(persons, make_person(number));
  return json_pack("{s:[{s:s,s:s,s:s},{s:s,s:s,s:s}],s:[{s:s,s:s,s:s,s:s}],s:o}", "groups",
                   "group_id", "group-1", "external_ref", "building-1", "name", "Building 1",
                   "group_id", "group-2", "external_ref", "building-2", "name", "Building 2",
                   "events", "eventId", "event-1", "name", "Conference", "slug", "conference",
                   "date", "2026-11-15T09:00:00Z", "persons", persons);
}
