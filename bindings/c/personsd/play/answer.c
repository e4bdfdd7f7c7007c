/* SPDX-License-Identifier: Apache-2.0 */
/* What a request is answered with: its own answer, or a fault's. */
#include "answer.h"

#include "client_credentials.h"
#include "routes.h"
#include "stage.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* -------------------------------------------------------------------------------- assembling -- */

void set_header(answer *answer, const char *name, const char *value)
{
  json_t *pair;
  size_t index;
  json_array_foreach(answer->headers, index, pair)
    if (strcasecmp(json_string_value(json_array_get(pair, 0)), name) == 0) {
      json_array_set_new(pair, 1, json_string(value));
      return;
    }
  json_array_append_new(answer->headers, json_pack("[s,s]", name, value));
}

bool make_json_answer(unsigned status, json_t *value, answer *answer)
{
  answer->status = status;
  answer->headers = json_pack("[[s,s],[s,s],[s,s]]", "Content-Type", "application/json",
                              "Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");
  answer->body = value ? json_dumps(value, JSON_COMPACT) : NULL;
  json_decref(value);
  return answer->headers && answer->body;
}

bool make_error(unsigned status, const char *type, const char *message, const char *field,
                answer *answer)
{
  return make_json_answer(status, json_pack("{s:{s:s,s:s,s:s*}}", "error", "type", type, "message",
                                            message, "field", field), answer);
}

void release_answer(answer *answer)
{
  json_decref(answer->headers);
  free(answer->body);
  memset(answer, 0, sizeof *answer);
}

/* ---------------------------------------------------------------- the words of both services -- */

/* What the documents say for a status; where they are silent, that it is on purpose. */
static const char *type_of(unsigned status)
{
  switch (status) {
  case 400: return "invalid_request";
  case 401: return "invalid_authorization";
  case 403: return "forbidden";
  case 404: return "not_found";
  case 409: return "conflict";
  case 422: return "invalid_value";
  case 429: return "rate_limited";
  default: return status >= 500 ? "service_failed" : "refused";
  }
}

static const char *message_of(unsigned status)
{
  switch (status) {
  case 401:
    return "The bearer token you have provided in the 'Authorization' header is invalid.";
  case 404: return "There are no person records matching the information provided.";
  case 429: return "Too many requests. Please slow down.";
  default: return "The stand-in gives this answer because its play file says so.";
  }
}

static bool make_failure(unsigned status, dialect dialect, answer *answer)
{
  const char *type = type_of(status), *message = message_of(status);
  if (dialect != gatsby)
    return make_error(status, type, message, NULL, answer);
  return make_json_answer(status, json_pack("{s:s,s:{s:s,s:s}}", "message", message, "error",
                                            "type", type, "message", message), answer);
}

/* ---------------------------------------------------------------------------- with its fault -- */

static bool make_own_answer(const plan *plan, const request *request, const char *method,
                            answer *answer)
{
  if (has_clients() && is_token_path(request->target))
    return answer_client(request, method, answer);
  return answer_from_stage(request, method, plan ? plan->token : its_own, answer);
}

static bool replace_body(const plan *plan, dialect dialect, answer *now)
{
  answer failure = {0};
  bool made;
  if (plan->body) {
    free(now->body);
    now->body = strdup(plan->body);
    return now->body != NULL;
  }
  if (plan->status < 400)
    return true;
  made = make_failure(plan->status, dialect, &failure);
  if (made) {
    free(now->body);
    now->body = failure.body;
    failure.body = NULL;
  }
  release_answer(&failure);
  return made;
}

static bool apply(const chosen_fault *fault, dialect dialect, answer *answer)
{
  const plan *plan = fault->plan;
  const char *name;
  json_t *value;
  if (plan->status)
    answer->status = plan->status;
  if (!replace_body(plan, dialect, answer))
    return false;
  json_object_foreach(plan->headers, name, value)
    set_header(answer, name, json_string_value(value));
  set_header(answer, "Persons-Play", fault->name);
  if (plan->broken == cut_json)
    answer->body[strlen(answer->body) / 2] = 0;
  return true;
}

bool make_answer(const chosen_fault *fault, const request *request, const char *method,
                 answer *answer)
{
  const plan *plan = fault->plan;
  bool made = !plan || plan->carried_out
                  ? make_own_answer(plan, request, method, answer)
                  : make_json_answer(200, json_object(), answer);
  return made && (!plan || apply(fault, dialect_of(method, request->target), answer));
}
