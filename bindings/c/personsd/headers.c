/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header lines of a request: what two programs could read differently is refused.
 *
 * libmicrohttpd 0.9 forgives lines that end with LF alone, joins a folded line to the name above
 * it, and ends a line at a NUL byte; it tells nobody. But it leaves the lines where they
 * arrived, with NUL bytes for CR, LF and colon. So in a request without such tricks each name
 * stands two bytes behind the value before it, and the last value four bytes before the end of
 * the block. From version 1.0 on it refuses them itself.
 */
#include "headers.h"

#include "pairs.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The headers that may stand once. Those that the directory is told come first. */
static const char *const single[] = {
    "Authorization", "organizationSlug", "Content-Type", "Accept", "Idempotency-Key",
    "Content-Length", "Transfer-Encoding", "Host", "Expect", "If-Match",
};
enum { authorization, organization_slug, content_type, accepted, idempotency_key,
       content_length, transfer_encoding, host, expectation, if_match, single_count };
enum { told_count = content_length };

typedef struct {
  const char *next; /* where the next line must stand; NULL: not watched */
  const char *values[single_count];
  pair told[told_count];
  size_t told_number;
  const refusal *refusal;
} reading;

static bool is_name(const char *text, size_t length)
{
  if (length == 0)
    return false;
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] <= ' ' || (unsigned char)text[i] >= 0x7f ||
        strchr("\"(),/:;<=>?@[\\]{}", text[i]))
      return false;
  return true;
}

static bool has_control(const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (((unsigned char)text[i] < ' ' && text[i] != '\t') || text[i] == 0x7f)
      return true;
  return false;
}

static bool is_where_expected(reading *reading, const char *name, size_t name_length,
                              const char *value, size_t value_length)
{
  if (!reading->next)
    return true;
  if (name != reading->next || value < name + name_length + 1)
    return false;
  reading->next = value + value_length + 2;
  return true;
}

/* Add a header to those that the directory is told, without the blanks at its end. */
static void tell(reading *reading, const char *name, const char *value, size_t length)
{
  while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
    length--;
  reading->told[reading->told_number++] = (pair){name, value, length};
}

static const refusal *read_single(reading *reading, const char *name, const char *value,
                                  size_t length)
{
  for (int which = 0; which < single_count; which++) {
    if (strcasecmp(single[which], name) != 0)
      continue;
    if (reading->values[which])
      return &refused_second_header;
    reading->values[which] = value;
    if (which < told_count)
      tell(reading, single[which], value, length);
  }
  return NULL;
}

static enum MHD_Result read_header(void *closure, enum MHD_ValueKind kind, const char *name,
                                   size_t name_length, const char *value, size_t value_length)
{
  reading *reading = closure;
  (void)kind;
  if (!is_name(name, name_length))
    reading->refusal = &refused_header_name;
  else if (!is_where_expected(reading, name, name_length, value, value_length))
    reading->refusal = &refused_lines;
  else if (has_control(value, value_length))
    reading->refusal = &refused_header_value;
  else
    reading->refusal = read_single(reading, name, value, value_length);
  return reading->refusal ? MHD_NO : MHD_YES;
}

/* Where the block of lines ends. NULL when libmicrohttpd does not say. */
static const char *end_of_block(struct MHD_Connection *from, const first_line *line)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(from, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return info ? line->method + info->header_size : NULL;
}

/* Read all header lines, and check where they stand. */
static const refusal *read_lines(struct MHD_Connection *from, const first_line *line,
                                 size_t target_length, reading *reading)
{
  bool watched = MHD_get_version()[0] == '0';
  if (watched && (line->target != line->method + strlen(line->method) + 1 ||
                  line->version != line->target + target_length + 1))
    return &refused_lines;
  if (watched)
    reading->next = line->version + strlen(line->version) + 2;
  MHD_get_connection_values_n(from, MHD_HEADER_KIND, read_header, reading);
  if (!reading->refusal && watched && reading->next + 2 != end_of_block(from, line))
    return &refused_lines;
  return reading->refusal;
}

static const refusal *check_body(const reading *reading, const first_line *line,
                                 size_t most_body)
{
  const char *length = reading->values[content_length];
  const char *encoding = reading->values[transfer_encoding];
  bool is_empty = !encoding && (!length || strtoull(length, NULL, 10) == 0);
  if (length && encoding)
    return &refused_length_and_chunked;
  if (encoding && (strcasecmp(encoding, "chunked") != 0 || strcmp(line->version, "HTTP/1.1") != 0))
    return &refused_transfer_encoding;
  if (!is_empty && (strcmp(line->method, "GET") == 0 || strcmp(line->method, "HEAD") == 0 ||
                    strcmp(line->method, "DELETE") == 0))
    return &refused_body;
  if (length && strtoull(length, NULL, 10) > most_body)
    return &refused_body_length;
  return NULL;
}

/* Whether a target is of letters, digits and signs: everything else must be escaped. */
static bool is_target(const char *text)
{
  for (; *text; text++)
    if (*text <= ' ' || *text >= 0x7f)
      return false;
  return true;
}

static const refusal *check_first_line(const first_line *line, const request *request)
{
  if (strcmp(line->version, "HTTP/1.1") != 0 && strcmp(line->version, "HTTP/1.0") != 0)
    return &refused_version;
  if (!is_name(line->method, strlen(line->method)))
    return &refused_method;
  if (request->target_length > most_target_bytes)
    return &refused_target_length;
  return is_target(request->target) ? NULL : &refused_target;
}

static const refusal *check_lines(const reading *reading, const first_line *line,
                                  size_t most_body)
{
  const char *expected = reading->values[expectation];
  if (!reading->values[host] && strcmp(line->version, "HTTP/1.1") == 0)
    return &refused_host;
  if (expected && strcasecmp(expected, "100-continue") != 0)
    return &refused_expectation;
  return check_body(reading, line, most_body);
}

/* Keep the id of a token: the 16 hexadecimal digits in "Bearer prs_<id>_…". */
static void keep_token_id(const char *value, char id[17])
{
  const char *token = value ? strstr(value, "prs_") : NULL;
  if (!token || strspn(token + 4, "0123456789abcdef") != 16 || token[20] != '_')
    return;
  memcpy(id, token + 4, 16);
  id[16] = 0;
}

const refusal *check_headers(struct MHD_Connection *from, const first_line *line,
                             size_t most_body, request *request)
{
  reading reading = {.next = NULL};
  const refusal *refusal = check_first_line(line, request);
  if (!refusal)
    refusal = read_lines(from, line, request->target_length, &reading);
  if (!refusal)
    refusal = check_lines(&reading, line, most_body);
  if (!refusal) {
    keep_token_id(reading.values[authorization], request->token_id);
    request->headers = list_of_pairs(reading.told, reading.told_number);
    if (!request->headers)
      refusal = &refused_for_fault;
  }
  return refusal;
}
