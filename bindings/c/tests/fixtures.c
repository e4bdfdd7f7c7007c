/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The C host of the fixtures: runs every case under Tests/Fixtures (or the folder
 * given) against the library. The format is in Tests/Fixtures/README.md.
 *
 *     fixtures [folder]
 */
#include "support.h"

#include "answer.h"
#include "fixtures/call.h"
#include "fixtures/match.h"

#include <dirent.h>

/* A case that runs: its folder, its handles by name, its kept strings. */
typedef struct {
  const char *folder;
  char *location;
  json_t *kept;
  struct {
    char name[64];
    persons_directory *directory;
  } handles[16];
  size_t handle_count;
} fixture;

/* The place of the handle of this name, made when it is new. "" is the case's own. */
static persons_directory **handle_named(fixture *running, const char *name)
{
  for (size_t i = 0; i < running->handle_count; i++)
    if (strcmp(running->handles[i].name, name) == 0)
      return &running->handles[i].directory;
  if (running->handle_count == 16)
    die("%s: more than 16 handles", running->folder);
  snprintf(running->handles[running->handle_count].name, 64, "%s", name);
  return &running->handles[running->handle_count++].directory;
}

/* A path of the case, released with free. */
static char *path_of(const fixture *running, const char *raw, const char *filled)
{
  if (strncmp(raw, "{{tmp}}", 7) == 0)
    return text_of("%s", filled);
  return text_of("%s/%s", running->folder, filled);
}

/* What the call answered against what is expected. */
static char *compare(fixture *running, json_t *expected, int status, const char *out)
{
  const char *wanted = json_string_value(json_object_get(expected, "status"));
  json_t *result = json_object_get(expected, "result");
  json_t *text = json_object_get(expected, "text");
  char *problem = NULL;
  if (!wanted)
    return text_of("expected.json has no status for this step");
  if (strcmp(wanted, persons_status_name(status)) != 0)
    return text_of("expected %s, got %s: %s", wanted, persons_status_name(status),
                   out ? out : "no text");
  if (text) {
    json_t *filled = fill(running->kept, text);
    if (!filled)
      problem = text_of("the text names a string that was not kept");
    else if (!out || strcmp(json_string_value(filled), out) != 0)
      problem = text_of("expected the text %s, got %s", json_string_value(filled),
                        out ? out : "none");
    json_decref(filled);
  }
  if (!problem && result) {
    json_t *got = out ? json_loads(out, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL) : NULL;
    problem = got ? match(running->kept, result, got, "result")
                  : text_of("not JSON: %s", out ? out : "no text");
    json_decref(got);
  }
  return problem;
}

/* After an export: are its bytes those of the file that "same_as" names? */
static char *compare_files(const fixture *running, json_t *step, json_t *raw, const char *file)
{
  const char *name = json_string_value(json_object_get(step, "same_as"));
  char *wanted_path, *wanted, *have, *problem = NULL;
  size_t wanted_length = 0, length = 0;
  if (!name || !file)
    return NULL;
  wanted_path = path_of(running, json_string_value(json_object_get(raw, "same_as")), name);
  wanted = read_whole(wanted_path, &wanted_length);
  have = read_whole(file, &length);
  if (!wanted || !have)
    problem = text_of("cannot read %s", wanted ? file : wanted_path);
  else if (wanted_length != length || memcmp(wanted, have, length) != 0) {
    size_t at = 0;
    while (at < length && at < wanted_length && wanted[at] == have[at])
      at++;
    problem = text_of("the file differs from %s at byte %zu: expected %.60s, got %.60s", name, at,
                      wanted + at, have + at);
  }
  free(wanted_path);
  free(wanted);
  free(have);
  return problem;
}

/* Are the HTTP status and headers those that are expected? Headers that are not named may stand there too. */
static char *compare_http(fixture *running, json_t *expected, const http_answer *http)
{
  json_t *wanted = json_object_get(expected, "http");
  json_t *headers = json_object_get(expected, "headers"), *found, *pair;
  char *problem = NULL;
  size_t index;
  if (wanted && json_integer_value(wanted) != http->status)
    return text_of("HTTP status %d instead of %d", http->status, (int)json_integer_value(wanted));
  found = http->headers ? json_loads(http->headers, 0, NULL) : NULL;
  json_array_foreach(headers, index, pair) {
    json_t *filled = fill(running->kept, pair), *other;
    int is_there = 0;
    size_t place;
    json_array_foreach(found, place, other)
      is_there |= json_equal(filled, other);
    if (!is_there && !problem)
      problem = text_of("no header %s: %s", json_string_value(json_array_get(pair, 0)), http->headers ? http->headers : "none");
    json_decref(filled);
  }
  json_decref(found);
  return problem;
}

/* The strings of the pairs of a step in turn, then a NULL, as persons_respond takes them; released with free. */
static const char **header_list(json_t *pairs)
{
  size_t count = 0, index, place;
  json_t *pair, *string;
  const char **list;
  json_array_foreach(pairs, index, pair)
    count += json_array_size(pair);
  list = calloc(count + 1, sizeof *list);
  if (!list)
    die("out of memory");
  count = 0;
  json_array_foreach(pairs, index, pair)
    json_array_foreach(pair, place, string)
      list[count++] = json_string_value(string);
  return list;
}

/* An integer of a step, or the digits that were kept of one. */
static json_int_t since_at(json_t *step, const char *key)
{
  json_t *value = json_object_get(step, key);
  return json_is_string(value) ? strtoll(json_string_value(value), NULL, 10) : json_integer_value(value);
}

