/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The processes that are killed. Each thread has a lane of persons that no other
 * thread writes to, and tells of every write before and after it. A write that is
 * refused ends the process with 3: nothing that a writer does is wrong.
 */
#ifndef CRASH_WRITER_H
#define CRASH_WRITER_H

#include "content.h"

#include <pthread.h>
#include <signal.h>

enum { refused_exit = 3 };

typedef struct {
  const char *path;
  int is_relaxed;    /* durability, which a kill does not tell apart */
  const crash_model *model;
  persons_directory *directory;
  int lane;
  int pipe_end;
  uint64_t random;
  person_slot persons[person_slots];
  batch_slot batches[batch_slots];
} writer;

static inline void send_note(const writer *self, write_note note)
{
  note.lane = (uint8_t)self->lane;
  if (write(self->pipe_end, &note, sizeof note) != (ssize_t)sizeof note)
    _exit(0); /* the parent is gone */
}

static inline void refuse(const char *call, int status, const char *out)
{
  fprintf(stderr, "FAIL crash: a writer's %s answered %s: %.200s\n", call,
          persons_status_name(status), out ? out : "");
  _exit(refused_exit);
}

static inline persons_directory *open_for_writing(const char *path, int is_relaxed)
{
  persons_directory *directory;
  char *out = NULL;
  int status = persons_open(path, is_relaxed
                                      ? "{\"create\":false,\"timeout_ms\":60000,\"durability\":\"relaxed\"}"
                                      : "{\"create\":false,\"timeout_ms\":60000}", &directory, &out);
  if (status != PERSONS_OK)
    refuse("open", status, out);
  persons_free(out);
  return directory;
}

/* Tell that the write is done and acknowledged. */
static inline void note_done(const writer *self, write_note note)
{
  note.is_done = 1;
  send_note(self, note);
}

static inline void create_person(writer *self, int slot)
{
  person_slot *person = &self->persons[slot];
  write_note note = {.kind = create_write, .slot = (uint8_t)slot};
  char *request = create_request(self->lane, slot, ++person->generation), *out = NULL;
  json_t *answer;
  int status;
  note.generation = person->generation;
  send_note(self, note);
  status = persons_create(self->directory, request, &out);
  if (status != PERSONS_OK)
    refuse("create", status, out);
  answer = take_answer(out);
  snprintf(person->id, sizeof person->id, "%s", string_at(answer, "personId"));
  person->exists = 1;
  person->version = 1;
  person->rsvps = 0;
  memcpy(note.id, person->id, sizeof note.id);
  note_done(self, note);
  json_decref(answer);
  free(request);
}

static inline void update_person(writer *self, int slot)
{
  person_slot *person = &self->persons[slot];
  write_note note = {.kind = update_write, .slot = (uint8_t)slot, .version = person->version + 1};
  char *request = update_request(self->lane, slot, person->generation, note.version), *out = NULL;
  int status;
  send_note(self, note);
  status = persons_update(self->directory, person->id, request, &out);
  if (status != PERSONS_OK)
    refuse("update", status, out);
  person->version = note.version;
  note_done(self, note);
  persons_free(out);
  free(request);
}

static inline void delete_person(writer *self, int slot)
{
  person_slot *person = &self->persons[slot];
  write_note note = {.kind = delete_write, .slot = (uint8_t)slot};
  char *out = NULL;
  int status;
  send_note(self, note);
  status = persons_delete(self->directory, person->id, &out);
  if (status != PERSONS_OK)
    refuse("delete", status, out);
  person->exists = 0;
  note_done(self, note);
  persons_free(out);
}

static inline void record_rsvp(writer *self, int slot)
{
  person_slot *person = &self->persons[slot];
  write_note note = {.kind = rsvp_write, .slot = (uint8_t)slot};
  char *request = text_of("{\"eventId\":\"meeting\",\"personId\":\"%s\",\"status\":\"r%u\"}",
                          person->id, person->rsvps), *out = NULL;
  int status;
  send_note(self, note);
  status = persons_record_rsvp(self->directory, request, &out);
  if (status != PERSONS_OK)
    refuse("record_rsvp", status, out);
  person->rsvps++;
  note_done(self, note);
  persons_free(out);
  free(request);
}

