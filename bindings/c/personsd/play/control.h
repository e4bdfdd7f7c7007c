/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /play, by which a test steers the stand-in: GET tells what was asked so far, PUT {"faults":[…]}
 * plays these from now on, DELETE begins anew with the play file.
 */
#ifndef PERSONSD_PLAY_CONTROL_H
#define PERSONSD_PLAY_CONTROL_H

#include "answer.h"

/* The play file, which lives as long: DELETE goes back to it. */
void set_control(json_t *scene);

bool answer_control(const request *request, const char *method, answer *answer);

#endif
