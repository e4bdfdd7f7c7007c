/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long each client may take. libmicrohttpd ends a connection on which nothing moves; one
 * that moves a byte a second would keep its place for ever. So every connection has a deadline:
 * --timeout seconds to ask, as long again for the rest of the request, and as long to take the
 * reply, and a second more for each 16 KiB. While the directory works there is none.
 */
#ifndef PERSONSD_CONNECTIONS_H
#define PERSONSD_CONNECTIONS_H

#include <stddef.h>

typedef struct connection connection;

/* Call this before the first connection. */
void set_time_of_connections(unsigned seconds);

/* Note a new connection, which has --timeout seconds to ask. NULL when memory is short. */
connection *add_connection(int socket);
/* Forget it, before its socket is closed. NULL is ignored. */
void remove_connection(connection *connection);

/* From now on, --timeout seconds and the time for so many bytes. */
void allow_time(connection *connection, size_t bytes);
/* The time for so many bytes more. */
void allow_more_time(connection *connection, size_t bytes);
/* No deadline. */
void allow_any_time(connection *connection);

/* Cut every connection that is behind its deadline. */
void cut_late_connections(void);

#endif
