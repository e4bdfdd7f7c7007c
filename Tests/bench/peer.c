/* SPDX-License-Identifier: Apache-2.0 */
/* The peer, see peer.h. */
#include "peer.h"

#include "shared.h"

#include <ctype.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <utf8proc.h>
#include <xxhash.h>

enum { EXTERNAL_REF = 1, FIRST_NAME = 2, LAST_NAME = 3, EMAIL = 4, PHONE = 5 };

/* Tables as their rows' checksums know them. */
enum { GROUP = 4, CHANGE = 7, COUNTER = 10 };

/* The first organization, whose keys in person and change are its own numbers. */
static const int64_t organization = 1;

struct peer {
  sqlite3 *db;
  uint64_t seed;
  /* What the organization counts. */
  int64_t person, revision, time, persons, digest;
  sqlite3_stmt *begin, *begin_write, *commit, *get, *find, *group_of, *rsvps;
  sqlite3_stmt *insert, *lookup, *member, *change, *group, *put_group, *numbers, *exists;
};

static void die(peer *p, const char *what)
{
  fprintf(stderr, "peer: %s: %s\n", what, p && p->db ? sqlite3_errmsg(p->db) : "");
  exit(1);
}

static void put_json(text_buffer *b, const char *text)
{
  puts_to(b, "\"");
  const char *start = text;
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    put(b, start, (size_t)(text - start));
    char escape[8];
    if (c == '"' || c == '\\')
      snprintf(escape, sizeof escape, "\\%c", c);
    else
      snprintf(escape, sizeof escape, "\\u%04x", c);
    puts_to(b, escape);
    start = text + 1;
  }
  put(b, start, (size_t)(text - start));
  puts_to(b, "\"");
}

static void put_time(text_buffer *b, int64_t milliseconds)
{
  time_t seconds = (time_t)(milliseconds / 1000);
  struct tm t;
  char text[64];
  gmtime_r(&seconds, &t);
  snprintf(text, sizeof text, "\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\"", t.tm_year + 1900, t.tm_mon + 1,
           t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, (int)(milliseconds % 1000));
  puts_to(b, text);
}

