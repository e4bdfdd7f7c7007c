/* SPDX-License-Identifier: Apache-2.0 */
/* Writes that both directories get. Those of a token are compared as well. */
#ifndef ACCESS_VISIBLE_H
#define ACCESS_VISIBLE_H

#include "people.h"

/* The owner writes on A, and when that works on B: what is gone from A may be left in B, out of sight. */
static inline int owner_does(pair *self, const char *name, text_call call, const char *request)
{
  return does(self->sides[0].handle[owner], name, call, text_of("%s", request)) == PERSONS_OK &&
         does(self->sides[1].handle[owner], name, call, text_of("%s", request)) == PERSONS_OK;
}

static inline void owner_creates(pair *self, people *all)
{
  unsigned mask = pick(&self->random, 10) ? 1 + pick(&self->random, 7) : 0;
  char *id = text_of("p%d", all->made++), *groups = groups_of(mask, ""), *own = attributes(&self->random);
  char *request = text_of("{\"personId\":\"%s\",%s,\"groupIds\":%s}", id, own, groups);
  if (owner_does(self, "persons_create", persons_create, request))
    add_somebody(all, id, id);
  free(request);
  free(own);
  free(groups);
  free(id);
}

static inline void token_creates(pair *self, people *all, int who)
{
  json_t *answers[2];
  char *own = attributes(&self->random);
  char *groups = pick(&self->random, 2) ? text_of(",\"groupIds\":[\"%c\"]", 'a' + (int)pick(&self->random, 4))
                                        : text_of("%s", "");
  char *request = text_of("{%s%s}", own, groups);
  const char *const both[2] = {request, request};
  if (ask_each(self, who, "persons_create", persons_create, both, answers) == PERSONS_OK)
    add_somebody(all, string_at(answers[0], "personId"), string_at(answers[1], "personId"));
  json_decref(answers[0]);
  json_decref(answers[1]);
  free(request);
  free(groups);
  free(own);
}

/* A key that others use too, with the same request: each caller has keys of its own. */
static inline char *request_with_key(unsigned key)
{
  return text_of("{\"firstName\":\"Key\",\"lastName\":\"Holder%u\",\"email\":\"key%u@example.org\","
                 "\"idempotencyKey\":\"key-%u\"}", key, key, key);
}

static inline void token_repeats(pair *self, int who)
{
  unsigned key = pick(&self->random, keys);
  if (pick(&self->random, 4))
    ask_made(self, who, "persons_create", persons_create, request_with_key(key));
  else
    ask_made(self, who, "persons_create", persons_create,
             text_of("{\"firstName\":\"Another\",\"lastName\":\"One\",\"email\":\"k@example.org\","
                     "\"idempotencyKey\":\"key-%u\"}", key));
}

static inline char *changed_attributes(uint64_t *random)
{
  switch (pick(random, 4)) {
  case 0:
    return text_of("{\"city\":\"%s\"}", ANY(random, cities));
  case 1:
    return text_of("{\"email\":\"mail%u@example.org\",\"state\":null}", pick(random, emails));
  case 2:
    return text_of("{\"customFields\":{\"title\":\"Title%u\"}}", pick(random, titles));
  default:
    return text_of("{\"lastName\":\"%s\",\"phoneNumber\":null}", ANY(random, last_names));
  }
}

static inline void owner_updates(pair *self, people *all)
{
  somebody *one = anybody(all, &self->random);
  char *request = changed_attributes(&self->random), *out[2] = {NULL, NULL};
  if (persons_update(self->sides[0].handle[owner], one->id[0], request, &out[0]) == PERSONS_OK &&
      persons_update(self->sides[1].handle[owner], one->id[1], request, &out[1]) != PERSONS_OK)
    die("persons_update: %s", out[1]);
  persons_free(out[0]);
  persons_free(out[1]);
  free(request);
}

