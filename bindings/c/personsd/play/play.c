/* SPDX-License-Identifier: Apache-2.0 */
/* The stand-in: from its play file to its end. */
#include "play.h"

#include "../say.h"
#include "client_credentials.h"
#include "control.h"
#include "pace.h"
#include "scene.h"
#include "stage.h"

static json_t *scene;

/* What has no place in the play file is about the directory. */
static bool say_problem(const options *options, const problem *problem)
{
  const char *file = *problem->place || !options->file ? options->play : options->file;
  say("%s: %s%s%s", file, problem->place, *problem->place ? ": " : "", problem->reason);
  return false;
}

bool begin_play(const options *options)
{
  fault_list *faults = NULL;
  problem problem = {0};
  scene = read_scene(options->play, &faults);
  if (!scene)
    return false;
  play_faults(faults);
  know_clients(scene);
  set_control(scene);
  if (!set_stage(scene, options->file, options->create, &problem))
    return say_problem(options, &problem);
  say("this is a stand-in for tests, not for real data");
  return start_pace();
}

void end_play(void)
{
  stop_pace();
  clear_stage();
  play_faults(NULL);
  json_decref(scene);
}
