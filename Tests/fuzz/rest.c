/* SPDX-License-Identifier: Apache-2.0 */
/*
 * REST: method, target, headers and body of a request, as a server hands them over.
 *
 * Input: three lines, the method, the target and the headers (header_list.h), then the body. In the headers @1, @2 and
 * @3 stand for the tokens of the writer, the reader and the limited caller.
 */
#include "header_list.h"
#include "json_text.h"
#include "world.h"

#include "run.h"

static struct world world;
/* The headers with the tokens in their places, and whose token it was. */
struct headers {
  const char **list;
  int named[callers];
};

static void prepare(void)
{
  make_world(&world, "fuzz-rest");
}

static struct headers with_tokens(const char *line)
{
  struct headers headers = {0};
  struct json_text text = {0};
  char *exact;
  add_plain(&text, "");
  for (; *line; line++) {
    int number = line[0] == '@' ? line[1] - '0' : 0;
    if (number >= as_writer && number < callers) {
      add_plain(&text, world.tokens[number]);
      headers.named[number] = 1;
      line++;
    } else {
      add_bytes(&text, line, 1);
    }
  }
  exact = exact_json(&text);
  headers.list = header_list(exact);
  free(exact);
  return headers;
}

static json_int_t revision(void)
{
  char *out = NULL;
  int status = persons_stats(world.directories[as_owner], &out);
  json_t *answer = must("persons_stats", status, out);
  json_int_t number = integer_at(answer, "revision");
  json_decref(answer);
  return number;
}

/* The value of a header of the reply; NULL when it has none. */
static const char *header(json_t *headers, const char *name)
{
  size_t index;
  json_t *pair;
  json_array_foreach(headers, index, pair)
    if (strcasecmp(string_at(pair, "0"), name) == 0)
      return string_at(pair, "1");
  return NULL;
}

static void check_headers(int http, json_t *headers)
{
  const char *cache = header(headers, "Cache-Control"), *sniff = header(headers, "X-Content-Type-Options");
  size_t index;
  json_t *pair;
  json_array_foreach(headers, index, pair) {
    const char *value = string_at(pair, "1");
    if (json_array_size(pair) != 2 || !*string_at(pair, "0") || strpbrk(value, "\r\n"))
      fault("a header that is none: %s", shown(pair));
  }
  if (!header(headers, "Content-Type") || !cache || strcmp(cache, "no-store") != 0 || !sniff
      || strcmp(sniff, "nosniff") != 0)
    fault("HTTP %d lacks a header: %s", http, shown(headers));
  if ((http == 401) != (header(headers, "WWW-Authenticate") != NULL) && http != 403 && http != 400)
    fault("HTTP %d and WWW-Authenticate: %s", http, shown(headers));
  if ((http == 405) != (header(headers, "Allow") != NULL))
    fault("HTTP %d and Allow: %s", http, shown(headers));
}

static int is_known(int http)
{
  static const int known[] = {200, 201, 400, 401, 403, 404, 405, 409, 413, 414, 415, 422};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (http == known[i])
      return 1;
  return 0;
}

/* What everybody may ask for tells nothing of persons. */
static int is_open(const char *out)
{
  return strcmp(out, "{\"status\":\"ok\"}") == 0 || strncmp(out + strspn(out, "{ \n"), "\"openapi\":", 10) == 0;
}

static void check_reply(int http, json_t *headers, const char *out, const struct headers *asked)
{
  int is_anybodys = asked->named[as_writer] || asked->named[as_reader] || asked->named[as_limited];
  int is_limited = asked->named[as_limited] && !asked->named[as_writer] && !asked->named[as_reader];
  if (!is_known(http))
    fault("HTTP %d: %s", http, out);
  check_headers(http, headers);
  if (http < 300 && !is_anybodys && !is_open(out))
    fault("HTTP %d without a token: %.300s", http, out);
  if (is_limited && strstr(out, CANARY))
    fault("a limited token learns of who is hidden: %.300s", out);
  for (enum caller caller = as_writer; caller < callers; caller++)
    if (strstr(out, world.tokens[caller]))
      fault("a reply tells a token: %.300s", out);
}

static int run(struct input input)
{
  json_int_t before = 0;
  char *method, *target, *line, *body, *out = NULL, *reply_headers = NULL;
  struct headers headers;
  int status, http = -1, may_write, has_canary;
  if (state_is_old(input.length)) {
    close_world(&world);
    open_world(&world);
    state_is_new();
  }
  has_canary = input.length && memmem(input.bytes, input.length, CANARY, strlen(CANARY)) != NULL;
  method = take_line(&input);
  target = take_line(&input);
  line = take_line(&input);
  headers = with_tokens(line);
  /* In memory of exactly its size, with any byte in it. */
  body = malloc(input.length ? input.length : 1);
  if (input.length)
    memcpy(body, input.bytes, input.length);
  may_write = headers.named[as_writer] || headers.named[as_limited];
  if (!may_write)
    before = revision();
  status = persons_respond(world.directories[as_owner], method, target, headers.list, input.length ? body : NULL,
                           input.length, &http, &reply_headers, &out);
  if (status == PERSONS_OK) {
    json_t *replied = json_loads(reply_headers ? reply_headers : "", 0, NULL);
    if (!json_is_array(replied))
      fault("the reply's headers are %s", reply_headers ? reply_headers : "NULL");
    if (!out)
      fault("a reply without a body");
    if (has_canary)
      headers.named[as_reader] = 1;
    check_reply(http, replied, out, &headers);
    json_decref(replied);
    json_decref(judged_answer("persons_respond", status, out, 1));
  } else {
    if (http != 0 || reply_headers)
      fault("%s with HTTP %d", persons_status_name(status), http);
    json_decref(judged("persons_respond", status, out));
  }
  if (!may_write && revision() != before)
    fault("HTTP %d wrote without the right to", http);
  persons_free(reply_headers);
  release_headers(headers.list);
  free(method);
  free(target);
  free(line);
  free(body);
  return 0;
}
