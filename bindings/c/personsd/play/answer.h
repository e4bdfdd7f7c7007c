/* SPDX-License-Identifier: Apache-2.0 */
/* What a request is answered with, before it is broken or slowed: its own answer, or a fault's. */
#ifndef PERSONSD_PLAY_ANSWER_H
#define PERSONSD_PLAY_ANSWER_H

#include "../request.h"
#include "faults.h"

typedef struct {
  unsigned status;
  json_t *headers; /* an array of pairs */
  char *body;
} answer;

/* Answer a request, with what its fault changes in the answer. False when memory is short. */
bool make_answer(const chosen_fault *fault, const request *request, const char *method,
                 answer *answer);
/* An error of the stand-in's own, as {"error":{…}}. `field` may be NULL. */
bool make_error(unsigned status, const char *type, const char *message, const char *field,
                answer *answer);
/* A JSON value, which it takes. */
bool make_json_answer(unsigned status, json_t *value, answer *answer);
void set_header(answer *answer, const char *name, const char *value);
void release_answer(answer *answer);

#endif
