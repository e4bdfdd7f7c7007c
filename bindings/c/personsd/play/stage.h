/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The directory that the stand-in plays with: made-up persons, and the tokens of the play file.
 */
#ifndef PERSONSD_PLAY_STAGE_H
#define PERSONSD_PLAY_STAGE_H

#include "answer.h"

#include <persons.h>

/* Make the directory of a play file that was checked, which lives as long: in `path`, made with
   `create`, or where that is NULL in a new folder. */
bool set_stage(json_t *scene, const char *path, bool create, problem *problem);
void clear_stage(void);

/* The directory as it was at the start. `is_given`: it is in a file that is not ours to empty. */
typedef enum { is_anew, is_given, is_not } fresh_start;
fresh_start begin_anew(problem *problem);

/* Have the directory answer a request, as if it bore a token of such a kind. False when memory is
   short. */
bool answer_from_stage(const request *request, const char *method, token_kind kind,
                       answer *answer);

/* From when on the request's token is what it should be, in microseconds. */
int64_t time_of_request(const request *request, token_kind kind);

#endif
