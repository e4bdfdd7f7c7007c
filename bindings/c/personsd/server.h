/* SPDX-License-Identifier: Apache-2.0 */
/* The HTTP server in front of a directory. */
#ifndef PERSONSD_SERVER_H
#define PERSONSD_SERVER_H

#include "options.h"

#include <persons.h>
#include <stdbool.h>

/* Answer what arrives at a listening socket, which the server closes when it stops. A stand-in has
   a directory of its own. False, having said why. There is one server in a process. */
bool start_server(const options *options, persons_directory *directory, int listener);

/* Let nobody new in, finish the requests that have begun, for at most ten seconds, and end. */
void stop_server(void);

#endif