/* Groups are joined and left. In B the hidden ones stay. */
static inline void owner_moves(pair *self, people *all)
{
  somebody *one = anybody(all, &self->random);
  unsigned mask = pick(&self->random, 8);
  char *before = groups_now(self->sides[0].handle[owner], one->id[0], 0);
  for (int s = 0; s < 2 && before; s++) {
    char *hidden = groups_now(self->sides[s].handle[owner], one->id[s], 1), *out = NULL;
    char *groups = groups_of(mask, hidden ? hidden : ""), *request = text_of("{\"groupIds\":%s}", groups);
    /* A group that was deleted meanwhile is not found on either side. */
    int status = persons_update(self->sides[s].handle[owner], one->id[s], request, &out);
    if (status != PERSONS_OK && status != PERSONS_NOT_FOUND)
      die("persons_update: %s", out);
    persons_free(out);
    free(request);
    free(groups);
    free(hidden);
  }
  free(before);
}

static inline void token_updates(pair *self, people *all, int who)
{
  char *request = pick(&self->random, 3) ? changed_attributes(&self->random)
                                         : text_of("{\"groupIds\":[\"%c\"]}", 'a' + (int)pick(&self->random, 4));
  ask_update(self, who, anybody(all, &self->random)->id, request);
  free(request);
}

static inline void token_upserts(pair *self, int who)
{
  char *one = record(&self->random), *other = record(&self->random), *third = record(&self->random);
  ask_made(self, who, "persons_upsert", persons_upsert,
           text_of("{\"persons\":[{%s},{%s,\"group_ids\":[\"%c\"]},{%s,\"groups_external_refs\":[\"ref-h0\"]}]}", one,
                   other, 'a' + (int)pick(&self->random, 4), third));
  free(one);
  free(other);
  free(third);
}

static inline void owner_upserts(pair *self)
{
  char *one = record(&self->random);
  char *request = text_of("{\"persons\":[{%s,\"group_ids\":[\"%c\"]}]}", one, 'a' + (int)pick(&self->random, 2));
  owner_does(self, "persons_upsert", persons_upsert, request);
  free(request);
  free(one);
}

static inline void somebody_goes(pair *self, people *all, int who)
{
  somebody *one = anybody(all, &self->random);
  if (who != owner)
    ask_each(self, who, "persons_delete", persons_delete, (const char *const *)one->id, NULL);
  else {
    text_call call = pick(&self->random, 4) ? persons_delete : persons_erase;
    if (does(self->sides[0].handle[owner], "persons_delete", call, text_of("%s", one->id[0])) == PERSONS_OK)
      does(self->sides[1].handle[owner], "persons_delete", call, text_of("%s", one->id[1]));
  }
}

static inline void somebody_answers(pair *self, people *all, int who)
{
  static const char *const given[] = {"Invited", "Accepted", "Declined"};
  somebody *one = anybody(all, &self->random);
  unsigned event = pick(&self->random, 4);
  const char *status = ANY(&self->random, given);
  char *request[2];
  for (int s = 0; s < 2; s++)
    request[s] = text_of("{\"eventId\":\"e%u\",\"personId\":\"%s\",\"status\":\"%s\"}", event, one->id[s], status);
  if (who != owner)
    ask_each(self, who, "persons_record_rsvp", persons_record_rsvp, (const char *const *)request, NULL);
  else if (does(self->sides[0].handle[owner], "persons_record_rsvp", persons_record_rsvp,
                text_of("%s", request[0])) == PERSONS_OK)
    does(self->sides[1].handle[owner], "persons_record_rsvp", persons_record_rsvp, text_of("%s", request[1]));
  free(request[0]);
  free(request[1]);
}

/* The file that tokens import, and which the owner of B imports as well: the same path, by turns with the same content. */
static inline char *import_file(people *all, uint64_t *random, int lines)
{
  char *path = text_of("%s/import.ndjson", all->folder);
  FILE *file = fopen(path, "wbe");
  if (!file)
    die("cannot write %s", path);
  for (int i = 0; i < lines; i++) {
    char *own = attributes(random);
    fprintf(file, "{%s}\n", own);
    free(own);
  }
  fclose(file);
  return path;
}

