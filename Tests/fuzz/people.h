/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Made-up persons, always the same, in several scripts: enough of them make a search index with a file.
 */
#ifndef FUZZ_PEOPLE_H
#define FUZZ_PEOPLE_H

#include "json_text.h"
#include "world.h"

static const char *const first_names[] = {
    "Ada", "Robert", "Bob", "William", "Katharina", "Jürgen", "Müller", "José", "Anna Maria", "Екатерина",
    "Юрий", "Ελένη", "דוד", "محمد", "山田", "さくら", "민준", "अमित", "Li", "Zoë", "Muhammad", "Mohammed",
    "Jean-Luc", "O'Neil", "Siobhán", "Łukasz", "Bjørn", "Þór", "İpek", "X", "", "Grace"};
static const char *const last_names[] = {
    "Lovelace", "Meier", "Mayer", "Smith", "Smythe", "García López", "de la Cruz", "van der Berg", "O'Brien",
    "Straße", "Иванов", "Παπαδόπουλος", "כהן", "الخطيب", "鈴木", "たなか", "김", "शर्मा", "Nguyễn", "Çelik",
    "McDonald", "Ó Súilleabháin", "Ng", "Øster", "Æbel", "Fitzgerald", "Katz", "Jr", "Dr", "", "Q", "Schmidt"};
static const char *const cities[] = {"London", "Berlin", "São Paulo", "Zürich", "Москва", "東京", "Bath", ""};

enum { name_count = 32, city_count = 8 };

/* A line of an import: a person of whom next to nothing is known. */
static inline void add_bare_line(struct json_text *text, unsigned number)
{
  char line[64];
  snprintf(line, sizeof line, "{\"personId\":\"n%u\",\"firstName\":\"b\"}\n", number);
  add_plain(text, line);
}

/* A line of an import: who is person number `number`. Every third is in g1. */
static inline void add_line(struct json_text *text, unsigned number)
{
  uint64_t random = number * 0x9E3779B97F4A7C15u + 1;
  char id[32], email[64], phone[64], reference[32];
  snprintf(id, sizeof id, "n%u", number);
  snprintf(email, sizeof email, "person%u@%s.example.org", number, number % 2 ? "mail" : "post");
  snprintf(phone, sizeof phone, number % 3 ? "+44 20 %04u-%04u" : "0%u/%05u", number % 10000,
           pick(&random, 10000));
  snprintf(reference, sizeof reference, "crm-%u", pick(&random, 100000));
  add_plain(text, "{");
  add_member(text, "personId", id);
  add_member(text, "firstName", first_names[pick(&random, name_count)]);
  add_member(text, "lastName", last_names[pick(&random, name_count)]);
  add_member(text, "email", email);
  add_member(text, "phoneNumber", phone);
  add_member(text, "city", cities[pick(&random, city_count)]);
  if (number % 5 == 0)
    add_member(text, "externalRef", reference);
  if (number % 7 == 0)
    add_plain(text, ",\"customFields\":{\"title\":\"Countess of Lovelace\",\"tags\":[\"math\",\"straße\"]}");
  if (number % 3 == 0)
    add_plain(text, ",\"groupIds\":[\"g1\"]");
  add_plain(text, "}\n");
}

/* Import `count` persons, the first `full` of them with everything, and build their index. */
static inline void add_people(struct world *world, unsigned count, unsigned full)
{
  struct json_text lines = {0};
  char *path = text_of("%s/people.ndjson", world->folder), *index = text_of("%s-search", world->file), *out = NULL;
  int status;
  for (unsigned number = 0; number < count; number++)
    number < full ? add_line(&lines, number) : add_bare_line(&lines, number);
  write_whole(path, lines.bytes, lines.used);
  status = persons_import(world->directories[as_owner], path, NULL, NULL, NULL, &out);
  json_decref(must("persons_import", status, out));
  MUST(persons_search, world->directories[as_owner], "{\"query\":\"ada\"}");
  if (access(index, F_OK) != 0)
    fault("%u persons have no search index", count);
  unlink(path);
  free(path);
  free(index);
  free(lines.bytes);
}

#endif
