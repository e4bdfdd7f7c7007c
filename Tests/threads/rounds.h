/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Longer pieces of work of one thread: batches, imports, groups, tokens and backups, each begun, seen and ended. And the
 * loop that chooses among all work.
 */
#ifndef THREADS_ROUNDS_H
#define THREADS_ROUNDS_H

#include "worker.h"

enum { rows_an_import = 5 };

/* Note the own person of this number, who came by a batch or an import, in the journal. */
static inline void note_own(worker *self, int number, const char *id)
{
  own_person *added = &self->own[self->counts.alive++];
  added->number = number;
  snprintf(added->id, sizeof added->id, "%s", id);
  fprintf(self->journal, "c %d %s\n", number, added->id);
}

/* A batch of two: a new own person, and a record that fails without stopping it. */
static inline void upsert_own(worker *self)
{
  int number = self->made++;
  char *word = own_word(&self->counts, number);
  json_t *seen = WRITE(upsert, text_of("{\"persons\":[{\"first_name\":\"Nobody\"},{\"external_ref\":\"own-%s\","
                                       "\"first_name\":\"%s\",\"last_name\":\"Own\","
                                       "\"email_address\":\"%s@example.org\",\"group_ids\":[\"all\"]}]}",
                                       word, word, word), PERSONS_OK);
  if (!json_is_false(value_at(seen, "persons.0.success")) || !json_is_true(value_at(seen, "persons.1.success")))
    report_error(self, "a batch did not do what it should");
  note_own(self, number, string_at(seen, "persons.1.identifier"));
  json_decref(seen);
  free(word);
}

static inline void import_own(worker *self)
{
  char *path = text_of("%s-rows-%d-%d", self->path, self->counts.process, self->counts.thread), *out = NULL;
  FILE *rows = fopen(path, "we");
  json_t *seen;
  int status;
  for (int i = 0; rows && i < rows_an_import; i++) {
    char *word = own_word(&self->counts, self->made + i);
    fprintf(rows, "{\"externalRef\":\"own-%s\",\"firstName\":\"%s\",\"lastName\":\"Own\","
            "\"email\":\"%s@example.org\",\"groupIds\":[\"all\"]}\n", word, word, word);
    free(word);
  }
  if (!rows || fclose(rows) != 0)
    die("cannot write %s", path);
  status = persons_import(self->directory, path, NULL, NULL, NULL, &out);
  self->counts.writes++;
  seen = answer_of(self, "import", status, PERSONS_OK, out);
  if (integer_at(seen, "created") != rows_an_import)
    report_error(self, "an import created %lld of %d", (long long)integer_at(seen, "created"), rows_an_import);
  json_decref(seen);
  for (int i = 0; i < rows_an_import; i++) {
    char *word = own_word(&self->counts, self->made);
    seen = READ(find, text_of("{\"external_ref\":\"own-%s\"}", word), PERSONS_OK);
    note_own(self, self->made++, string_at(seen, "persons.0.identifier"));
    json_decref(seen);
    free(word);
  }
  unlink(path);
  free(path);
}

/* A group comes, an own person joins it and is listed, the group goes, the person stays. */
static inline void group_round(worker *self)
{
  char *group = text_of("g%d-%d", self->counts.process, self->counts.thread);
  const char *id;
  json_t *seen;
  if (self->counts.alive > 0) {
    id = self->own[pick(&self->random, (unsigned)self->counts.alive)].id;
    json_decref(WRITE(put_group, text_of("{\"group_id\":\"%s\"}", group), PERSONS_OK));
    json_decref(update(self, id, text_of("{\"groupIds\":[\"all\",\"%s\"]}", group)));
    seen = READ(list, text_of("{\"group_ids\":[\"%s\"]}", group), PERSONS_OK);
    if (json_array_size(value_at(seen, "persons")) != 1 || strcmp(string_at(seen, "persons.0.personId"), id) != 0)
      report_error(self, "a group of one has %zu", json_array_size(value_at(seen, "persons")));
    json_decref(seen);
    json_decref(WRITE(delete_group, text_of("%s", group), PERSONS_OK));
    seen = READ(get, text_of("%s", id), PERSONS_OK);
    if (json_array_size(value_at(seen, "groupIds")) != 1)
      report_error(self, "a person is in %zu groups, not in one", json_array_size(value_at(seen, "groupIds")));
    json_decref(seen);
  }
  free(group);
}

/* A token is issued, works, is revoked, and does not work any more. */
static inline void token_round(worker *self)
{
  json_t *issued = WRITE(issue_token, text_of("{\"group_ids\":[\"all\"],\"rights\":[\"read\"]}"), PERSONS_OK);
  char *options = text_of("{\"token\":\"%s\"}", string_at(issued, "token")), *out = NULL;
  persons_directory *owner = self->directory, *bearer = NULL;
  int status = persons_open(self->path, options, &bearer, &out);
  json_decref(answer_of(self, "open", status, PERSONS_OK, out));
  self->directory = bearer;
  if (self->counts.alive > 0)
    json_decref(READ(get, text_of("%s", self->own[0].id), PERSONS_OK));
  self->directory = owner;
  json_decref(WRITE(revoke_token, text_of("%s", string_at(issued, "token_id")), PERSONS_OK));
  self->directory = bearer;
  json_decref(READ(list, text_of("{}"), PERSONS_UNAUTHORIZED));
  self->directory = owner;
  persons_close(bearer);
  json_decref(issued);
  free(options);
}

/* A copy of the file in the middle of it all is one committed state, sound by itself. */
static inline void backup_round(worker *self)
{
  char *path = text_of("%s-copy-%d-%d", self->path, self->counts.process, self->counts.thread), *out = NULL;
  persons_directory *copy = NULL;
  json_t *seen;
  int status = persons_backup(self->directory, path, &out);
  self->counts.writes++;
  json_decref(answer_of(self, "backup", status, PERSONS_OK, out));
  status = persons_open(path, "{\"create\":false}", &copy, NULL);
  seen = answer_of(self, "open of a copy", status, PERSONS_OK, NULL);
  json_decref(seen);
  out = NULL;
  status = persons_check(copy, &out);
  self->counts.reads++;
  seen = answer_of(self, "check of a copy", status, PERSONS_OK, out);
  if (json_array_size(value_at(seen, "problems")) != 0)
    report_error(self, "a copy is not sound");
  json_decref(seen);
  persons_close(copy);
  unlink(path);
  free(path);
}

static inline void work_once(worker *self)
{
  unsigned choice = pick(&self->random, 1000);
  int has_room = self->counts.alive + rows_an_import <= most_own_persons;
  if (choice < 300)
    read_shared(self);
  else if (choice < 530)
    bump_shared(self);
  else if (choice < 690 && has_room)
    create_own(self);
  else if (choice < 720 && has_room)
    upsert_own(self);
  else if (choice < 725 && has_room)
    import_own(self);
  else if (choice < 850)
    update_own(self);
  else if (choice < 945)
    delete_own(self);
  else if (choice < 960)
    group_round(self);
  else if (choice < 970)
    token_round(self);
  else if (choice == 999 && self->counts.thread == 0)
    backup_round(self);
  else
    record_rsvp(self);
}

static inline void *work(void *argument)
{
  worker *self = argument;
  self->own = calloc(most_own_persons, sizeof *self->own);
  self->journal = open_journal(self->path, &self->counts, "we");
  if (!self->own)
    die("out of memory");
  while (now_us() < self->deadline && self->counts.reads + self->counts.writes < self->operations)
    work_once(self);
  if (fclose(self->journal) != 0)
    die("cannot write a journal");
  free(self->own);
  return NULL;
}

#endif
