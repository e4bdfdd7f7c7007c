/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /oauth2/token: a token of the play file for the credentials of a client, as Travtus does it
 * (OAuth 2.0, RFC 6749, section 4.4). Only where the play file has "clients".
 */
#ifndef PERSONSD_PLAY_CLIENT_CREDENTIALS_H
#define PERSONSD_PLAY_CLIENT_CREDENTIALS_H

#include "answer.h"

/* Check the "clients" of a play file whose tokens were checked. */
bool check_clients(json_t *scene, problem *problem);

/* Know these clients from now on. The scene lives as long. */
void know_clients(json_t *scene);
bool has_clients(void);
bool is_token_path(const char *target);

bool answer_client(const request *request, const char *method, answer *answer);

#endif
