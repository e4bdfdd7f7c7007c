/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The handle of a run, and what is held against every answer: a status that fits the
 * fault, no success without the disk, reads that go on, and writes that go on once the
 * fault is over or once the directory was opened again, if the answer says so.
 */
#ifndef FAULTS_SESSION_H
#define FAULTS_SESSION_H

#include "../crash/verify_many.h"
#include "fault_list.h"

enum {
  most_failures = 4, /* after so many failed calls a fault that persists is over */
  most_tries = 12
};

/* What a run found, in memory that outlives its process. */
typedef struct {
  fault_control control;
  crash_model model;
  long wrong_statuses;
  long wrong_others;
  long commits;
  long small_writes; /* ahead of the import, and again behind it */
  int has_ended;
} run_result;

typedef struct {
  const char *path;
  const fault *fault;
  run_result *result;
  persons_directory *directory;
  long failures;
  long failed_before; /* of the control, ahead of the call */
  long probes;
} session;

__attribute__((format(printf, 3, 4)))
static inline void complain(session *self, long *counter, const char *format, ...)
{
  const fault_control *control = &self->result->control;
  char line[500];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if ((*counter)++ == 0)
    fprintf(stderr, "FAIL faults: %s, call %ld (%s of %s): %s\n", self->fault->name, control->at,
            control->last_call, control->last_file, line);
}

static inline int is_over(const session *self)
{
  const fault_control *control = &self->result->control;
  return !control->is_armed || (!control->persists && control->calls >= control->at) ||
         (control->most_failed && control->failed >= control->most_failed);
}

static inline void end_fault(session *self)
{
  self->result->control.is_armed = 0;
}

/* Count a failure, and end the fault after enough of them. */
static inline void count_failure(session *self)
{
  if (++self->failures >= most_failures)
    end_fault(self);
}

/* Judge what a call that failed says. */
static inline void judge_failure(session *self, const char *call, int status, json_t *answer)
{
  const char *type = string_at(answer, "error.type");
  if (is_unknown_by_now(self->fault, &self->result->control, status) &&
      strcmp(type, "cannot_open") == 0)
    return;
  if (!fits(self->fault, status) ||
      (self->fault->fitting_type && strcmp(type, self->fault->fitting_type) != 0)) {
    char *text = shown(answer);
    complain(self, &self->result->wrong_statuses, "%s answered %s: %s", call,
             persons_status_name(status), text);
    free(text);
  }
}

/* Does the answer say that the handle must be opened again? */
static inline int says_reopen(json_t *answer)
{
  return strstr(string_at(answer, "error.message"), "open it again") != NULL;
}

static inline int says_latched(json_t *answer)
{
  return strstr(string_at(answer, "error.message"), "this handle writes no more") != NULL;
}

/* Does a call write at its end for the search index alone, and go on when that fails? */
static inline int notes_index(const char *call)
{
  return strcmp(call, "search") == 0 || strcmp(call, "import") == 0;
}

/* Does a call only read the file? */
static inline int copies_file(const char *call)
{
  return strcmp(call, "backup") == 0 || strcmp(call, "export") == 0 || strcmp(call, "check") == 0;
}

/* A success is a promise that the disk has it. */
static inline void judge_success(session *self, const char *call)
{
  if (notes_index(call))
    return;
  if (copies_file(call)) {
    if (self->result->control.folder_unsynced)
      complain(self, &self->result->wrong_others, "%s succeeded, its name is not on disk", call);
    return;
  }
  if (self->result->control.log_unsynced)
    complain(self, &self->result->wrong_others, "%s succeeded, its log is not on the disk", call);
  if (self->result->control.log_unnamed)
    complain(self, &self->result->wrong_others, "%s succeeded, its log has no name on the disk",
             call);
}

/* ------------------------------------------------------- opening, reading -- */

