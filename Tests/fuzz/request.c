/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The request of every call, by every caller.
 *
 * Input: a byte for the call (calls.h), a byte for the caller, then the request; before it, for a call that takes an
 * identifier, the identifier and a line feed. Without a request, NULL. The request of respond is its headers
 * (header_list.h).
 */
#include "header_list.h"
#include "shape.h"
#include "world.h"

#include "run.h"

static struct world world;
/* The one caller more: the owner of a directory in memory. */
enum { in_memory = callers };
static persons_directory *memory;
static unsigned writes;

static void prepare_folders(void)
{
  char *reports = text_of("%s/reports", world.folder);
  /* Where "report" of an import can lead: see is_harmless. */
  if (mkdir(reports, 0700) != 0 || chdir(reports) != 0)
    die("cannot use %s", reports);
  free(reports);
  write_whole("../rows.ndjson",
              "{\"personId\":\"i1\",\"firstName\":\"Row\",\"lastName\":\"One\",\"email\":\"r@example.org\"}\n"
              "{\"external_ref\":\"i2\",\"first_name\":\"Row\"}\nno row\n", 116);
}

static void open_memory(void)
{
  memory = open_as(":memory:", NULL);
  fill_world(memory);
}

static void prepare(void)
{
  make_world(&world, "fuzz-request");
  prepare_folders();
  open_memory();
}

static void make_anew(void)
{
  char *reports = text_of("%s/reports", world.folder);
  close_world(&world);
  persons_close(memory);
  if (chdir(world.folder) != 0)
    die("cannot leave %s", reports);
  remove_folder(reports);
  free(reports);
  prepare_folders();
  open_world(&world);
  open_memory();
  writes = 0;
  state_is_new();
}

/* An import writes its report where the request says: to no other folder than ours. */
static int is_harmless(const char *options)
{
  json_t *parsed = json_loads(options, JSON_DECODE_ANY, NULL);
  const char *report = json_string_value(json_object_get(parsed, "report"));
  int harmless = !report || !strchr(report, '/');
  json_decref(parsed);
  return harmless;
}

/* The group that a limited token sees is the only one that a person has for it. */
static void check_seen(const char *call, json_t *person)
{
  json_t *groups = json_object_get(person, "groupIds");
  if (json_array_size(groups) != 1 || strcmp(string_at(groups, "0"), "g1") != 0)
    fault("%s: a limited token sees a person of %s", call, shown(groups));
}

static void check_isolation(enum call call, json_t *answer)
{
  size_t index;
  json_t *person;
  if (call == call_get)
    check_seen(calls[call].name, answer);
  if (call == call_list || call == call_search) {
    json_array_foreach(value_at(answer, "persons"), index, person)
      check_seen(calls[call].name, person);
  }
}

/* Whoever was created is there, as written. */
static void check_created(persons_directory *directory, const char *request, json_t *answer)
{
  static const char *const attributes[] = {"firstName", "lastName", "email", "phoneNumber", "externalRef",
                                           "profilePicture", "address", "city", "state", "customFields"};
  json_t *given = json_loads(request, 0, NULL), *person;
  char *out = NULL;
  int status;
  /* A repeated key answers for a person who may be gone. */
  if (given && !json_is_string(json_object_get(given, "idempotencyKey"))) {
    status = persons_get(directory, string_at(answer, "personId"), &out);
    person = must("persons_get of who was created", status, out);
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
      json_t *value = json_object_get(given, attributes[i]);
      if (value && !json_is_null(value) && !json_equal(value, json_object_get(person, attributes[i])))
        fault("created %s is not what was given: %s", attributes[i], shown(person));
    }
    json_decref(person);
  }
  json_decref(given);
}

static void check_gone(persons_directory *directory, const char *id)
{
  char *out = NULL;
  int status = persons_get(directory, id, &out);
  json_decref(judged("persons_get of who was deleted", status, out));
  if (status != PERSONS_NOT_FOUND)
    fault("who was deleted answers %s", persons_status_name(status));
}

