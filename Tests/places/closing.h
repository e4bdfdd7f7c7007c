/* SPDX-License-Identifier: Apache-2.0 */
/* Closing: it waits for the calls that run, and is nothing to a call that would wait for itself. */
#ifndef PLACES_CLOSING_H
#define PLACES_CLOSING_H

#include "place.h"

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>

typedef struct {
  persons_directory *directory;
  char *exported;
  sem_t held, released;
  int export_status;
  int events;         /* counted by both threads */
  int release_event;  /* the number of the event that the callback returns */
  int close_event;    /* that persons_close returned, 0 until then */
  volatile pid_t closer;
} held_call;

static inline int next_event(held_call *self)
{
  return __atomic_add_fetch(&self->events, 1, __ATOMIC_SEQ_CST);
}

static int hold(void *context, int64_t done, int64_t bytes, int64_t total)
{
  held_call *self = context;
  (void)done;
  (void)bytes;
  (void)total;
  sem_post(&self->held);
  while (sem_wait(&self->released) != 0) {}
  self->release_event = next_event(self);
  return 0;
}

static inline void *export_held(void *context)
{
  held_call *self = context;
  self->export_status = persons_export(self->directory, self->exported, NULL, hold, self, NULL);
  return NULL;
}

static inline void *close_meanwhile(void *context)
{
  held_call *self = context;
  __atomic_store_n(&self->closer, gettid(), __ATOMIC_SEQ_CST);
  persons_close(self->directory);
  __atomic_store_n(&self->close_event, next_event(self), __ATOMIC_SEQ_CST);
  return NULL;
}

/* Whether a thread of this process sleeps, by what the system says of it. */
static inline int sleeps(pid_t thread)
{
  char *path = text_of("/proc/self/task/%d/stat", (int)thread), *text = read_whole(path, NULL), *name_end;
  int is_asleep;
  name_end = text ? strrchr(text, ')') : NULL;
  is_asleep = name_end && name_end[1] == ' ' && name_end[2] == 'S';
  free(text);
  free(path);
  return is_asleep;
}

static inline void closing_waits(const char *folder)
{
  char *path = file_with_ada(folder);
  held_call self = {.directory = OPENED(path, NULL), .exported = within(folder, "out.ndjson")};
  pthread_t exporter, closer;
  sem_init(&self.held, 0, 0);
  sem_init(&self.released, 0, 0);
  if (pthread_create(&exporter, NULL, export_held, &self) != 0)
    die("cannot start a thread");
  while (sem_wait(&self.held) != 0) {}
  ANSWERS(persons_list(self.directory, NULL, OUT), PERSONS_OK);
  if (pthread_create(&closer, NULL, close_meanwhile, &self) != 0)
    die("cannot start a thread");
  /* From when it closes on, no call begins any more. */
  while (persons_list(self.directory, NULL, NULL) != PERSONS_MISUSE)
    sched_yield();
  REFUSED(persons_list(self.directory, NULL, OUT), PERSONS_MISUSE, "closed_handle");
  REFUSED(persons_create(self.directory, a_person, OUT), PERSONS_MISUSE, "closed_handle");
  /* Nobody else runs now: it either comes back, or it sleeps until the export has ended. */
  while (!__atomic_load_n(&self.close_event, __ATOMIC_SEQ_CST) && !sleeps(self.closer))
    sched_yield();
  HOLDS(self.close_event == 0);
  HOLDS(access(self.exported, F_OK) != 0);
  sem_post(&self.released);
  pthread_join(closer, NULL);
  pthread_join(exporter, NULL);
  HOLDS(self.export_status == PERSONS_OK);
  HOLDS(self.release_event > 0 && self.release_event < self.close_event);
  HOLDS(access(self.exported, F_OK) == 0);
  HOLDS_SOUND(path, 1);
  free(self.exported);
  free(path);
}

static int close_inside(void *context, int64_t done, int64_t bytes, int64_t total)
{
  (void)done;
  (void)bytes;
  (void)total;
  persons_close(*(persons_directory **)context);
  return 0;
}

/* From inside a callback it is ignored; once the call is over, the same thread closes. */
static inline void closing_from_inside(const char *folder)
{
  char *path = file_with_ada(folder), *out = within(folder, "out.ndjson"), *log = text_of("%s-wal", path);
  persons_directory *directory = OPENED(path, NULL);
  GIVES(persons_export(directory, out, NULL, close_inside, &directory, OUT), "persons", "1");
  ANSWERS(persons_update(directory, "ada", "{\"city\":\"Bath\"}", OUT), PERSONS_OK);
  HOLDS(access(log, F_OK) == 0);
  persons_close(directory);
  REFUSED(persons_list(directory, NULL, OUT), PERSONS_MISUSE, "closed_handle");
  HOLDS(access(log, F_OK) != 0);
  HOLDS_SOUND(path, 1);
  free(path);
  free(out);
  free(log);
}

#endif
