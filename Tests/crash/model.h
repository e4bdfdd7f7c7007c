/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the file must hold: for every person, batch and import the last write that
 * was acknowledged, and the one write that may have been under way at the kill.
 *
 * Writers send notes through a pipe, one ahead of a write and one when it was
 * answered; a note is smaller than PIPE_BUF, so it arrives whole or not at all, and
 * it outlives its writer. The model is in memory that the parent shares with the
 * process that verifies.
 */
#ifndef CRASH_MODEL_H
#define CRASH_MODEL_H

#include "../../bindings/c/tests/support.h"

enum {
  lane_count = 6,     /* writing threads, each with persons of its own */
  lanes_a_process = 3,
  person_slots = 24,  /* persons of a lane */
  batch_slots = 3,    /* batches of a lane */
  batch_size = 8,     /* persons of a batch */
  marker_groups = 8,
  import_rows = 3000
};

typedef enum {
  no_write, create_write, update_write, delete_write, rsvp_write, batch_write,
  import_write, sign_of_life
} write_kind;

typedef struct {
  uint8_t is_done;    /* 0: about to be written; 1: answered PERSONS_OK */
  uint8_t kind;
  uint8_t lane;
  uint8_t slot;
  uint32_t generation;
  uint32_t version;
  char id[40];
} write_note;

/* A slot holds one person after another: each is a generation, each change a version. */
typedef struct {
  uint32_t generation;
  uint32_t version;
  uint32_t rsvps;
  uint8_t exists;
  uint8_t touched;    /* written to in this cycle */
  uint8_t pending;    /* write_kind of the write that was not answered */
  char id[40];
} person_slot;

typedef struct {
  uint32_t version;   /* 0: was never written */
  uint8_t touched;
  uint8_t pending;
} batch_slot;

/* Import after import of one set of rows, each import a version of all of them. */
typedef struct {
  uint32_t version;   /* the version being imported, or imported */
  uint32_t rows;      /* of which so many rows are known to be in the file */
  uint8_t started;    /* a writer began it, so that the next one resumes it */
  uint8_t finished;
  uint8_t touched;
} import_state;

typedef struct {
  person_slot persons[lane_count][person_slots];
  batch_slot batches[lane_count][batch_slots];
  import_state import;
  long acknowledged;
  long lost;
  long half_written;
  long other_failures;
} crash_model;

static inline int is_sound(const crash_model *model)
{
  return model->lost == 0 && model->half_written == 0 && model->other_failures == 0;
}

/* Take a note into the model. */
static inline void take_note(crash_model *model, const write_note *note)
{
  person_slot *person = &model->persons[note->lane % lane_count][note->slot % person_slots];
  batch_slot *batch = &model->batches[note->lane % lane_count][note->slot % batch_slots];
  model->acknowledged += note->is_done && note->kind != sign_of_life;
  switch (note->kind) {
  case sign_of_life:
    break;
  case import_write:
    model->import.touched = 1;
    model->import.started = 1;
    if (note->is_done) {
      model->import.finished = 1;
      model->import.rows = import_rows;
    }
    break;
  case batch_write:
    batch->touched = 1;
    batch->pending = note->is_done ? no_write : batch_write;
    if (note->is_done)
      batch->version = note->version;
    break;
  default:
    person->touched = 1;
    person->pending = note->is_done ? no_write : note->kind;
    if (note->kind == create_write)
      person->generation = note->generation;
    if (!note->is_done)
      break;
    if (note->kind == create_write) {
      person->exists = 1;
      person->version = 1;
      person->rsvps = 0;
      memcpy(person->id, note->id, sizeof person->id);
    } else if (note->kind == update_write)
      person->version = note->version;
    else if (note->kind == delete_write)
      person->exists = 0;
    else
      person->rsvps++;
  }
}

#endif