static inline void upsert_batch(writer *self, int slot)
{
  batch_slot *batch = &self->batches[slot];
  write_note note = {.kind = batch_write, .slot = (uint8_t)slot, .version = batch->version + 1};
  char *request = batch_request(self->lane, slot, note.version), *out = NULL;
  int status;
  send_note(self, note);
  status = persons_upsert(self->directory, request, &out);
  if (status != PERSONS_OK || !out || strstr(out, "\"success\":false"))
    refuse("upsert", status, out);
  batch->version = note.version;
  note_done(self, note);
  persons_free(out);
  free(request);
}

static inline void write_something(writer *self)
{
  int slot = (int)pick(&self->random, person_slots);
  unsigned choice = pick(&self->random, 100);
  if (choice < 15)
    upsert_batch(self, slot % batch_slots);
  else if (!self->persons[slot].exists)
    create_person(self, slot);
  else if (choice < 30 && self->persons[slot].rsvps < 20)
    record_rsvp(self, slot);
  else if (choice < 45)
    delete_person(self, slot);
  else
    update_person(self, slot);
}

/* A lane that writes until it is killed. */
static inline void *write_on(void *argument)
{
  writer *self = argument;
  for (;;)
    write_something(self);
  return NULL;
}

static inline void prepare_writer(writer *self, const char *path, int is_relaxed, const crash_model *model,
                                  int lane, int pipe_end, uint64_t seed)
{
  self->path = path;
  self->is_relaxed = is_relaxed;
  self->model = model;
  self->lane = lane;
  self->pipe_end = pipe_end;
  self->random = seed * 6364136223846793005u + (uint64_t)lane * 1442695040888963407u + 1;
  memcpy(self->persons, model->persons[lane], sizeof self->persons);
  memcpy(self->batches, model->batches[lane], sizeof self->batches);
}

/* A process of several lanes on one handle. */
static inline void run_lanes(writer *writers, int count)
{
  persons_directory *directory = open_for_writing(writers[0].path, writers[0].is_relaxed);
  for (int i = 0; i < count; i++) {
    pthread_t thread;
    writers[i].directory = directory;
    if (i + 1 < count && pthread_create(&thread, NULL, write_on, &writers[i]) != 0)
      die("cannot start a thread");
  }
  write_on(&writers[count - 1]);
}

/* A process that opens, writes a little and closes, again and again. */
static inline void run_openings(writer *self)
{
  for (;;) {
    self->directory = open_for_writing(self->path, self->is_relaxed);
    for (unsigned left = pick(&self->random, 4); left > 0; left--)
      write_something(self);
    persons_close(self->directory);
  }
}

static inline int note_progress(void *context, int64_t done, int64_t bytes, int64_t total)
{
  (void)done;
  (void)bytes;
  (void)total;
  send_note(context, (write_note){.kind = sign_of_life, .is_done = 1});
  return 0;
}

/* A process that imports, or goes on with the import that was killed. */
static inline void run_import(writer *self, const char *rows, const char *report)
{
  char *options = text_of("{\"resume\":%s,\"report\":\"%s\"}",
                          self->model->import.started ? "true" : "false", report), *out = NULL;
  int status;
  json_t *answer;
  self->directory = open_for_writing(self->path, self->is_relaxed);
  send_note(self, (write_note){.kind = import_write});
  status = persons_import(self->directory, rows, options, note_progress, self, &out);
  if (status != PERSONS_OK)
    refuse("import", status, out);
  answer = take_answer(out);
  if (integer_at(answer, "failed") != 0)
    refuse("import of good rows", status, shown(answer));
  send_note(self, (write_note){.kind = import_write, .is_done = 1});
  for (;;)
    pause();
}

#endif
