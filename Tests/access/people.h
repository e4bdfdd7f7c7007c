/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is in the directories. Names, numbers, addresses and references come from small pools, so that the persons who are
 * hidden share them with those who are not.
 */
#ifndef ACCESS_PEOPLE_H
#define ACCESS_PEOPLE_H

#include "pair.h"

enum { most_people = 400, phones = 15, emails = 20, references = 40, keys = 12, titles = 6 };

static const char *const first_names[] = {"Ada", "Bob", "Robert", "Carla", "Dieter", "Eva", "Fatima", "Jürgen"};
static const char *const last_names[] = {"Lovelace", "Meier", "Mayer", "Okafor", "Smith", "Smyth", "Nguyen", "Öztürk"};
static const char *const cities[] = {"London", "Berlin", "Lagos", "Hanoi"};

/* Somebody whom both directories have, or had, by the same writes. */
typedef struct { char *id[2]; } somebody;

typedef struct {
  somebody all[most_people];
  int count, made, hidden_made;
  int with_hidden_groups;
  char *folder;
} people;

#define ANY(random, list) ((list)[pick(random, sizeof(list) / sizeof *(list))])

/* Attributes of a new person, without braces; released with free. */
static inline char *attributes(uint64_t *random)
{
  const char *first = ANY(random, first_names), *last = ANY(random, last_names), *city = ANY(random, cities);
  unsigned email = pick(random, emails), phone = pick(random, phones), reference = pick(random, references);
  unsigned title = pick(random, titles);
  char *own = pick(random, 3) ? text_of("\"externalRef\":\"crm-%u\",", reference) : text_of("%s", "");
  char *text = text_of("%s\"firstName\":\"%s\",\"lastName\":\"%s\",\"email\":\"mail%u@example.org\","
                       "\"phoneNumber\":\"+1 555 01%02u\",\"city\":\"%s\",\"customFields\":{\"title\":\"Title%u\"}",
                       own, first, last, email, phone, city, title);
  free(own);
  return text;
}

/* A record of persons_upsert without groups; released with free. */
static inline char *record(uint64_t *random)
{
  switch (pick(random, 3)) {
  case 0:
    return text_of("\"external_ref\":\"crm-%u\",\"first_name\":\"%s\"", pick(random, references),
                   ANY(random, first_names));
  case 1:
    return text_of("\"email_address\":\"mail%u@example.org\",\"last_name\":\"%s\"", pick(random, emails),
                   ANY(random, last_names));
  default:
    return text_of("\"phone_number\":\"+155501%02u\",\"first_name\":\"%s\",\"external_ref\":\"crm-%u\"",
                   pick(random, phones), ANY(random, first_names), pick(random, references));
  }
}

/* The groups of a mask as JSON: "a", "b", "c", then those that follow; released with free. */
static inline char *groups_of(unsigned mask, const char *more)
{
  char *text = text_of("[%s", "");
  for (unsigned i = 0; i < 3; i++)
    if (mask & 1u << i) {
      char *longer = text_of("%s%s\"%c\"", text, text[1] ? "," : "", 'a' + (int)i);
      free(text);
      text = longer;
    }
  char *whole = text_of("%s%s%s]", text, text[1] && *more ? "," : "", more);
  free(text);
  return whole;
}

static inline void add_somebody(people *all, const char *a, const char *b)
{
  if (all->count == most_people || !*a || !*b)
    return;
  all->all[all->count].id[0] = text_of("%s", a);
  all->all[all->count++].id[1] = text_of("%s", b);
}

static inline somebody *anybody(people *all, uint64_t *random)
{
  return &all->all[pick(random, (unsigned)all->count)];
}

static inline void end_people(people *all)
{
  for (int i = 0; i < all->count; i++) {
    free(all->all[i].id[0]);
    free(all->all[i].id[1]);
  }
}

/* Of the owner's view of a person, the groups whose name has this beginning; released with free. NULL: no such person. */
static inline char *groups_now(persons_directory *directory, const char *id, int hidden)
{
  char *out = NULL, *text = text_of("%s", "");
  int status = persons_get(directory, id, &out);
  json_t *answer = take_answer(out), *group;
  size_t i;
  if (status != PERSONS_OK) {
    json_decref(answer);
    free(text);
    return NULL;
  }
  json_array_foreach(json_object_get(answer, "groupIds"), i, group) {
    const char *name = json_string_value(group);
    if ((name[0] == 'h') != hidden)
      continue;
    char *longer = text_of("%s%s\"%s\"", text, *text ? "," : "", name);
    free(text);
    text = longer;
  }
  json_decref(answer);
  return text;
}

#endif
