/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The answer of a service: whatever bytes come, the call ends at once with a result or a typed error.
 *
 * Input: a byte for the call (calls.h), a byte for the kind of service, then what the service sends before it closes
 * the connection.
 */
#include "loopback.h"
#include "shape.h"

#include "run.h"

/* Stands in every request; no error may tell it. */
#define TOKEN "prs_aaaaaaaaaaaaaaaa_the-token-of-the-fuzzer"

enum { services = 3 };

static struct loopback server;
static persons_directory *directories[services];

static void open_services(void)
{
  static const char *const names[services] = {"persons", "gatsby", "travtus"};
  char *location = text_of("http://127.0.0.1:%d", server.port);
  for (int i = 0; i < services; i++) {
    /* Shorter than the least pause before another try: each input is one exchange. */
    char *options = text_of("{\"token\":\"" TOKEN "\",\"organization\":\"default\",\"service\":\"%s\","
                            "\"timeout_ms\":45}", names[i]);
    char *out = NULL;
    int status = persons_open(location, options, &directories[i], &out);
    json_decref(must("persons_open", status, out));
    free(options);
  }
  free(location);
}

static void prepare(void)
{
  start_loopback(&server);
  open_services();
}

static int make_call(enum call call, persons_directory *directory, char **out)
{
  switch (call) {
  case call_update: return persons_update(directory, "p1", "{\"city\":\"Bath\"}", out);
  case call_import: return persons_import(directory, "rows.ndjson", NULL, NULL, NULL, out);
  case call_export: return persons_export(directory, "out.ndjson", NULL, NULL, NULL, out);
  case call_changes: return persons_changes(directory, 7, out);
  case call_check: return persons_check(directory, out);
  case call_backup: return persons_backup(directory, "backup.db", out);
  case call_create:
    return persons_create(directory,
                          "{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"email\":\"a@example.org\"}", out);
  case call_search: return persons_search(directory, "{\"query\":\"ada\",\"highlight\":true}", out);
  case call_upsert: return persons_upsert(directory, "{\"persons\":[{\"external_ref\":\"x\"}]}", out);
  case call_put_event: return persons_put_event(directory, "{\"name\":\"Conference\"}", out);
  case call_record_rsvp:
    return persons_record_rsvp(directory, "{\"eventId\":\"e1\",\"personId\":\"p1\",\"status\":\"Invited\"}", out);
  case call_put_organization: return persons_put_organization(directory, "{\"slug\":\"acme\"}", out);
  case call_stats:
  case call_respond:
  case call_open:
  case call_status_name:
  case call_interrupt: return persons_stats(directory, out);
  default: return call_of_one_text(call)(directory, calls[call].form == of_id ? "p1" : NULL, out);
  }
}

/* What the header says of a result that a service sent: the members that its call has. */
static void check_result(enum call call, json_t *answer)
{
  const char *name = calls[call].name;
  switch (call) {
  case call_find:
  case call_list:
  case call_search:
  case call_upsert: want(name, answer, "persons", wants_array); break;
  case call_get:
  case call_create: want(name, answer, "personId", wants_string); break;
  case call_list_groups: want(name, answer, "groups", wants_array); break;
  case call_list_events: want(name, answer, "events", wants_array); break;
  case call_changes: want(name, answer, "changes", wants_array); break;
  default: break;
  }
}

static int run(struct input input)
{
  enum call call;
  persons_directory *directory;
  /* What libcurl keeps of one exchange is there at the next. */
  if (state_is_old(input.length)) {
    for (int i = 0; i < services; i++)
      persons_close(directories[i]);
    open_services();
    state_is_new();
  }
  call = (enum call)(take_byte(&input) % call_count);
  directory = directories[take_byte(&input) % services];
  int chunked = input.length && memmem(input.bytes, input.length, "hunked", 6) != NULL;
  char *out = NULL;
  json_t *answer;
  int status;
  answer_with(&server, input.bytes, input.length);
  status = make_call(call, directory, &out);
  /* A connection that was given up for its time may be served yet. */
  answer_with(&server, NULL, 0);
  if (status <= PERSONS_BUSY && status >= PERSONS_READ_ONLY && status != PERSONS_FULL)
    fault("%s: %s from a service: %s", calls[call].name, persons_status_name(status), out);
  if (out && strstr(out, TOKEN))
    fault("%s: the token is told: %.300s", calls[call].name, out);
  if (status == PERSONS_OK) {
    if (strlen(out) > input.length || (!chunked && !memmem(input.bytes, input.length, out, strlen(out))))
      fault("%s: OK with what was not sent: %.300s", calls[call].name, out);
  } else if (out && strlen(out) > 8192) {
    fault("%s: an error of %zu bytes", calls[call].name, strlen(out));
  }
  answer = judged_answer(calls[call].name, status, out, 1);
  if (status == PERSONS_OK)
    check_result(call, answer);
  json_decref(answer);
  return 0;
}
