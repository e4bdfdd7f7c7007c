/* SPDX-License-Identifier: Apache-2.0 */
/* POST /oauth2/token: a token of the play file for the credentials of a client. */
#include "client_credentials.h"

#include "../pairs.h"
#include "form.h"
#include "token_check.h"

#include <string.h>
#include <strings.h>

enum { most_clients = 100, most_text = 200 };

static json_t *clients; /* NULL: none */

/* ---------------------------------------------------------------------------------- checking -- */

static bool check_client(json_t *scene, json_t *item, const char *place, problem *problem)
{
  static const char *const keys[] = {"client_id", "client_secret", "token", NULL};
  const char *values[3] = {NULL};
  char where[place_size];
  if (!is_object_of(item, place, keys, problem))
    return false;
  for (int i = 0; i < 3; i++) {
    place_of_key(where, place, keys[i]);
    if (!read_text(item, keys[i], place, i < 2 ? most_text : most_token_bytes, false, &values[i],
                   problem))
      return false;
    if (!values[i])
      return refuse(problem, where, "is missing");
  }
  return is_token_of(scene, values[2]) ||
         refuse(problem, where, "is none of the \"tokens\"");
}

bool check_clients(json_t *scene, problem *problem)
{
  return check_items(scene, "clients", most_clients, "client_id", check_client, problem);
}

/* --------------------------------------------------------------------------------- answering -- */

void know_clients(json_t *scene)
{
  clients = json_object_get(scene, "clients");
}

bool has_clients(void)
{
  return clients != NULL;
}

bool is_token_path(const char *target)
{
  return strcmp(target, "/oauth2/token") == 0;
}

static bool make_oauth(unsigned status, json_t *value, answer *answer)
{
  if (!make_json_answer(status, value, answer))
    return false;
  set_header(answer, "Pragma", "no-cache");
  return true;
}

static bool refuse_client(unsigned status, const char *error, const char *description,
                          answer *answer)
{
  return make_oauth(status, json_pack("{s:s,s:s}", "error", error, "error_description",
                                      description), answer);
}

/* What it takes to be a client: RFC 6749 wants Basic understood, Travtus shows the form. */
typedef struct {
  const char *client_id, *client_secret;
  char basic[2 * most_text + 2];
} credentials;

/* Read "Basic …". False when it is none. */
static bool read_basic(const char *authorization, credentials *credentials)
{
  char *colon;
  if (strncasecmp(authorization, "basic ", 6) != 0 ||
      !decode_base64(authorization + 6, credentials->basic, sizeof credentials->basic))
    return false;
  colon = strchr(credentials->basic, ':');
  if (!colon)
    return false;
  *colon = 0;
  credentials->client_id = credentials->basic;
  credentials->client_secret = colon + 1;
  return decode_form_text(credentials->basic) && decode_form_text(colon + 1);
}

static bool give_token(const credentials *credentials, bool was_basic, answer *answer)
{
  json_t *client = item_with(clients, "client_id", credentials->client_id);
  const char *secret = json_string_value(json_object_get(client, "client_secret"));
  bool made;
  if (client && strcmp(secret, credentials->client_secret) == 0)
    return make_oauth(200, json_pack("{s:s,s:i,s:s}", "access_token",
                                     json_string_value(json_object_get(client, "token")),
                                     "expires_in", 3600, "token_type", "Bearer"), answer);
  made = refuse_client(401, "invalid_client", "There is no client with this id and secret.",
                       answer);
  if (made && was_basic)
    set_header(answer, "WWW-Authenticate", "Basic realm=\"persons\"");
  return made;
}

static bool answer_form(const form *form, const char *authorization, answer *answer)
{
  credentials credentials = {.client_id = form_value(form, "client_id"),
                             .client_secret = form_value(form, "client_secret")};
  const char *grant = form_value(form, "grant_type");
  if (!grant || !*grant)
    return refuse_client(400, "invalid_request", "The parameter grant_type is missing.", answer);
  if (strcmp(grant, "client_credentials") != 0)
    return refuse_client(400, "unsupported_grant_type",
                         "The one grant_type is client_credentials.", answer);
  if (authorization && credentials.client_secret)
    return refuse_client(400, "invalid_request",
                         "The client says who it is in two ways.", answer);
  if (authorization && !read_basic(authorization, &credentials))
    credentials.client_id = credentials.client_secret = "";
  if (!credentials.client_id || !credentials.client_secret)
    return refuse_client(401, "invalid_client", "client_id and client_secret are needed.",
                         answer);
  return give_token(&credentials, authorization != NULL, answer);
}

static bool is_form(const char *content_type)
{
  static const char wanted[] = "application/x-www-form-urlencoded";
  size_t length = sizeof wanted - 1;
  return content_type && strncasecmp(content_type, wanted, length) == 0 &&
         strchr("; \t", content_type[length]);
}

bool answer_client(const request *request, const char *method, answer *answer)
{
  form form = {0};
  bool made;
  if (strcmp(method, "POST") != 0) {
    made = make_error(405, "method_not_allowed", "This route is asked with POST.", NULL, answer);
    if (made)
      set_header(answer, "Allow", "POST");
  } else if (!is_form(value_in_list(request->headers, "Content-Type")) ||
             !read_form(&form, request->body.bytes, request->body.length)) {
    made = refuse_client(400, "invalid_request",
                         "The body must be a form, application/x-www-form-urlencoded, each "
                         "parameter once.", answer);
  } else {
    made = answer_form(&form, value_in_list(request->headers, "Authorization"), answer);
  }
  release_form(&form);
  return made;
}
