/* SPDX-License-Identifier: Apache-2.0 */
/* The "tokens" of a play file, checked before any is issued. */
#ifndef PERSONSD_PLAY_TOKEN_CHECK_H
#define PERSONSD_PLAY_TOKEN_CHECK_H

#include "problem.h"

/* As long as one may be in a header. */
enum { most_token_bytes = 1024 };

bool check_tokens(json_t *scene, problem *problem);

/* Whether a text is a token of a play file that was checked. */
bool is_token_of(json_t *scene, const char *text);

/* The one of a play file that has no "tokens"; it may do everything. */
extern const char usual_token[];

#endif
