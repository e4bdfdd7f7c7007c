/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes that only B gets, and that no limited token may notice: hidden persons, hidden groups, visible persons who join
 * and leave them, other tokens, another organization. Where "with hidden groups" is off, the tokens see all groups
 * and only persons in none are hidden.
 */
#ifndef ACCESS_HIDDEN_H
#define ACCESS_HIDDEN_H

#include "visible.h"

enum { hidden_groups = 3 };

static inline persons_directory *hidden_owner(pair *self) { return self->sides[1].handle[owner]; }

static inline char *some_hidden_groups(people *all, uint64_t *random)
{
  unsigned one = pick(random, hidden_groups), other = pick(random, hidden_groups);
  if (!all->with_hidden_groups || pick(random, 3) == 0)
    return text_of("%s", "");
  return one == other ? text_of("\"h%u\"", one) : text_of("\"h%u\",\"h%u\"", one, other);
}

static inline void hidden_person_comes(pair *self, people *all)
{
  char *own = attributes(&self->random), *groups = some_hidden_groups(all, &self->random);
  does(hidden_owner(self), "persons_create", persons_create,
       text_of("{\"personId\":\"hid-%d\",%s,\"groupIds\":[%s]}", all->hidden_made++, own, groups));
  free(own);
  free(groups);
}

static inline void hidden_person_changes(pair *self, people *all)
{
  char *id = text_of("hid-%u", pick(&self->random, (unsigned)all->hidden_made + 1)), *out = NULL;
  char *request = changed_attributes(&self->random);
  switch (pick(&self->random, 6)) {
  case 0:
    does(hidden_owner(self), "persons_delete", persons_delete, text_of("%s", id));
    break;
  case 1:
    does(hidden_owner(self), "persons_erase", persons_erase, text_of("%s", id));
    break;
  case 2:
    does(hidden_owner(self), "persons_record_rsvp", persons_record_rsvp,
         text_of("{\"eventId\":\"e1\",\"personId\":\"%s\",\"status\":\"Accepted\"}", id));
    break;
  default:
    (void)!persons_update(hidden_owner(self), id, request, &out);
    persons_free(out);
  }
  free(request);
  free(id);
}

/* Somebody whom the tokens may see joins and leaves hidden groups, by each of the calls that can do it. */
static inline void hidden_groups_are_joined(pair *self, people *all)
{
  somebody *one = anybody(all, &self->random);
  char *visible = groups_now(hidden_owner(self), one->id[1], 0);
  char *groups = some_hidden_groups(all, &self->random), *out = NULL;
  if (!visible) {
    free(groups);
    return;
  }
  char *request = text_of("{\"personId\":\"%s\",\"groupIds\":[%s%s%s]}", one->id[1], visible,
                          *visible && *groups ? "," : "", groups);
  if (pick(&self->random, 4)) {
    if (persons_update(hidden_owner(self), one->id[1], request, &out) != PERSONS_OK && !strstr(out, "group_not_found"))
      die("persons_update: %s", out);
  } else {
    char *path = text_of("%s/joins.ndjson", all->folder);
    write_whole(path, request, strlen(request));
    if (persons_import(hidden_owner(self), path, NULL, NULL, NULL, &out) != PERSONS_OK)
      die("persons_import: %s", out);
    free(path);
  }
  persons_free(out);
  free(request);
  free(visible);
  free(groups);
}

/*
 * A token that is limited to a hidden group takes somebody out of it who is in visible groups as well, uses the keys of
 * the compared tokens, and writes persons of its own. It changes nobody's attributes: others would see that.
 */
static inline void hidden_token_writes(pair *self, people *all)
{
  const char *id = anybody(all, &self->random)->id[1];
  unsigned key = pick(&self->random, keys), reference = pick(&self->random, references);
  does(hidden_owner(self), "persons_put_group", persons_put_group,
       text_of("{\"group_id\":\"h0\",\"external_ref\":\"ref-h0\"}"));
  char *token = token_for(hidden_owner(self), "\"group_ids\":[\"h0\"]"), *visible = groups_now(hidden_owner(self), id, 0);
  persons_directory *directory = open_with_token(self->sides[1].path, token);
  if (visible && *visible)
    does(directory, "persons_delete", persons_delete, text_of("%s", id));
  does(directory, "persons_create", persons_create, request_with_key(key));
  does(directory, "persons_upsert", persons_upsert,
       text_of("{\"persons\":[{\"external_ref\":\"hidden-%u\",\"first_name\":\"Ada\"}]}", reference));
  persons_close(directory);
  free(visible);
  free(token);
}

