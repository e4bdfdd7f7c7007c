/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting without a thread: suspended connections, taken up again by one thread. */
#include "pace.h"

#include "../clock.h"
#include "../say.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

static struct {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  pthread_t thread;
  waiting *first;
  bool ending;  /* nobody waits any more */
  bool stopped; /* the thread ends */
} pace = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Whether a wait goes on after its step, if it is due. With the lock held. */
static bool goes_on_waiting(waiting *waiting, int64_t now)
{
  if (pace.ending)
    return false;
  if (waiting->due > now)
    return true;
  waiting->due = waiting->step ? waiting->step(waiting) : 0;
  return waiting->due != 0;
}

/* Take up those that are due. Returns when the next one is, INT64_MAX when none waits. */
static int64_t take_up_due(void)
{
  int64_t now = now_microseconds(), next = INT64_MAX;
  for (waiting **place = &pace.first; *place;) {
    waiting *each = *place;
    if (goes_on_waiting(each, now)) {
      next = each->due < next ? each->due : next;
      place = &each->next;
    } else {
      *place = each->next; /* from the resumption on, it is its request's again */
      MHD_resume_connection(each->connection);
    }
  }
  return next;
}

static void wait_until(int64_t due)
{
  struct timespec until = {.tv_sec = due / 1000000, .tv_nsec = due % 1000000 * 1000};
  if (due == INT64_MAX)
    pthread_cond_wait(&pace.changed, &pace.lock);
  else
    pthread_cond_timedwait(&pace.changed, &pace.lock, &until);
}

static void *keep_pace(void *nothing)
{
  pthread_mutex_lock(&pace.lock);
  while (!pace.stopped) {
    int64_t next = take_up_due();
    if (!pace.stopped)
      wait_until(next);
  }
  pthread_mutex_unlock(&pace.lock);
  return nothing;
}

bool start_pace(void)
{
  pthread_condattr_t attributes;
  int reason;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&pace.changed, &attributes);
  pthread_condattr_destroy(&attributes);
  reason = pthread_create(&pace.thread, NULL, keep_pace, NULL);
  if (reason != 0)
    say("cannot start a thread: %s", strerror(reason));
  return reason == 0;
}

void end_waits(void)
{
  pthread_mutex_lock(&pace.lock);
  pace.ending = true;
  take_up_due();
  pthread_mutex_unlock(&pace.lock);
}

void stop_pace(void)
{
  pthread_mutex_lock(&pace.lock);
  pace.stopped = true;
  pthread_cond_signal(&pace.changed);
  pthread_mutex_unlock(&pace.lock);
  pthread_join(pace.thread, NULL);
}

bool begin_wait(waiting *waiting, struct MHD_Connection *connection)
{
  bool waits;
  pthread_mutex_lock(&pace.lock);
  waits = !pace.ending; /* a daemon that is stopped with suspended connections aborts */
  if (waits) {
    MHD_suspend_connection(connection);
    waiting->connection = connection;
    waiting->next = pace.first;
    pace.first = waiting;
    pthread_cond_signal(&pace.changed);
  }
  pthread_mutex_unlock(&pace.lock);
  return waits;
}
