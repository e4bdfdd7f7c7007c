/* SPDX-License-Identifier: Apache-2.0 */
/* The tokens of a play file, and the real ones that they stand for. */
#ifndef PERSONSD_PLAY_TOKENS_H
#define PERSONSD_PLAY_TOKENS_H

#include "plan.h"

#include <persons.h>

typedef struct token_list token_list;

/* Issue them in the directory at a path, which is open as its owner. NULL, having noted why. */
token_list *issue_tokens(json_t *scene, persons_directory *directory, const char *path,
                         problem *problem);
void revoke_tokens(const token_list *list, const char *path);
/* NULL is ignored. */
void release_tokens(token_list *list);

/* The headers of a request (pairs.h) with the real token for that of the play file, or with one of
   another kind, to be freed with free(). NULL when memory is short. */
const char **with_real_token(const token_list *list, const char *const *headers, token_kind kind);

/* From when on its token is what it should be, in microseconds: an expired one has to expire. */
int64_t time_of_token(const token_list *list, const char *const *headers, token_kind kind);

#endif