static int respond(persons_directory *directory, const char *text, char **out)
{
  const char **headers = header_list(text ? text : "");
  char *reply_headers = NULL;
  int http_status = -1;
  int status = persons_respond(directory, "GET", "/stats", headers, NULL, 0, &http_status, &reply_headers, out);
  if ((http_status >= 200 && http_status < 600) != (status == PERSONS_OK))
    fault("persons_respond: %s with HTTP %d", persons_status_name(status), http_status);
  release_headers(headers);
  persons_free(reply_headers);
  return status;
}

static int open_with(const char *options, char **out)
{
  persons_directory *directory = (persons_directory *)(uintptr_t)1;
  int status = persons_open(":memory:", options, &directory, out);
  if ((directory != NULL) != (status == PERSONS_OK))
    fault("persons_open: %s with %s handle", persons_status_name(status), directory ? "a" : "no");
  persons_close(directory);
  return status;
}

static int make_call(enum call call, persons_directory *directory, const char *id, const char *request,
                     char **out)
{
  int status;
  switch (call) {
  case call_update: return persons_update(directory, id, request ? request : "{}", out);
  case call_import:
    if (request && !is_harmless(request))
      return persons_stats(directory, out);
    return persons_import(directory, "../rows.ndjson", request, NULL, NULL, out);
  case call_export: return persons_export(directory, "../out.ndjson", request, NULL, NULL, out);
  case call_changes: return persons_changes(directory, strtoll(request ? request : "0", NULL, 10), out);
  case call_check: return persons_check(directory, out);
  case call_stats: return persons_stats(directory, out);
  case call_backup:
    unlink("../backup.db");
    return persons_backup(directory, "../backup.db", out);
  case call_respond: return respond(directory, request, out);
  case call_open: return open_with(request, out);
  case call_status_name:
    if (!persons_status_name(request ? atoi(request) : 0) || !persons_version() || persons_abi_version() != 1)
      fault("a static text is NULL");
    return persons_stats(directory, out);
  case call_interrupt:
    status = persons_interrupt(directory);
    if (status != PERSONS_OK)
      fault("persons_interrupt: %s", persons_status_name(status));
    return persons_stats(directory, out);
  default: return call_of_one_text(call)(directory, calls[call].form == of_id ? id : request, out);
  }
}

static void check_rights(enum call call, unsigned caller, int status)
{
  int denied = (caller == as_reader && is_write(call))
      || (caller == as_limited && is_for_all_groups(call))
      || (caller != as_owner && caller != in_memory && is_owners(call));
  if (denied && status == PERSONS_OK)
    fault("%s: OK for a caller who may not (%u)", calls[call].name, caller);
  if (status == PERSONS_UNAUTHORIZED && (caller == as_owner || caller == in_memory) && call != call_open)
    fault("%s: the owner is not let in", calls[call].name);
}

static int run(struct input input)
{
  enum call call;
  unsigned caller;
  char *id = NULL, *request = NULL, *out = NULL;
  json_t *answer;
  int status;
  if (writes > 300 || state_is_old(input.length))
    make_anew();
  call = (enum call)(take_byte(&input) % call_count);
  caller = take_byte(&input) % (callers + 1);
  persons_directory *directory = caller == in_memory ? memory : world.directories[caller];
  if (calls[call].form == of_id || calls[call].form == of_both)
    id = take_line(&input);
  if (input.length)
    request = take_rest(&input);
  status = make_call(call, directory, id, request, &out);
  /* A reply of persons_respond may hold an error and be OK. */
  answer = call == call_respond && status == PERSONS_OK ? judged_answer("persons_respond", status, out, 1)
                                                        : judged(calls[call].name, status, out);
  check_rights(call, caller, status);
  if (status == PERSONS_OK) {
    /* Some calls above only ask for the numbers of the directory. */
    if (call != call_import && call != call_respond)
      check_shape(call, answer);
    if (caller == as_limited)
      check_isolation(call, answer);
    if (call == call_create)
      check_created(directory, request, answer);
    if (call == call_delete || call == call_erase)
      check_gone(directory, id);
    writes += is_write(call) || call == call_issue_token || call == call_put_organization;
  }
  json_decref(answer);
  free(id);
  free(request);
  return 0;
}
