/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stand-in: personsd --play answers as the two services do, with made-up persons, and with the
 * faults that its play file asks for, so that a program can be tested against them.
 */
#ifndef PERSONSD_PLAY_PLAY_H
#define PERSONSD_PLAY_PLAY_H

#include "../options.h"

/* Read the play file and make its directory. False, having said why. */
bool begin_play(const options *options);

/* Close and remove everything, when no request runs any more. */
void end_play(void);

#endif
