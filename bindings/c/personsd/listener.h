/* SPDX-License-Identifier: Apache-2.0 */
/* The socket that personsd listens on. */
#ifndef PERSONSD_LISTENER_H
#define PERSONSD_LISTENER_H

#include <stdbool.h>

/* Whether an address can be reached from this machine alone. True as well when it is none, which
   listen_at_address says. */
bool is_loopback(const char *text);

/* Listen at "ADDRESS:PORT" or "[ADDRESS]:PORT", numbers both. Returns the socket; or -1 when
   that is not possible and -2 when it is no address, having said why. */
int listen_at_address(const char *text);

/* Where a socket listens, as "http://127.0.0.1:8080". */
void name_of_listener(int socket, char *text, unsigned size);

#endif
