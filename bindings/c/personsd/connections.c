/* SPDX-License-Identifier: Apache-2.0 */
/* How long each client may take: a list of deadlines that the main thread looks through. */
#include "connections.h"

#include "clock.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>

struct connection {
  connection *previous, *next;
  int socket;
  _Atomic int64_t deadline; /* microseconds */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static connection *first;
static int64_t time_to_move = 30 * 1000000;

static int64_t time_for(size_t bytes)
{
  return (int64_t)(bytes / (16 << 10)) * 1000000;
}

void set_time_of_connections(unsigned seconds)
{
  time_to_move = (int64_t)seconds * 1000000;
}

connection *add_connection(int socket)
{
  connection *added = calloc(1, sizeof *added);
  if (!added)
    return NULL;
  added->socket = socket;
  allow_time(added, 0);
  pthread_mutex_lock(&lock);
  added->next = first;
  if (first)
    first->previous = added;
  first = added;
  pthread_mutex_unlock(&lock);
  return added;
}

void remove_connection(connection *connection)
{
  if (!connection)
    return;
  pthread_mutex_lock(&lock);
  if (connection->previous)
    connection->previous->next = connection->next;
  else
    first = connection->next;
  if (connection->next)
    connection->next->previous = connection->previous;
  pthread_mutex_unlock(&lock);
  free(connection);
}

void allow_time(connection *connection, size_t bytes)
{
  atomic_store(&connection->deadline, now_microseconds() + time_to_move + time_for(bytes));
}

void allow_more_time(connection *connection, size_t bytes)
{
  atomic_fetch_add(&connection->deadline, (int64_t)bytes * 1000000 / (16 << 10));
}

void allow_any_time(connection *connection)
{
  atomic_store(&connection->deadline, INT64_MAX);
}

void cut_late_connections(void)
{
  int64_t now = now_microseconds();
  pthread_mutex_lock(&lock);
  for (connection *each = first; each; each = each->next)
    if (atomic_load(&each->deadline) < now)
      shutdown(each->socket, SHUT_RDWR); /* its thread reads the end and closes it */
  pthread_mutex_unlock(&lock);
}