/* Run one step. A problem is a text that the caller frees. */
static char *run_step(fixture *running, json_t *raw, json_t *expected)
{
  json_t *step = fill(running->kept, raw);
  const char *name, *text, *as;
  char *request = NULL, *file = NULL, *out = NULL, *problem = NULL;
  persons_directory **handle;
  const char **headers = NULL;
  arguments given = {0};
  http_answer http = {0};
  int status = PERSONS_OK;
  if (!step)
    return text_of("the step names a string that was not kept");
  name = string_at(step, "call");
  as = string_at(step, "as");
  text = json_string_value(json_object_get(step, "text"));
  handle = handle_named(running, as);
  if (json_object_get(step, "request"))
    request = json_dumps(json_object_get(step, "request"), JSON_COMPACT | JSON_ENCODE_ANY);
  else if (text)
    request = text_of("%s", text);
  if (json_object_get(step, "file"))
    file = path_of(running, string_at(raw, "file"), string_at(step, "file"));
  if (strcmp(name, "open") == 0) {
    json_t *options = json_object_get(step, "options");
    char *compact = options ? json_dumps(options, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    persons_close(*handle);
    status = persons_open(running->location, compact ? compact : text, handle, &out);
    free(compact);
  } else {
    given.directory = *handle;
    given.id = json_string_value(json_object_get(step, "id"));
    given.request = request;
    given.file = file;
    given.since = since_at(step, "since");
    given.method = json_string_value(json_object_get(step, "method"));
    given.target = json_string_value(json_object_get(step, "target"));
    if (json_object_get(step, "headers"))
      headers = header_list(json_object_get(step, "headers"));
    given.headers = headers;
    if (!make_call(name, &given, &status, &http, &out))
      problem = text_of("no call has this name");
  }
  if (!problem)
    problem = compare(running, expected, status, out);
  if (!problem)
    problem = compare_http(running, expected, &http);
  if (!problem)
    problem = compare_files(running, step, raw, file);
  persons_free(out);
  persons_free(http.headers);
  free(headers);
  free(request);
  free(file);
  json_decref(step);
  return problem;
}

/* Open the case's own directory and run its steps. */
static char *run_steps(fixture *running, json_t *input, json_t *expected)
{
  json_t *steps = json_object_get(input, "steps");
  json_t *given = json_object_get(input, "options");
  json_t *filled = given ? fill(running->kept, given) : NULL;
  char *options = filled ? json_dumps(filled, JSON_COMPACT) : NULL;
  char *out = NULL, *problem = NULL;
  size_t index;
  json_t *step;
  int status = persons_open(running->location, options, handle_named(running, ""), &out);
  json_decref(filled);
  free(options);
  if (status != PERSONS_OK)
    problem = text_of("cannot open the directory: %s: %s", persons_status_name(status),
                      out ? out : "");
  else if (!json_is_array(steps) || json_array_size(steps) != json_array_size(expected))
    problem = text_of("input.json has %zu steps, expected.json %zu", json_array_size(steps),
                      json_array_size(expected));
  persons_free(out);
  json_array_foreach(steps, index, step) {
    char *inner;
    if (problem)
      break;
    inner = run_step(running, step, json_array_get(expected, index));
    if (inner)
      problem = text_of("step %zu (%s): %s", index + 1, string_at(step, "call"), inner);
    free(inner);
  }
  return problem;
}

static json_t *load(const char *folder, const char *name, char **problem)
{
  json_error_t error;
  char *path = text_of("%s/%s", folder, name);
  json_t *value = json_load_file(path, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
  if (!value && !*problem)
    *problem = text_of("%s, line %d: %s", name, error.line, error.text);
  free(path);
  return value;
}

/* Run the case in this folder; the problem is a text that the caller frees. */
static char *run_case(const char *folder)
{
  char *problem = NULL;
  json_t *input = load(folder, "input.json", &problem);
  json_t *expected = load(folder, "expected.json", &problem);
  if (!problem) {
    char *temporary = make_folder("persons-fixture");
    fixture running = {.folder = folder, .kept = json_object()};
    running.location = text_of("%s/people.db", temporary);
    json_object_set_new(running.kept, "tmp", json_string(temporary));
    problem = run_steps(&running, input, expected);
    for (size_t i = 0; i < running.handle_count; i++)
      persons_close(running.handles[i].directory);
    json_decref(running.kept);
    free(running.location);
    remove_folder(temporary);
    free(temporary);
  }
  json_decref(input);
  json_decref(expected);
  return problem;
}

static int is_visible(const struct dirent *entry)
{
  return entry->d_name[0] != '.';
}

/* Run the case in a folder when it is one, and those in the folders below it. */
static void run_folder(const char *folder, const char *shown_name, int *passed, int *failed)
{
  struct dirent **entries;
  char *input = text_of("%s/input.json", folder);
  int count = scandir(folder, &entries, is_visible, alphasort);
  if (count < 0)
    die("cannot read the folder %s: %s", folder, strerror(errno));
  if (access(input, F_OK) == 0) {
    char *problem = run_case(folder);
    if (problem)
      printf("FAIL %s: %s\n", shown_name, problem);
    *(problem ? failed : passed) += 1;
    free(problem);
  }
  for (int i = 0; i < count; i++) {
    struct stat status;
    char *path = text_of("%s/%s", folder, entries[i]->d_name);
    char *name = text_of("%s%s%s", shown_name, *shown_name ? "/" : "", entries[i]->d_name);
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
      run_folder(path, name, passed, failed);
    free(path);
    free(name);
    free(entries[i]);
  }
  free(entries);
  free(input);
}

int main(int count, char **words)
{
  int passed = 0, failed = 0;
  run_folder(count > 1 ? words[1] : "Tests/Fixtures", "", &passed, &failed);
  printf("%d passed, %d failed\n", passed, failed);
  if (passed + failed == 0)
    die("no case was found");
  return failed ? 1 : 0;
}
