/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names, addresses and phone numbers: what was stored comes back byte for byte, and is found by what was stored.
 *
 * Input: lines: firstName, lastName, email, phoneNumber, externalRef, city. The last four are left out when empty,
 * but email, which is required.
 */
#include "highlight.h"
#include "json_text.h"
#include "shape.h"
#include "world.h"

#include "run.h"

enum { lines = 6 };

static const char *const keys[lines] = {"firstName", "lastName", "email", "phoneNumber", "externalRef", "city"};
static const char *const find_keys[lines] = {"first_name", "last_name", "email_address", "phone_number",
                                             "external_ref", NULL};
/* Filters of persons_search. */
static const int is_filter[lines] = {1, 1, 1, 0, 0, 1};

static persons_directory *directory;

static void prepare(void)
{
  directory = open_as(":memory:", NULL);
  MUST(persons_create, directory,
       "{\"personId\":\"other\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"email\":\"ada@example.org\"}");
}

static int is_given(char *const values[], int line)
{
  return line < 3 || *values[line];
}

/* Whether the person is among those that were found. */
static int has_person(json_t *answer, const char *key, const char *id)
{
  size_t index;
  json_t *person;
  json_array_foreach(value_at(answer, "persons"), index, person)
    if (strcmp(string_at(person, key), id) == 0)
      return 1;
  return 0;
}

static char *request_with(const char *key, const char *value, const char *more)
{
  struct json_text text = {0};
  add_plain(&text, "{");
  add_member(&text, key, value);
  add_plain(&text, more);
  add_plain(&text, "}");
  return exact_json(&text);
}

static void must_find(const char *key, const char *value, const char *id, const char *how)
{
  char *request = request_with(key, value, ""), *out = NULL;
  int status = persons_find(directory, request, &out);
  json_t *answer = judged("persons_find", status, out);
  if (status != PERSONS_OK || !has_person(answer, "identifier", id))
    fault("not found by %s %s: %s", key, how, request);
  json_decref(answer);
  free(request);
}

/* The other case of every ASCII letter. */
static void turn_case(char *text)
{
  for (; *text; text++)
    if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z'))
      *text ^= 0x20;
}

static void check_found(char *const values[], const char *id)
{
  must_find("identifier", id, id, "as stored");
  for (int line = 0; line < lines; line++) {
    if (!find_keys[line] || !is_given(values, line))
      continue;
    must_find(find_keys[line], values[line], id, "as stored");
    if (line < 4) {
      char *turned = strdup(values[line]);
      turn_case(turned);
      /* A letter of ASCII with an accent behind it is another letter; its case is the same question. */
      must_find(find_keys[line], turned, id, "in the other case");
      free(turned);
    }
  }
}

/* A number with other formatting is the same number. */
static void check_formatting(const char *phone, const char *id)
{
  static const char formatting[] = " -()./";
  struct json_text text = {0};
  if (!*phone)
    return;
  for (size_t i = 0; phone[i]; i++) {
    if (phone[i] & 0x80) {
      free(text.bytes);
      return;
    }
    add_bytes(&text, formatting + i % (sizeof formatting - 1), 1);
    add_bytes(&text, phone + i, 1);
  }
  must_find("phone_number", text.bytes, id, "in another formatting");
  free(text.bytes);
}

static int has_letter(const char *text)
{
  for (; *text; text++)
    if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9'))
      return 1;
  return 0;
}

/* A filter with the whole value finds, and so does a query that is the name, where it is one that can be asked. */
static void check_searched(char *const values[], const char *id)
{
  char *out = NULL, *request;
  json_t *answer;
  int status;
  for (int line = 0; line < lines; line++) {
    if (!is_given(values, line))
      continue;
    if (is_filter[line]) {
      request = request_with(keys[line], values[line], ",\"fuzzy\":\"off\",\"limit\":1000");
      status = persons_search(directory, request, &out);
      answer = judged("persons_search", status, out);
      if (status != PERSONS_OK || (*values[line] && !has_person(answer, "personId", id)))
        fault("not found by the filter: %s", request);
      json_decref(answer);
      free(request);
    }
    request = request_with("query", values[line], ",\"fuzzy\":\"off\",\"limit\":1000,\"highlight\":true");
    status = persons_search(directory, request, &out);
    answer = judged("persons_search", status, out);
    check_highlights(answer);
    /* An @ makes an address of a part, which a name is not. More than 32 words are no query. */
    if (line < 2 && has_letter(values[line]) && !strchr(values[line], '@') && !strstr(values[line], "\xEF\xBC\xA0")
        && !strstr(values[line], "\xEF\xB9\xAB") && status != PERSONS_TOO_LARGE
        && !has_person(answer, "personId", id))
      fault("not found by the query: %s", request);
    json_decref(answer);
    free(request);
  }
}

/* Who asks for the domain of an address sees which part of the address it is. */
static void check_domain(const char *email)
{
  const char *domain = strrchr(email, '@');
  char *request, *out = NULL;
  json_t *answer;
  if (!domain)
    return;
  request = request_with("query", domain, ",\"highlight\":true");
  int status = persons_search(directory, request, &out);
  answer = judged("persons_search", status, out);
  check_highlights(answer);
  json_decref(answer);
  free(request);
}

static void check_stored(char *const values[], const char *id)
{
  char *out = NULL;
  int status = persons_get(directory, id, &out);
  json_t *person = must("persons_get", status, out);
  check_shape(call_get, person);
  for (int line = 0; line < lines; line++)
    if (is_given(values, line) && strcmp(string_at(person, keys[line]), values[line]) != 0)
      fault("%s came back as %s", keys[line], string_at(person, keys[line]));
  json_decref(person);
}

static int run(struct input input)
{
  char *values[lines], *out = NULL, *request;
  struct json_text text = {0};
  json_t *answer;
  int status;
  if (state_is_old(input.length)) {
    persons_close(directory);
    prepare();
    state_is_new();
  }
  add_plain(&text, "{");
  for (int line = 0; line < lines; line++) {
    values[line] = take_line(&input);
    if (is_given(values, line))
      add_member(&text, keys[line], values[line]);
  }
  add_plain(&text, "}");
  request = exact_json(&text);
  status = persons_create(directory, request, &out);
  answer = judged("persons_create", status, out);
  if (status == PERSONS_OK) {
    const char *id = string_at(answer, "personId");
    check_stored(values, id);
    check_found(values, id);
    check_formatting(values[3], id);
    check_searched(values, id);
    check_domain(values[2]);
    MUST(persons_delete, directory, id);
  }
  json_decref(answer);
  free(request);
  for (int line = 0; line < lines; line++)
    free(values[line]);
  return status == PERSONS_OK ? 0 : -1;
}
