/* SPDX-License-Identifier: Apache-2.0 */
/* /play, by which a test steers the stand-in. */
#include "control.h"

#include "stage.h"

#include <string.h>

static json_t *played;

void set_control(json_t *scene)
{
  played = scene;
}

static bool tell_problem(const problem *problem, answer *answer)
{
  return make_error(422, "invalid_value", problem->reason,
                    *problem->place ? problem->place : NULL, answer);
}

static bool take_faults(const request *request, answer *answer)
{
  static const char *const keys[] = {"faults", NULL};
  json_error_t error;
  json_t *wanted = json_loadb(request->body.bytes ? request->body.bytes : "",
                              request->body.length, JSON_REJECT_DUPLICATES, &error);
  problem problem = {0};
  fault_list *faults = NULL;
  if (!wanted)
    return make_error(400, "malformed_json", error.text, NULL, answer);
  if (!json_object_get(wanted, "faults"))
    refuse(&problem, "faults", "is missing");
  if (is_object_of(wanted, "", keys, &problem) && json_object_get(wanted, "faults"))
    faults = read_faults(wanted, &problem);
  json_decref(wanted);
  if (!faults)
    return tell_problem(&problem, answer);
  play_faults(faults);
  return make_json_answer(200, describe_play(), answer);
}

static bool go_back(answer *answer)
{
  problem problem = {0};
  fault_list *faults;
  switch (begin_anew(&problem)) {
  case is_given:
    return make_error(409, "conflict", "The directory is in a file that is not the stand-in's.",
                      NULL, answer);
  case is_not: return tell_problem(&problem, answer);
  default: break;
  }
  faults = read_faults(played, &problem);
  if (!faults)
    return tell_problem(&problem, answer);
  play_faults(faults);
  return make_json_answer(200, describe_play(), answer);
}

static bool refuse_method(answer *answer)
{
  if (!make_error(405, "method_not_allowed", "This route is asked with GET, HEAD, PUT, DELETE.",
                  NULL, answer))
    return false;
  set_header(answer, "Allow", "GET, HEAD, PUT, DELETE");
  return true;
}

bool answer_control(const request *request, const char *method, answer *answer)
{
  if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
    return make_json_answer(200, describe_play(), answer);
  if (strcmp(method, "PUT") == 0)
    return take_faults(request, answer);
  if (strcmp(method, "DELETE") == 0)
    return go_back(answer);
  return refuse_method(answer);
}
