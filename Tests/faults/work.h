/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run that is failed: a new file, groups and an event, two hundred commits of every
 * kind of write, an import that makes the search index, searches, a backup, an export,
 * a check, an erasure, and a directory that is opened twice. What fails is tried again, so
 * that every run does the same in the end.
 */
#ifndef FAULTS_WORK_H
#define FAULTS_WORK_H

#include "session.h"

enum {
  work_lane = 0,
  most_small_writes = 95,
  work_rows = 1050, /* over the 1,000 persons from which the search index has a file */
  work_seed = 77
};

/* Find out by reading whether a write that failed on the disk has happened. */
static inline void settle(session *self, const write_note *note)
{
  verifier judge = {self->directory, &self->result->model, 0};
  int was_armed = self->result->control.is_armed;
  self->result->control.is_armed = 0;
  if (note->kind == batch_write)
    verify_batch(&judge, work_lane, note->slot);
  else
    verify_person(&judge, work_lane, note->slot);
  self->result->control.is_armed = was_armed;
}

/* Forget that a write was begun: its answer says that nothing was written. */
static inline void withdraw(session *self, const write_note *note)
{
  if (note->kind == batch_write)
    self->result->model.batches[work_lane][note->slot].pending = no_write;
  else
    self->result->model.persons[work_lane][note->slot].pending = no_write;
}

typedef int (*write_call)(session *self, const char *request, const write_note *note, char **out);

static inline int call_create_person(session *self, const char *request, const write_note *note,
                                     char **out)
{
  (void)note;
  return persons_create(self->directory, request, out);
}

static inline const char *id_of(const session *self, const write_note *note)
{
  return self->result->model.persons[work_lane][note->slot].id;
}

static inline int call_update_person(session *self, const char *request, const write_note *note,
                                     char **out)
{
  return persons_update(self->directory, id_of(self, note), request, out);
}

static inline int call_delete_person(session *self, const char *request, const write_note *note,
                                     char **out)
{
  (void)request;
  return persons_delete(self->directory, id_of(self, note), out);
}

static inline int call_record_rsvp(session *self, const char *request, const write_note *note,
                                   char **out)
{
  (void)note;
  return persons_record_rsvp(self->directory, request, out);
}

static inline int call_upsert(session *self, const char *request, const write_note *note,
                              char **out)
{
  (void)note;
  return persons_upsert(self->directory, request, out);
}

/* Make a write of the model; one that failed is left as it is found to be. */
static inline void make_write(session *self, const char *name, write_call call, char *request,
                              write_note note)
{
  char *out = NULL;
  int status, was_io;
  json_t *answer;
  take_note(&self->result->model, &note);
  begin_call(self);
  status = call(self, request, &note, &out);
  answer = end_call(self, name, status, out, &was_io);
  if (answer) {
    note.is_done = 1;
    snprintf(note.id, sizeof note.id, "%s", string_at(answer, "personId"));
    take_note(&self->result->model, &note);
    self->result->commits++;
  } else {
    if (!was_io)
      withdraw(self, &note);
    settle(self, &note);
  }
  json_decref(answer);
  free(request);
}

static inline void write_anything(session *self, uint64_t *random)
{
  int slot = (int)pick(random, person_slots);
  unsigned choice = pick(random, 100);
  person_slot *person = &self->result->model.persons[work_lane][slot];
  write_note note = {.lane = work_lane, .slot = (uint8_t)slot, .version = person->version + 1};
  if (choice < 10) {
    note.kind = batch_write;
    note.slot = (uint8_t)(slot % batch_slots);
    note.version = self->result->model.batches[work_lane][note.slot].version + 1;
    make_write(self, "upsert", call_upsert,
               batch_request(work_lane, note.slot, note.version), note);
  } else if (!person->exists) {
    note.kind = create_write;
    note.generation = person->generation + 1;
    make_write(self, "create", call_create_person,
               create_request(work_lane, slot, note.generation), note);
  } else if (choice < 25) {
    note.kind = rsvp_write;
    make_write(self, "record_rsvp", call_record_rsvp,
               text_of("{\"eventId\":\"meeting\",\"personId\":\"%s\",\"status\":\"r%u\"}",
                       person->id, person->rsvps), note);
  } else if (choice < 40) {
    note.kind = delete_write;
    make_write(self, "delete", call_delete_person, text_of("{}"), note);
  } else {
    note.kind = update_write;
    make_write(self, "update", call_update_person,
               update_request(work_lane, slot, person->generation, note.version), note);
  }
}