static inline void hidden_groups_change(pair *self)
{
  unsigned group = pick(&self->random, hidden_groups);
  if (pick(&self->random, 4))
    does(hidden_owner(self), "persons_put_group", persons_put_group,
         text_of("{\"group_id\":\"h%u\",\"external_ref\":\"ref-h%u\",\"name\":\"Hidden %u\"}", group, group,
                 pick(&self->random, 100)));
  else
    does(hidden_owner(self), "persons_delete_group", persons_delete_group, text_of("h%u", group));
}

/* Other tokens, and keys of the owner's that are those of the tokens, with the same requests and with others. */
static inline void hidden_owner_writes(pair *self)
{
  free(token_for(hidden_owner(self), "\"group_ids\":[\"a\"]"));
  does(hidden_owner(self), "persons_create", persons_create, request_with_key(pick(&self->random, keys)));
}

/* An import of the path that tokens import too. */
static inline void hidden_import(pair *self, people *all)
{
  char *path = text_of("%s/import.ndjson", all->folder), *out = NULL;
  FILE *file = fopen(path, "wbe");
  if (!file)
    die("cannot write %s", path);
  for (int i = 0; i < 3; i++) {
    char *own = attributes(&self->random);
    fprintf(file, "{\"personId\":\"hid-%d\",%s}\n", all->hidden_made++, own);
    free(own);
  }
  fclose(file);
  if (persons_import(hidden_owner(self), path, NULL, NULL, NULL, &out) != PERSONS_OK)
    die("persons_import: %s", out);
  persons_free(out);
  free(path);
}

static inline int stop_at_once(void *context, int64_t done, int64_t bytes, int64_t total)
{
  (void)context, (void)bytes, (void)total;
  return done >= 1500;
}

/* An import that ends half-way, of the path that tokens import, too: theirs do not resume it. */
static inline void hidden_import_ends_early(pair *self, people *all)
{
  char *path = text_of("%s/import.ndjson", all->folder), *out = NULL;
  FILE *file = fopen(path, "wbe");
  if (!file)
    die("cannot write %s", path);
  for (int i = 0; i < 5000; i++)
    fprintf(file, "{\"personId\":\"hid-%d\",\"firstName\":\"Ada\",\"lastName\":\"Meier\"}\n", all->hidden_made++);
  fclose(file);
  if (persons_import(hidden_owner(self), path, NULL, stop_at_once, NULL, &out) != PERSONS_INTERRUPTED)
    die("persons_import was not interrupted: %s", out);
  persons_free(out);
  free(path);
}

/* The same identifiers, groups, keys and values in another organization. */
static inline void elsewhere_writes(pair *self, people *all)
{
  persons_directory *there = self->sides[1].elsewhere;
  char *own = attributes(&self->random), *id = text_of("p%u", pick(&self->random, (unsigned)all->made + 1)), *out = NULL;
  char *request = changed_attributes(&self->random);
  switch (pick(&self->random, 6)) {
  case 0:
    does(there, "persons_delete", persons_delete, text_of("%s", id));
    break;
  case 1:
    does(there, "persons_put_group", persons_put_group, text_of("{\"group_id\":\"a\",\"name\":\"Elsewhere\"}"));
    break;
  case 2:
    does(there, "persons_create", persons_create, request_with_key(pick(&self->random, keys)));
    break;
  case 3:
    (void)!persons_update(there, id, request, &out);
    persons_free(out);
    break;
  default:
    does(there, "persons_create", persons_create, text_of("{\"personId\":\"%s\",%s}", id, own));
  }
  free(request);
  free(own);
  free(id);
}

/* One hidden write, or a few that belong together. */
static inline void write_hidden(pair *self, people *all)
{
  unsigned choice = pick(&self->random, all->with_hidden_groups ? 20 : 11);
  switch (choice) {
  case 0: case 1: case 2: case 3: hidden_person_comes(self, all); break;
  case 4: case 5: case 6: hidden_person_changes(self, all); break;
  case 7: case 8: elsewhere_writes(self, all); break;
  case 9: hidden_owner_writes(self); break;
  case 10: hidden_import(self, all); break;
  case 11: case 12: hidden_groups_change(self); break;
  case 13: hidden_token_writes(self, all); break;
  default: hidden_groups_are_joined(self, all);
  }
}

#endif