/* Lines about persons by their reference, somebody, a hidden person, nobody, groups, events and answers. */
static inline void token_imports(pair *self, people *all, int who, int resume)
{
  char *path = import_file(all, &self->random, 2 + (int)pick(&self->random, 3));
  FILE *file = fopen(path, "abe");
  somebody *one = anybody(all, &self->random);
  if (!file)
    die("cannot write %s", path);
  if (strcmp(one->id[0], one->id[1]) == 0)
    fprintf(file, "{\"personId\":\"%s\",\"city\":\"%s\"}\n", one->id[0], ANY(&self->random, cities));
  fprintf(file, "{\"personId\":\"hid-%u\",\"city\":\"Nowhere\"}\n", pick(&self->random, 40));
  fprintf(file, "{\"personId\":\"nobody\",\"city\":\"Nowhere\",\"groupIds\":[\"h0\"]}\n");
  fprintf(file, "{\"group\":{\"group_id\":\"h0\",\"external_ref\":\"ref-h0\"}}\n{\"group\":{\"group_id\":\"a\"}}\n");
  fprintf(file, "{\"event\":{\"eventId\":\"e1\",\"name\":\"Event 1\"}}\n{\"event\":{\"eventId\":\"e9\",\"name\":\"Nine\"}}\n");
  fprintf(file, "{\"externalRef\":\"crm-%u\",\"firstName\":\"Eva\",\"lastName\":\"Smith\",\"eventHistory\":[{\"eventId\":\"e%u\","
                "\"name\":\"Event\",\"slug\":null,\"date\":null,\"rsvpStatus\":\"Invited\",\"rsvpStatusHistory\":[],"
                "\"attendance\":null}]}\n", pick(&self->random, references), pick(&self->random, 6));
  fclose(file);
  ask_import(self, who, path, resume);
  free(path);
}

static inline void visible_groups_change(pair *self, int late)
{
  unsigned which = pick(&self->random, 3);
  char *request;
  if (late && pick(&self->random, 8) == 0)
    request = text_of("c");
  else
    request = text_of("{\"group_id\":\"%c\",\"name\":\"Name %u\"}", 'a' + (int)which, pick(&self->random, 100));
  if (*request == 'c')
    owner_does(self, "persons_delete_group", persons_delete_group, request);
  else if (which != 2)
    owner_does(self, "persons_put_group", persons_put_group, request);
  free(request);
}

static inline void events_change(pair *self)
{
  unsigned event = pick(&self->random, 4);
  char *request = text_of("{\"eventId\":\"e%u\",\"name\":\"Event %u\",\"date\":\"2026-11-15T09:00:00Z\"}", event,
                          pick(&self->random, 50));
  owner_does(self, "persons_put_event", persons_put_event, request);
  free(request);
}

/* One write of the sequence. */
static inline void write_visibly(pair *self, people *all, int late)
{
  int who = (int)pick(&self->random, callers);
  switch (all->count < 25 ? 0 : pick(&self->random, 22)) {
  case 0: case 1: owner_creates(self, all); break;
  case 2: case 3: token_creates(self, all, who); break;
  case 4: case 5: owner_updates(self, all); break;
  case 6: case 7: case 8: owner_moves(self, all); break;
  case 9: case 10: token_updates(self, all, who); break;
  case 11: case 12: token_upserts(self, who); break;
  case 13: owner_upserts(self); break;
  case 14: somebody_goes(self, all, owner); break;
  case 15: somebody_goes(self, all, who); break;
  case 16: somebody_answers(self, all, owner); break;
  case 17: somebody_answers(self, all, who); break;
  case 18: token_imports(self, all, who, (int)pick(&self->random, 2)); break;
  case 19: visible_groups_change(self, late); break;
  case 20: events_change(self); break;
  default: token_repeats(self, who);
  }
}

#endif