/* A call that is made until it succeeds; whether it happened before does not matter to it. */
#define UNTIL_OK(self, name, call)                                                   \
  do {                                                                               \
    json_t *ok_answer = NULL;                                                        \
    for (int ok_tries = 0; !ok_answer; ok_tries++) {                                 \
      char *out = NULL;                                                              \
      int ok_status, ok_was_io;                                                      \
      if (ok_tries == most_tries) {                                                  \
        complain(self, &(self)->result->wrong_others, "%s never succeeds", name);    \
        _exit(3);                                                                    \
      }                                                                              \
      begin_call(self);                                                              \
      ok_status = call;                                                              \
      ok_answer = end_call(self, name, ok_status, out, &ok_was_io);                  \
    }                                                                                \
    json_decref(ok_answer);                                                          \
    (self)->result->commits++;                                                       \
  } while (0)

static inline void put_group(session *self, const char *request)
{
  UNTIL_OK(self, "put_group", persons_put_group(self->directory, request, &out));
}

static inline void prepare_groups(session *self)
{
  put_group(self, "{\"group_id\":\"import\"}");
  for (int i = 0; i < marker_groups; i++) {
    char *group = text_of("{\"group_id\":\"m%d\"}", i);
    put_group(self, group);
    free(group);
  }
  for (int i = 0; i < batch_slots; i++) {
    char *ref = batch_group(work_lane, i);
    char *group = text_of("{\"group_id\":\"%s\",\"external_ref\":\"%s\"}", ref, ref);
    put_group(self, group);
    free(group);
    free(ref);
  }
  UNTIL_OK(self, "put_event", persons_put_event(self->directory, "{\"eventId\":\"meeting\","
                                                "\"name\":\"Meeting\"}", &out));
}

static inline void import_all(session *self, const char *folder)
{
  char *rows = text_of("%s/rows.ndjson", folder);
  char *options = text_of("{\"resume\":true,\"report\":\"%s/report.ndjson\"}", folder);
  UNTIL_OK(self, "import", persons_import(self->directory, rows, options, NULL, NULL, &out));
  self->result->model.import.rows = work_rows;
  free(rows);
  free(options);
}

/* A search fails only where reading does: an index that cannot be written is kept in memory. */
static inline void search_all(session *self)
{
  UNTIL_OK(self, "search", persons_search(self->directory, "{\"query\":\"right\"}", &out));
}

/* A file that the disk does not give back is not said to be damaged. */
static inline void check_all(session *self)
{
  UNTIL_OK(self, "check", persons_check(self->directory, &out));
}

/* Copies go to a new name at every try: one that failed after all was done left its file. */
static inline void copy_all(session *self, const char *folder)
{
  char *exported = text_of("%s/out.ndjson", folder);
  json_t *answer = NULL;
  for (int number = 0; !answer; number++) {
    char *copy = text_of("%s/copy-%d.db", folder, number), *out = NULL;
    int status, was_io;
    begin_call(self);
    status = persons_backup(self->directory, copy, &out);
    answer = end_call(self, "backup", status, out, &was_io);
    free(copy);
    if (number == most_tries)
      _exit(3);
  }
  json_decref(answer);
  UNTIL_OK(self, "export", persons_export(self->directory, exported, "{\"overwrite\":true}", NULL,
                                          NULL, &out));
  free(exported);
}

static inline void erase_somebody(session *self)
{
  json_t *answer;
  char *out = NULL;
  int status, was_io;
  UNTIL_OK(self, "create", persons_create(self->directory, "{\"personId\":\"gone\",\"firstName\":"
           "\"Gone\",\"lastName\":\"Gone\",\"email\":\"gone@example.org\",\"idempotencyKey\":"
           "\"gone\"}", &out));
  for (int tries = 0; tries < most_tries; tries++) {
    begin_call(self);
    status = persons_erase(self->directory, "gone", &out);
    /* Erased by a call that failed afterwards, as the header says of BUSY. */
    if (status == PERSONS_NOT_FOUND && tries > 0) {
      persons_free(out);
      return;
    }
    answer = end_call(self, "erase", status, out, &was_io);
    json_decref(answer);
    if (answer)
      return;
  }
}

static inline void run_work(session *self, const char *folder)
{
  uint64_t random = work_seed;
  open_session(self);
  prepare_groups(self);
  for (long i = 0; i < self->result->small_writes; i++)
    write_anything(self, &random);
  import_all(self, folder);
  search_all(self);
  copy_all(self, folder);
  reopen(self);
  for (long i = 0; i < self->result->small_writes; i++)
    write_anything(self, &random);
  check_all(self);
  erase_somebody(self);
  search_all(self);
  write_anything(self, &random);
  persons_close(self->directory);
  self->result->has_ended = 1;
}

#endif
