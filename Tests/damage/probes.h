/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is asked of a store, good or damaged: the calls that read, by the owner, in the other
 * organization and with a token. An answer is its status and its text.
 */
#ifndef DAMAGE_PROBES_H
#define DAMAGE_PROBES_H

#include "store.h"

typedef enum { owner, second, bearer, seats } seat;
typedef enum {
  opened, get_one, list, find, search, changes, groups, events, organizations, tokens, exported
} probe_kind;

typedef struct {
  seat who;
  probe_kind kind;
  const char *request;
} probe;

enum { most_probes = 128 };

typedef struct {
  probe all[most_probes];
  int count;
  char *token;
} probe_list;

static inline void add_probe(probe_list *probes, seat who, probe_kind kind, const char *request)
{
  if (probes->count == most_probes)
    die("damage: too many probes");
  probes->all[probes->count++] = (probe){who, kind, request};
}

static inline void make_probes(probe_list *probes, const char *folder)
{
  static const char *const searches[] = {
      "{\"query\":\"last\",\"limit\":1000}", "{\"query\":\"last17 first3\"}",
      "{\"query\":\"frist2\",\"fuzzy\":\"loose\"}", "{\"city\":\"zur*\",\"limit\":100}",
      "{\"query\":\"note\",\"group_ids\":[\"g2\"]}", "{\"limit\":1000}"};
  static const char *const finds[] = {
      "{}", "{\"email_address\":\"P17@example.org\"}", "{\"last_name\":\"last5\"}",
      "{\"first_name\":\"First3\"}", "{\"phone_number\":\"+442079460021\"}",
      "{\"external_ref\":\"ref-9\"}", "{\"identifier\":\"p11\"}",
      "{\"first_name\":\"First2\",\"groups_external_refs\":[\"gref-2\"]}"};
  char *path = text_of("%s/token", folder);
  probes->token = read_whole(path, NULL);
  for (int who = owner; who < seats; who++)
    add_probe(probes, (seat)who, opened, NULL);
  for (int i = 0; i < person_count; i++)
    add_probe(probes, owner, get_one, text_of("p%02d", i));
  add_probe(probes, owner, get_one, "p50");
  add_probe(probes, second, get_one, "s3");
  add_probe(probes, bearer, get_one, "p07");
  add_probe(probes, bearer, get_one, "p08");
  for (int who = owner; who < seats; who++) {
    add_probe(probes, (seat)who, list, "{\"limit\":1000}");
    add_probe(probes, (seat)who, changes, NULL);
    add_probe(probes, (seat)who, groups, NULL);
    add_probe(probes, (seat)who, events, NULL);
    add_probe(probes, (seat)who, search, searches[0]);
    add_probe(probes, (seat)who, exported, NULL);
  }
  add_probe(probes, owner, list, "{\"limit\":5,\"skip\":30}");
  add_probe(probes, owner, list, "{\"group_ids\":[\"g1\"],\"limit\":1000}");
  for (size_t i = 0; i < sizeof finds / sizeof *finds; i++)
    add_probe(probes, owner, find, finds[i]);
  for (size_t i = 1; i < sizeof searches / sizeof *searches; i++)
    add_probe(probes, owner, search, searches[i]);
  add_probe(probes, owner, organizations, NULL);
  add_probe(probes, owner, tokens, NULL);
  free(path);
}

typedef struct {
  int status;
  char *text; /* released with free; NULL unless the call gave a result */
} answer;

typedef struct {
  const char *path;
  persons_directory *at[seats];
} open_seats;

static inline int open_seat(open_seats *open, const probe_list *probes, seat who, char **out)
{
  char *options = who == owner    ? text_of("{\"create\":false,\"timeout_ms\":0}")
                  : who == second ? text_of("{\"create\":false,\"organization\":\"second\"}")
                                  : text_of("{\"create\":false,\"token\":\"%s\"}", probes->token);
  int status = persons_open(open->path, options, &open->at[who], out);
  free(options);
  return status;
}

static inline void close_seats(open_seats *open)
{
  for (int who = 0; who < seats; who++) {
    persons_close(open->at[who]);
    open->at[who] = NULL;
  }
}

static inline answer export_answer(persons_directory *directory, const char *path)
{
  char *file = text_of("%s-exported", path);
  answer result = {persons_export(directory, file, NULL, NULL, NULL, NULL), NULL};
  if (result.status == PERSONS_OK)
    result.text = read_whole(file, NULL);
  unlink(file);
  free(file);
  return result;
}

static inline answer ask(open_seats *open, const probe_list *probes, const probe *probe)
{
  persons_directory *at = open->at[probe->who];
  char *out = NULL;
  answer result = {PERSONS_OK, NULL};
  switch (probe->kind) {
  case opened: result.status = open_seat(open, probes, probe->who, &out); break;
  case get_one: result.status = persons_get(at, probe->request, &out); break;
  case list: result.status = persons_list(at, probe->request, &out); break;
  case find: result.status = persons_find(at, probe->request, &out); break;
  case search: result.status = persons_search(at, probe->request, &out); break;
  case changes: result.status = persons_changes(at, 0, &out); break;
  case groups: result.status = persons_list_groups(at, NULL, &out); break;
  case events: result.status = persons_list_events(at, NULL, &out); break;
  case organizations: result.status = persons_list_organizations(at, NULL, &out); break;
  case tokens: result.status = persons_list_tokens(at, NULL, &out); break;
  default: return export_answer(at, open->path);
  }
  if (result.status == PERSONS_OK && out)
    result.text = strdup(out);
  persons_free(out);
  return result;
}

/* Whether a status tells that something is wrong with the file. */
static inline int tells_damage(int status)
{
  switch (status) {
  case PERSONS_CORRUPT: case PERSONS_IO: case PERSONS_NEWER_FORMAT: case PERSONS_READ_ONLY:
  case PERSONS_INVALID: return 1;
  default: return 0;
  }
}

#endif
