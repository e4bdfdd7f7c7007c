/* SPDX-License-Identifier: Apache-2.0 */
/* A request's turn on the stage: its fault is chosen, its answer made, delayed, broken and sent. */
#include "turn.h"

#include "../clock.h"
#include "../reply.h"
#include "control.h"
#include "routes.h"
#include "stage.h"
#include "wire.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct turn {
  enum { new_request, chosen, answered, poured } stage;
  chosen_fault fault;
  answer answer;
  waiting waiting;
  pouring pouring;
};

/* ---------------------------------------------------------------------------- "Persons-Play" -- */

typedef struct {
  const char *value;
  unsigned count;
} wanted_fault;

static enum MHD_Result look_for_name(void *closure, enum MHD_ValueKind kind, const char *name,
                                     const char *value)
{
  wanted_fault *wanted = closure;
  (void)kind;
  if (strcasecmp(name, "Persons-Play") == 0) {
    wanted->value = value ? value : "";
    wanted->count++;
  }
  return MHD_YES;
}

/* Choose the fault. False: the request asks for one that is not there, and the answer says so. */
static bool choose(struct MHD_Connection *to, const request *request, const char *method,
                   struct turn *turn)
{
  wanted_fault wanted = {0};
  MHD_get_connection_values(to, MHD_HEADER_KIND, look_for_name, &wanted);
  if (wanted.count <= 1 &&
      choose_fault(route_of(method, request->target), wanted.value, &turn->fault))
    return true;
  (void)make_error(400, "unknown_fault",
                   wanted.count > 1 ? "Persons-Play is given twice."
                                    : "The play has no fault of this name.",
                   "Persons-Play", &turn->answer);
  return false;
}

/* --------------------------------------------------------------------------------- its steps -- */

static bool send_answer(struct MHD_Connection *to, request *request, const answer *answer,
                        bool last)
{
  char *headers = json_dumps(answer->headers, JSON_COMPACT);
  bool sent = headers && answer->body
                  ? reply_with_text(to, request, answer->status, headers, answer->body, last)
                  : reply_with_refusal(to, request, &refused_for_fault);
  free(headers);
  return sent;
}

/* Wait in one of the stages. False: nobody waits any more. */
static bool wait_until(struct MHD_Connection *to, struct turn *turn, int64_t due)
{
  turn->waiting = (waiting){.due = due};
  return due > now_microseconds() && begin_wait(&turn->waiting, to);
}

/* Send what libmicrohttpd would not. The connection ends after it. */
static bool pour_answer(struct MHD_Connection *to, request *request, const char *method,
                        struct turn *turn)
{
  turn->stage = poured;
  return begin_pouring(&turn->pouring, to, request, turn->fault.plan, &turn->answer, method) &&
         begin_wait(&turn->pouring.waiting, to);
}

/* Find out what it is and what is done to it. NULL when memory is short. */
static struct turn *begin_turn(struct MHD_Connection *to, request *request, const char *method)
{
  struct turn *turn = request->turn = calloc(1, sizeof *turn);
  allow_any_time(request->connection);
  if (!turn)
    return NULL;
  turn->stage = answered;
  if (is_control(request->target))
    (void)answer_control(request, method, &turn->answer);
  else if (choose(to, request, method, turn))
    turn->stage = chosen;
  return turn;
}

static int64_t time_to_begin(const request *request, const plan *plan)
{
  return !plan || plan->carried_out ? time_of_request(request, plan ? plan->token : its_own) : 0;
}

static void carry_out(request *request, const char *method, struct turn *turn)
{
  bool made = make_answer(&turn->fault, request, method, &turn->answer);
  release_body(&request->body);
  turn->stage = answered;
  if (made)
    return;
  release_answer(&turn->answer); /* without one, the reply is that the server failed */
  hand_back(&turn->fault);
}

bool take_turn(struct MHD_Connection *to, request *request, const char *method, bool last)
{
  struct turn *turn = request->turn;
  if (!turn) {
    turn = begin_turn(to, request, method);
    if (!turn)
      return reply_with_refusal(to, request, &refused_for_memory);
    if (turn->stage == chosen &&
        wait_until(to, turn, time_to_begin(request, turn->fault.plan)))
      return true;
  }
  if (turn->stage == chosen) {
    carry_out(request, method, turn);
    if (turn->fault.plan &&
        wait_until(to, turn, now_microseconds() + turn->fault.plan->delay))
      return true;
  }
  if (turn->stage == poured)
    return false;
  return is_sound(turn->fault.plan) ? send_answer(to, request, &turn->answer, last)
                                    : pour_answer(to, request, method, turn);
}

void release_turn(struct turn *turn)
{
  if (!turn)
    return;
  hand_back(&turn->fault);
  release_answer(&turn->answer);
  release_pouring(&turn->pouring);
  free(turn);
}
