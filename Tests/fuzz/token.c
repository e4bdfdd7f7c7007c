/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens, as an option of persons_open and in the header Authorization: nobody is let in but by a token that was
 * issued and holds.
 *
 * Input: a byte for the way in, then the text. In it @1, @2 and @3 stand for tokens that hold, @4 for one that was
 * revoked, @5 for one that has expired. A way can also make the checksum at the end of the text right.
 */
#include "json_text.h"
#include "world.h"

#include <sha256.h>

#include "run.h"

enum way { in_options = 1, is_raw = 2, has_right_checksum = 4 };
enum { revoked = callers, expired, tokens };

static struct world world;
static char *texts[tokens];

/* Until the token has expired: asked in between, nobody is let in by it any more. */
static void await_expiry(const char *token)
{
  char *options = text_of("{\"token\":\"%s\"}", token);
  persons_directory *directory = NULL;
  int64_t end = now_us() + 60000000;
  while (persons_open(world.file, options, &directory, NULL) == PERSONS_OK) {
    persons_close(directory);
    if (now_us() > end)
      die("a token of a second has not expired after a minute");
    usleep(10000);
  }
  free(options);
}

static void prepare(void)
{
  char *out = NULL;
  json_t *answer;
  const char *id;
  int status;
  make_world(&world, "fuzz-token");
  for (enum caller caller = as_writer; caller < callers; caller++)
    texts[caller] = world.tokens[caller];
  texts[expired] = token_with(world.directories[as_owner], "{\"expires_in\":1}");
  status = persons_issue_token(world.directories[as_owner], NULL, &out);
  answer = must("persons_issue_token", status, out);
  texts[revoked] = strdup(string_at(answer, "token"));
  id = string_at(answer, "token_id");
  MUST(persons_revoke_token, world.directories[as_owner], id);
  json_decref(answer);
  await_expiry(texts[expired]);
}

static char *with_tokens(const char *line)
{
  struct json_text text = {0};
  add_plain(&text, "");
  for (; *line; line++) {
    int number = line[0] == '@' ? line[1] - '0' : 0;
    if (number >= 1 && number < tokens) {
      add_plain(&text, texts[number]);
      line++;
    } else {
      add_bytes(&text, line, 1);
    }
  }
  return exact_json(&text);
}

/* The last eight digits become the checksum of what is before them. */
static void mend_checksum(char *text)
{
  size_t length = strlen(text);
  uint8_t digest[SHA256_DIGEST_LENGTH];
  char digits[9];
  SHA2_CTX context;
  if (length < 8)
    return;
  SHA256Init(&context);
  SHA256Update(&context, (const uint8_t *)text, length - 8);
  SHA256Final(digest, &context);
  snprintf(digits, sizeof digits, "%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
  memcpy(text + length - 8, digits, 8);
}

/* Whether the text is a token that holds, whole. */
static int holds(const char *text)
{
  for (enum caller caller = as_writer; caller < callers; caller++)
    if (strcmp(text, texts[caller]) == 0)
      return 1;
  return 0;
}

static void check_refusal(int status, json_t *answer)
{
  const char *type = string_at(answer, "error.type");
  int known = status == PERSONS_INVALID || status == PERSONS_TOO_LARGE || status == PERSONS_FORBIDDEN
      || status == PERSONS_NOT_FOUND
      || (status == PERSONS_UNAUTHORIZED
          && (strcmp(type, "missing_authorization") == 0 || strcmp(type, "invalid_authorization") == 0
              || strcmp(type, "expired_token") == 0));
  if (!known)
    fault("%s, %s for a token", persons_status_name(status), type);
  if (strstr(string_at(answer, "error.message"), "prs_"))
    fault("a message tells a token: %s", string_at(answer, "error.message"));
}

static void open_with(const char *text, int raw)
{
  persons_directory *directory = NULL;
  struct json_text json = {0};
  char *options, *out = NULL;
  json_t *answer, *given;
  int status, may;
  if (raw) {
    add_plain(&json, text);
  } else {
    add_plain(&json, "{");
    add_member(&json, "token", text);
    add_plain(&json, "}");
  }
  options = exact_json(&json);
  given = json_loads(options, JSON_REJECT_DUPLICATES, NULL);
  /* Without a token the owner comes in. */
  may = json_is_object(given)
      && (!json_is_string(json_object_get(given, "token")) || holds(string_at(given, "token")));
  status = persons_open(world.file, options, &directory, &out);
  answer = judged("persons_open", status, out);
  if (status == PERSONS_OK && !may)
    fault("let in by %s", options);
  if (status == PERSONS_OK && !directory)
    fault("OK without a handle");
  if (status != PERSONS_OK) {
    if (!raw && may)
      fault("a token that holds is refused: %s", string_at(answer, "error.type"));
    check_refusal(status, answer);
  }
  persons_close(directory);
  json_decref(answer);
  json_decref(given);
  free(options);
}

/* The token behind the scheme, when the header is one of ours. */
static const char *bearer_token(const char *value)
{
  while (*value == ' ' || *value == '\t')
    value++;
  if (strncasecmp(value, "bearer", 6) != 0)
    return "";
  value += 6;
  return value + strspn(value, " \t");
}

static void ask_with(const char *text)
{
  const char *const headers[] = {"Authorization", text, NULL};
  char *reply_headers = NULL, *out = NULL, *token;
  int http = 0, status;
  status = persons_respond(world.directories[as_owner], "GET", "/stats", headers, NULL, 0, &http, &reply_headers, &out);
  token = strdup(bearer_token(text));
  for (size_t end = strlen(token); end && (token[end - 1] == ' ' || token[end - 1] == '\t'); end--)
    token[end - 1] = 0;
  if (status == PERSONS_OK && http == 200 && !holds(token))
    fault("let in by the header %s", text);
  if (status == PERSONS_OK && http != 200 && http != 400 && http != 401)
    fault("HTTP %d for a token", http);
  if (strncmp(text, "Bearer prs_", 11) == 0 && holds(text + 7) && http != 200)
    fault("HTTP %d for a token that holds", http);
  json_decref(status == PERSONS_OK ? judged_answer("persons_respond", status, out, 1)
                                   : judged("persons_respond", status, out));
  persons_free(reply_headers);
  free(token);
}

static int run(struct input input)
{
  unsigned way = take_byte(&input);
  char *line = take_rest(&input), *text = with_tokens(line);
  if (way & has_right_checksum)
    mend_checksum(text);
  if (way & in_options)
    open_with(text, (way & is_raw) != 0);
  else
    ask_with(text);
  free(text);
  free(line);
  state_is_new();
  return 0;
}