/* Open until it succeeds: while the fault lasts it may fail, and says why. */
static inline void open_session(session *self)
{
  for (int tries = 0; tries < most_tries; tries++) {
    char *out = NULL;
    int was_over = is_over(self);
    int status = persons_open(self->path, "{\"timeout_ms\":40}", &self->directory, &out);
    json_t *answer = take_answer(out);
    if (status != PERSONS_OK) {
      judge_failure(self, "open", status, answer);
      if (was_over)
        complain(self, &self->result->wrong_others, "open fails although the fault is over: %s",
                 string_at(answer, "error.type"));
      count_failure(self);
    }
    json_decref(answer);
    if (status == PERSONS_OK)
      return;
  }
  complain(self, &self->result->wrong_others, "the directory opens no more");
  _exit(3);
}

static inline void reopen(session *self)
{
  persons_close(self->directory);
  open_session(self);
}

/* Reading goes on when only writing is hit. */
static inline void read_something(session *self)
{
  char *out = NULL;
  int status = persons_list(self->directory, "{\"limit\":1}", &out);
  if (status != PERSONS_OK && !hits_reading(self->fault))
    complain(self, &self->result->wrong_others, "reading stops: list answers %s: %.200s",
             persons_status_name(status), out ? out : "");
  else if (status != PERSONS_OK) {
    json_t *answer = take_answer(out);
    out = NULL;
    judge_failure(self, "list", status, answer);
    json_decref(answer);
  }
  persons_free(out);
}

/* ---------------------------------------------------------------- writing -- */

/* Ahead of a call. Names that an earlier call could not sync are that one's matter. */
static inline void begin_call(session *self)
{
  self->failed_before = self->result->control.failed;
  self->result->control.folder_unsynced = 0;
}

/* Write something small that is no part of the model. */
static inline int probe(session *self, json_t **answer)
{
  char *request = text_of("{\"group_id\":\"probe-%ld\"}", self->probes++), *out = NULL;
  int status = persons_put_group(self->directory, request, &out);
  *answer = take_answer(out);
  free(request);
  return status;
}

/* After a failure: the handle writes again, at the latest when the fault is over, or says that it
 * must be opened again and then does. */
static inline void recover(session *self, int is_latched, int must_be_latched)
{
  for (int tries = 0; tries < most_tries; tries++) {
    int was_over = is_over(self);
    json_t *answer;
    int status;
    begin_call(self);
    status = probe(self, &answer);
    if (status == PERSONS_OK) {
      if (is_latched || must_be_latched)
        complain(self, &self->result->wrong_others,
                 "a handle writes on after a sync of its log failed");
      judge_success(self, "put_group");
      json_decref(answer);
      return;
    }
    if (!is_latched && !says_latched(answer))
      judge_failure(self, "put_group", status, answer);
    is_latched |= says_latched(answer);
    must_be_latched = 0;
    if (was_over && !says_reopen(answer))
      complain(self, &self->result->wrong_others, "put_group fails although the fault is over: %s",
               string_at(answer, "error.message"));
    if (says_reopen(answer) && (is_over(self) || is_latched)) {
      read_something(self);
      reopen(self);
      is_latched = 0;
    }
    json_decref(answer);
    count_failure(self);
    read_something(self);
  }
  complain(self, &self->result->wrong_others, "the directory is written to no more");
  _exit(3);
}

/* Was the last call that failed a sync of the log, or, for a call that writes, of its name? */
static inline int is_of_log(const fault_control *control, const char *call)
{
  return (control->last_kind == call_sync && control->log_unsynced) ||
         (control->last_kind == call_sync_folder && !copies_file(call));
}

/* Take the answer of a call; NULL when it failed, and then the handle works again. *was_io is set
 * when the failure leaves open whether the write happened. */
static inline json_t *end_call(session *self, const char *call, int status, char *out, int *was_io)
{
  const fault_control *control = &self->result->control;
  json_t *answer = take_answer(out);
  int failed_sync = control->failed > self->failed_before && is_of_log(control, call);
  *was_io = 0;
  if (status == PERSONS_OK) {
    judge_success(self, call);
    return answer;
  }
  if (control->failed == 0)
    complain(self, &self->result->wrong_others, "%s failed before any fault", call);
  judge_failure(self, call, status, answer);
  *was_io = status == PERSONS_IO;
  count_failure(self);
  read_something(self);
  recover(self, says_latched(answer), failed_sync);
  json_decref(answer);
  return NULL;
}

#endif