static sqlite3_stmt *prepare(peer *p, const char *sql)
{
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(p->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    die(p, sql);
  return statement;
}

static void run(peer *p, sqlite3_stmt *statement)
{
  if (sqlite3_step(statement) != SQLITE_DONE)
    die(p, sqlite3_sql(statement));
  sqlite3_reset(statement);
}

peer *peer_open(const char *path)
{
  peer *p = calloc(1, sizeof *p);
  if (!p)
    abort();
  if (sqlite3_open_v2(path, &p->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    die(p, path);
  if (sqlite3_exec(p->db,
                   "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;"
                   "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA mmap_size=0;"
                   "PRAGMA wal_autocheckpoint=4000; PRAGMA synchronous=FULL",
                   NULL, NULL, NULL) != SQLITE_OK)
    die(p, "pragmas");
  sqlite3_stmt *store = prepare(p, "SELECT hash_seed, last_person, last_revision, last_time, persons,"
                                   " counter.row_digest FROM store JOIN counter WHERE organization=1");
  if (sqlite3_step(store) != SQLITE_ROW)
    die(p, "no organization");
  p->seed = (uint64_t)sqlite3_column_int64(store, 0);
  p->person = sqlite3_column_int64(store, 1);
  p->revision = sqlite3_column_int64(store, 2);
  p->time = sqlite3_column_int64(store, 3);
  p->persons = sqlite3_column_int64(store, 4);
  p->digest = sqlite3_column_int64(store, 5);
  sqlite3_finalize(store);
  p->begin = prepare(p, "BEGIN");
  p->begin_write = prepare(p, "BEGIN IMMEDIATE");
  p->commit = prepare(p, "COMMIT");
  p->get = prepare(p, "SELECT person, created_at, updated_at, body, member_of FROM person"
                      " WHERE organization=1 AND person_id=?1");
  p->find = prepare(p, "SELECT p.body FROM lookup k CROSS JOIN person p ON p.person=k.person"
                       " WHERE k.key=?1 ORDER BY k.person LIMIT 101");
  p->group_of = prepare(p, "SELECT group_id, external_ref FROM \"group\" WHERE \"group\"=?1");
  p->rsvps = prepare(p, "SELECT e.body, r.status, r.history, r.attendance FROM rsvp r"
                        " JOIN event e ON e.event=r.event WHERE r.person=?1 ORDER BY r.rsvp");
  p->insert = prepare(p, "INSERT INTO person (person, organization, person_id, change, created_at,"
                         " updated_at, checksum, member_of, body) VALUES (?1,1,?2,?3,?4,?4,?5,?6,?7)");
  p->lookup = prepare(p, "INSERT INTO lookup (key, person) VALUES (?1,?2)");
  p->member = prepare(p, "INSERT INTO membership (\"group\", person) VALUES (?1,?2)");
  p->change = prepare(p, "INSERT INTO change (change, person, kind, at, checksum) VALUES (?1,?2,1,?3,?4)");
  p->group = prepare(p, "SELECT \"group\" FROM \"group\" WHERE organization=1 AND group_id=?1");
  p->put_group = prepare(p, "INSERT INTO \"group\" (organization, group_id, external_ref, name, checksum)"
                            " VALUES (1,?1,?2,?3,?4)");
  p->numbers = prepare(p, "UPDATE counter SET last_person=?1, last_revision=?2, last_time=?3, persons=?4,"
                          " row_digest=?5, checksum=?6 WHERE organization=1");
  p->exists = prepare(p, "SELECT 1 FROM person WHERE organization=1 AND person_id=?1");
  return p;
}

void peer_close(peer *p)
{
  sqlite3_stmt *statement;
  while ((statement = sqlite3_next_stmt(p->db, NULL)) != NULL)
    sqlite3_finalize(statement);
  sqlite3_close(p->db);
  free(p);
}

/* -------------------------------------------------------------- reading -- */

static uint64_t key_seed(const peer *p, int attribute)
{
  return p->seed ^ ((16 + (uint64_t)attribute) * 0x9E3779B97F4A7C15u);
}

/* A name or an address that is not ASCII, without its case. */
static int64_t unicode_key(const peer *p, int attribute, const char *value)
{
  utf8proc_uint8_t *folded = NULL;
  utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)value, (utf8proc_ssize_t)strlen(value), &folded,
                                         UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  if (length < 0)
    die(NULL, utf8proc_errmsg(length));
  int64_t key = (int64_t)XXH3_64bits_withSeed(folded, (size_t)length, key_seed(p, attribute));
  free(folded);
  return key;
}

static int64_t key(const peer *p, int attribute, const char *value)
{
  char folded[512];
  size_t length = 0;
  if (attribute != PHONE && attribute != EXTERNAL_REF)
    for (const char *c = value; *c; c++)
      if (*c & 0x80)
        return unicode_key(p, attribute, value);
  for (; *value && length < sizeof folded; value++) {
    unsigned char c = (unsigned char)*value;
    if (attribute == PHONE) {
      if (!isalnum(c) && !(c == '+' && length == 0))
        continue;
      folded[length++] = (char)tolower(c);
    } else {
      folded[length++] = attribute == EXTERNAL_REF ? (char)c : (char)tolower(c);
    }
  }
  return (int64_t)XXH3_64bits_withSeed(folded, length, key_seed(p, attribute));
}

char *peer_get(peer *p, const char *person_id)
{
  text_buffer b = {0}, refs = {0};
  run(p, p->begin);
  sqlite3_bind_text(p->get, 1, person_id, -1, SQLITE_STATIC);
  if (sqlite3_step(p->get) != SQLITE_ROW)
    die(p, "no such person");
  int64_t person = sqlite3_column_int64(p->get, 0);
  const char *body = sqlite3_column_blob(p->get, 3);
  put(&b, body, (size_t)sqlite3_column_bytes(p->get, 3) - 1);
  /* "[1,2]" */
  const char *member_of = (const char *)sqlite3_column_text(p->get, 4);
  int any = 0;
  while (member_of && (*member_of == '[' || *member_of == ',')) {
    sqlite3_bind_int64(p->group_of, 1, strtoll(member_of + 1, (char **)&member_of, 10));
    if (sqlite3_step(p->group_of) != SQLITE_ROW)
      die(p, "no such group");
    puts_to(&b, any ? "," : ",\"groupIds\":[");
    puts_to(&refs, any ? "," : ",\"groupExternalRefs\":[");
    put_json(&b, (const char *)sqlite3_column_text(p->group_of, 0));
    put_json(&refs, (const char *)sqlite3_column_text(p->group_of, 1));
    sqlite3_reset(p->group_of);
    any = 1;
  }
  if (any) {
    puts_to(&b, "]");
    put(&b, refs.text, refs.length);
    puts_to(&b, "]");
  }
  free(refs.text);
  puts_to(&b, ",\"createdAt\":");
  put_time(&b, sqlite3_column_int64(p->get, 1));
  puts_to(&b, ",\"updatedAt\":");
  put_time(&b, sqlite3_column_int64(p->get, 2));
  sqlite3_reset(p->get);
  puts_to(&b, ",\"eventHistory\":[");
  sqlite3_bind_int64(p->rsvps, 1, person);
  while (sqlite3_step(p->rsvps) == SQLITE_ROW)
    die(p, "the bench has no events");
  sqlite3_reset(p->rsvps);
  puts_to(&b, "]}");
  run(p, p->commit);
  return b.text;
}

/* The JSON text of a member of a stored record, which has its keys in fixed order; "null" without it. */
static const char *member(const char *body, size_t size, const char *name, size_t *length)
{
  const char *found = memmem(body, size, name, strlen(name));
  if (!found) {
    *length = 4;
    return "null";
  }
  const char *start = found + strlen(name), *end = start + 1;
  while (*end != '"')
    end += *end == '\\' ? 2 : 1;
  *length = (size_t)(end + 1 - start);
  return start;
}

static char *find(peer *p, int attribute, const char *value)
{
  static const char *names[6][2] = {
      {"{\"identifier\":", "\"personId\":"},     {",\"email_address\":", ",\"email\":"},
      {",\"first_name\":", ",\"firstName\":"},   {",\"last_name\":", ",\"lastName\":"},
      {",\"external_ref\":", ",\"externalRef\":"}, {",\"phone_number\":", ",\"phoneNumber\":"}};
  text_buffer b = {0};
  int count = 0;
  puts_to(&b, "{\"last_id\":-1,\"persons\":[");
  sqlite3_bind_int64(p->find, 1, key(p, attribute, value));
  while (sqlite3_step(p->find) == SQLITE_ROW) {
    const char *body = sqlite3_column_blob(p->find, 0);
    size_t size = (size_t)sqlite3_column_bytes(p->find, 0);
    if (count++)
      puts_to(&b, ",");
    for (int i = 0; i < 6; i++) {
      size_t length;
      const char *text = member(body, size, names[i][1], &length);
      puts_to(&b, names[i][0]);
      put(&b, text, length);
    }
    puts_to(&b, "}");
  }
  sqlite3_reset(p->find);
  puts_to(&b, "]}");
  return b.text;
}

char *peer_find(peer *p, const char *request)
{
  static const struct { const char *name; int attribute; } attributes[] = {
      {"phone_number", PHONE}, {"email_address", EMAIL}, {"external_ref", EXTERNAL_REF}};
  json_t *json = json_loads(request, JSON_REJECT_DUPLICATES, NULL);
  char *result = NULL;
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes && !result; i++) {
    const char *value = json_string_value(json_object_get(json, attributes[i].name));
    if (value)
      result = find(p, attributes[i].attribute, value);
  }
  json_decref(json);
  return result;
}

/* -------------------------------------------------------------- writing -- */

static int64_t now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t group_number(peer *p, const char *group_id)
{
  sqlite3_bind_text(p->group, 1, group_id, -1, SQLITE_STATIC);
  int64_t number = sqlite3_step(p->group) == SQLITE_ROW ? sqlite3_column_int64(p->group, 0) : 0;
  sqlite3_reset(p->group);
  return number;
}

static void new_id(char *text)
{
  unsigned char bytes[16];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
    abort();
  int64_t time = now();
  for (int i = 0; i < 6; i++)
    bytes[i] = (unsigned char)(time >> (40 - 8 * i));
  bytes[6] = 0x70 | (bytes[6] & 15);
  bytes[8] = 0x80 | (bytes[8] & 63);
  for (int i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *text++ = '-';
    text += sprintf(text, "%02x", bytes[i]);
  }
}

/* The checksum of a row of the tables beside person: of one value after the other. */
static uint64_t checksum_of(const peer *p, int table)
{
  return p->seed ^ (uint64_t)table * 0x9E3779B97F4A7C15u;
}

static uint64_t add_integer(uint64_t checksum, int64_t value)
{
  return XXH3_64bits_withSeed(&value, sizeof value, checksum * 4 + 1);
}

static uint64_t add_text(uint64_t checksum, const char *text)
{
  return XXH3_64bits_withSeed(text, text ? strlen(text) : 0, checksum * 4 + (text ? 2 : 0));
}

static void put_group(peer *p, json_t *group)
{
  static const char *names[] = {"group_id", "external_ref", "name"};
  uint64_t checksum = add_integer(checksum_of(p, GROUP), organization);
  for (int i = 0; i < 3; i++) {
    const char *value = json_string_value(json_object_get(group, names[i]));
    sqlite3_bind_text(p->put_group, i + 1, value, -1, SQLITE_STATIC);
    checksum = add_text(checksum, value);
  }
  sqlite3_bind_int64(p->put_group, 4, (int64_t)checksum);
  run(p, p->put_group);
  p->digest ^= (int64_t)checksum;
}

static int compare_numbers(const void *a, const void *b)
{
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Writes the rows of membership. Returns the column member_of, NULL for nobody's. */
static const char *put_groups(peer *p, json_t *groups, int64_t person)
{
  enum { MOST = 64 };
  static text_buffer b;
  int64_t numbers[MOST];
  size_t count = json_array_size(groups);
  if (count == 0)
    return NULL;
  if (count > MOST)
    die(p, "more groups than the bench has");
  for (size_t i = 0; i < count; i++)
    numbers[i] = group_number(p, json_string_value(json_array_get(groups, i)));
  qsort(numbers, count, sizeof *numbers, compare_numbers);
  b.length = 0;
  for (size_t i = 0; i < count; i++) {
    char text[32];
    snprintf(text, sizeof text, "%c%lld", i ? ',' : '[', (long long)numbers[i]);
    puts_to(&b, text);
    sqlite3_bind_int64(p->member, 1, numbers[i]);
    sqlite3_bind_int64(p->member, 2, person);
    run(p, p->member);
  }
  puts_to(&b, "]");
  return b.text;
}

static void write_person(peer *p, json_t *person)
{
  static const struct { const char *name; int attribute; } members[] = {
      {"externalRef", EXTERNAL_REF}, {"firstName", FIRST_NAME}, {"lastName", LAST_NAME}, {"email", EMAIL},
      {"phoneNumber", PHONE}, {"profilePicture", 0}, {"address", 0}, {"city", 0}, {"state", 0}};
  static text_buffer b;
  char made[37];
  const char *id = json_string_value(json_object_get(person, "personId"));
  if (id) {
    sqlite3_bind_text(p->exists, 1, id, -1, SQLITE_STATIC);
    if (sqlite3_step(p->exists) == SQLITE_ROW)
      die(p, "the person exists");
    sqlite3_reset(p->exists);
  } else {
    new_id(made);
    id = made;
  }
  int64_t number = ++p->person, revision = ++p->revision, time = now();
  b.length = 0;
  puts_to(&b, "{\"personId\":");
  put_json(&b, id);
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    const char *value = json_string_value(json_object_get(person, members[i].name));
    if (!value)
      continue;
    puts_to(&b, ",\"");
    puts_to(&b, members[i].name);
    puts_to(&b, "\":");
    put_json(&b, value);
  }
  json_t *custom = json_object_get(person, "customFields");
  if (custom) {
    char *text = json_dumps(custom, JSON_COMPACT);
    puts_to(&b, ",\"customFields\":");
    puts_to(&b, text);
    free(text);
  }
  puts_to(&b, "}");
  uint64_t change = checksum_of(p, CHANGE);
  change = add_integer(add_integer(add_integer(add_integer(change, revision), number), 1), time);
  change = add_text(add_text(change, NULL), NULL);
  sqlite3_bind_int64(p->change, 1, revision);
  sqlite3_bind_int64(p->change, 2, number);
  sqlite3_bind_int64(p->change, 3, time);
  sqlite3_bind_int64(p->change, 4, (int64_t)change);
  run(p, p->change);
  const char *groups = put_groups(p, json_object_get(person, "groupIds"), number);
  int64_t row[5] = {number, organization, time, time, 0};
  if (groups)
    row[4] = (int64_t)XXH3_64bits_withSeed(groups, strlen(groups), p->seed);
  uint64_t row_seed = XXH3_64bits_withSeed(row, sizeof row, p->seed);
  sqlite3_bind_int64(p->insert, 1, number);
  sqlite3_bind_text(p->insert, 2, id, -1, SQLITE_STATIC);
  sqlite3_bind_int64(p->insert, 3, revision);
  sqlite3_bind_int64(p->insert, 4, time);
  sqlite3_bind_int64(p->insert, 5, (int64_t)XXH3_64bits_withSeed(b.text, b.length, row_seed));
  sqlite3_bind_text(p->insert, 6, groups, -1, SQLITE_STATIC);
  sqlite3_bind_text(p->insert, 7, b.text, (int)b.length, SQLITE_STATIC);
  run(p, p->insert);
  for (size_t i = 0; i < 5; i++) {
    const char *value = json_string_value(json_object_get(person, members[i].name));
    if (!value)
      continue;
    sqlite3_bind_int64(p->lookup, 1, key(p, members[i].attribute, value));
    sqlite3_bind_int64(p->lookup, 2, number);
    run(p, p->lookup);
  }
  p->persons++;
  if (time > p->time)
    p->time = time;
}

static void finish(peer *p)
{
  const int64_t values[] = {p->person, p->revision, p->time, p->persons, p->digest};
  uint64_t checksum = add_integer(checksum_of(p, COUNTER), organization);
  for (int i = 0; i < 5; i++) {
    sqlite3_bind_int64(p->numbers, i + 1, values[i]);
    checksum = add_integer(checksum, values[i]);
  }
  sqlite3_bind_int64(p->numbers, 6, (int64_t)checksum);
  run(p, p->numbers);
  run(p, p->commit);
}

long peer_import(peer *p, const char *path)
{
  FILE *file = fopen(path, "r");
  if (!file)
    die(p, path);
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  long rows = 0, persons = 0;
  while ((length = getline(&line, &size, file)) > 0) {
    json_t *row = json_loadb(line, (size_t)length, JSON_REJECT_DUPLICATES, NULL);
    json_t *group = json_object_get(row, "group");
    if (!row)
      die(p, "a line is not JSON");
    if (rows++ % 2000 == 0) {
      if (rows > 1)
        finish(p);
      run(p, p->begin_write);
    }
    if (group) {
      put_group(p, group);
    } else {
      write_person(p, row);
      persons++;
    }
    json_decref(row);
  }
  if (rows > 0)
    finish(p);
  free(line);
  fclose(file);
  return persons;
}

void peer_create_many(peer *p, char **requests, size_t n)
{
  run(p, p->begin_write);
  for (size_t i = 0; i < n; i++) {
    json_t *person = json_loads(requests[i], JSON_REJECT_DUPLICATES, NULL);
    if (!person)
      die(p, "a request is not JSON");
    write_person(p, person);
    json_decref(person);
  }
  finish(p);
}
