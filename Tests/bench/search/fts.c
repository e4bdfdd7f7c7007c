/* SPDX-License-Identifier: Apache-2.0 */
/* See fts.h. Its settings are the fastest that we know: detail=none and no column sizes where nothing is ranked, one
 * merged segment, a mapped file, prepared statements, bulk loading without a journal. */
#include "fts.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TOKENS "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\""
#ifndef FTS_PREFIXES
#  define FTS_PREFIXES "1 2 3"
#endif
#define PREFIXES "prefix='" FTS_PREFIXES "'"

struct fts {
  sqlite3 *db;
  sqlite3_stmt *top, *count, *ranked_top, *ranked_count, *word;
  sqlite3_stmt *begin, *commit, *insert, *update, *old, *index, *unindex, *learn;
  text_buffer match, answer;
  long total;
};

static void run_sql(sqlite3 *db, const char *sql)
{
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    stop(sql, sqlite3_errmsg(db));
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    stop(sql, sqlite3_errmsg(db));
  return statement;
}

static void step(sqlite3_stmt *statement)
{
  if (sqlite3_step(statement) != SQLITE_DONE)
    stop(sqlite3_sql(statement), sqlite3_errmsg(sqlite3_db_handle(statement)));
  sqlite3_reset(statement);
}

static void bind(sqlite3_stmt *statement, int at, const char *text)
{
  sqlite3_bind_text(statement, at, text, text ? (int)strlen(text) : 0, SQLITE_STATIC);
}

/* The words, and the city and the state as words of their own kind. */
static const char *indexed(const char *line)
{
  static text_buffer b;
  size_t words = strcspn(line, "\t"), city = strcspn(line + words + 1, "\t");
  const char *state = line + words + 1 + city + 1;
  b.length = 0;
  put(&b, line, words);
  puts_to(&b, " _ct");
  put(&b, line + words + 1, city);
  puts_to(&b, " _st");
  put(&b, state, strcspn(state, "\n"));
  return b.text;
}

/* Binds a record as ?2 id, ?3 externalRef, ?4 email, ?5 phone, ?6 words, ?7 JSON and runs the statement. */
static void write_record(sqlite3_stmt *statement, const char *id, const char *json, const char *words)
{
  json_t *row = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
  if (!row)
    stop("a line is not JSON", json);
  bind(statement, 2, id ? id : json_string_value(json_object_get(row, "personId")));
  bind(statement, 3, json_string_value(json_object_get(row, "externalRef")));
  bind(statement, 4, json_string_value(json_object_get(row, "email")));
  bind(statement, 5, json_string_value(json_object_get(row, "phoneNumber")));
  bind(statement, 6, words);
  bind(statement, 7, json);
  step(statement);
  json_decref(row);
}

static sqlite3 *new_database(const char *path)
{
  sqlite3 *db;
  remove_store(path);
  if (sqlite3_open(path, &db) != SQLITE_OK)
    stop(path, sqlite3_errmsg(db));
  run_sql(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
              "PRAGMA cache_size=-1000000; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF");
  return db;
}

static FILE *open_file(const char *folder, const char *name)
{
  char *path = in_folder(folder, name);
  FILE *file = fopen(path, "r");
  if (!file)
    stop("cannot be read", path);
  free(path);
  return file;
}

double fts_import(const char *folder)
{
  char *path = in_folder(folder, "fts.db"), *json = NULL, *line = NULL;
  size_t json_size = 0, line_size = 0;
  FILE *persons = open_file(folder, "persons.ndjson"), *words = open_file(folder, "words.tsv");
  double start = seconds();
  sqlite3 *db = new_database(path);
  run_sql(db, "CREATE TABLE person(rid INTEGER PRIMARY KEY, id TEXT, ext TEXT, email TEXT, phone TEXT, words TEXT,"
              " json TEXT); BEGIN");
  sqlite3_stmt *insert = prepare(db, "INSERT INTO person VALUES(?1,?2,?3,?4,?5,?6,?7)");
  for (sqlite3_int64 rid = 1; getline(&json, &json_size, persons) > 0 && getline(&line, &line_size, words) > 0; rid++) {
    json[strcspn(json, "\n")] = 0;
    sqlite3_bind_int64(insert, 1, rid);
    write_record(insert, NULL, json, indexed(line));
  }
  sqlite3_finalize(insert);
  run_sql(db, "CREATE UNIQUE INDEX p_id ON person(id); CREATE INDEX p_ext ON person(ext);"
              "CREATE INDEX p_email ON person(email); CREATE INDEX p_phone ON person(phone);"
              "CREATE VIRTUAL TABLE fts USING fts5(words, content='', columnsize=0, detail=none, " PREFIXES ", " TOKENS ");"
              "INSERT INTO fts(fts, rank) VALUES('hashsize', 268435456);"
              "INSERT INTO fts(rowid, words) SELECT rid, words FROM person;"
              "INSERT INTO fts(fts) VALUES('optimize');"
              "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, fts, row);"
              "CREATE TABLE word(word TEXT PRIMARY KEY) WITHOUT ROWID;"
              "INSERT INTO word SELECT term FROM terms WHERE substr(term, 1, 1) <> '_'; COMMIT;"
              "ANALYZE; PRAGMA journal_mode=WAL");
  sqlite3_close(db);
  double took = seconds() - start;
  free(json);
  free(line);
  free(path);
  fclose(persons);
  fclose(words);
  return took;
}

void fts_import_ranked(const char *folder)
{
  char *path = in_folder(folder, "fts-ranked.db"), *records = in_folder(folder, "fts.db");
  sqlite3 *db = new_database(path);
  sqlite3_stmt *attach = prepare(db, "ATTACH ?1 AS records");
  bind(attach, 1, records);
  step(attach);
  sqlite3_finalize(attach);
  run_sql(db, "CREATE VIRTUAL TABLE ranked USING fts5(words, content='', detail=full, " PREFIXES ", " TOKENS "); BEGIN;"
              "INSERT INTO ranked(ranked, rank) VALUES('hashsize', 268435456);"
              "INSERT INTO ranked(rowid, words) SELECT rid, words FROM records.person;"
              "INSERT INTO ranked(ranked) VALUES('optimize'); COMMIT");
  sqlite3_close(db);
  free(path);
  free(records);
}

fts *fts_open(const char *folder, const char *name, int ranked)
{
  fts *f = calloc(1, sizeof *f);
  char *path = in_folder(folder, name);
  if (!f)
    abort();
  if (sqlite3_open_v2(path, &f->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    stop(path, sqlite3_errmsg(f->db));
  free(path);
  run_sql(f->db, "PRAGMA journal_mode=WAL; PRAGMA mmap_size=2147418112; PRAGMA cache_size=-65536;"
                 "PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL");
  f->top = prepare(f->db, "SELECT p.json FROM fts JOIN person p ON p.rid = fts.rowid WHERE fts MATCH ?1 LIMIT 10");
  f->count = prepare(f->db, "SELECT count(*) FROM fts WHERE fts MATCH ?1");
  f->word = prepare(f->db, "SELECT 1 FROM word WHERE word = ?1");
  f->begin = prepare(f->db, "BEGIN IMMEDIATE");
  f->commit = prepare(f->db, "COMMIT");
  f->insert = prepare(f->db, "INSERT INTO person VALUES(NULL,?2,?3,?4,?5,?6,?7)");
  f->update = prepare(f->db, "UPDATE person SET ext=?3, email=?4, phone=?5, words=?6, json=?7 WHERE id=?2");
  f->old = prepare(f->db, "SELECT rid, words FROM person WHERE id = ?1");
  f->index = prepare(f->db, "INSERT INTO fts(rowid, words) VALUES(?1, ?2)");
  f->unindex = prepare(f->db, "INSERT INTO fts(fts, rowid, words) VALUES('delete', ?1, ?2)");
  f->learn = prepare(f->db, "INSERT OR IGNORE INTO word VALUES(?1)");
  if (ranked) {
    path = in_folder(folder, "fts-ranked.db");
    sqlite3_stmt *attach = prepare(f->db, "ATTACH ?1 AS r");
    bind(attach, 1, path);
    step(attach);
    sqlite3_finalize(attach);
    free(path);
    f->ranked_top = prepare(f->db, "SELECT p.json FROM (SELECT rowid AS rid FROM ranked WHERE ranked MATCH ?1"
                                   " ORDER BY rank LIMIT 10) k JOIN person p ON p.rid = k.rid");
    f->ranked_count = prepare(f->db, "SELECT count(*) FROM ranked WHERE ranked MATCH ?1");
  }
  return f;
}

void fts_close(fts *f)
{
  /* Not by sqlite3_next_stmt: FTS5 has statements of its own. */
  sqlite3_stmt *const all[] = {f->top,    f->count,  f->ranked_top, f->ranked_count, f->word,    f->begin, f->commit,
                               f->insert, f->update, f->old,        f->index,        f->unindex, f->learn};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    sqlite3_finalize(all[i]);
  if (sqlite3_close(f->db) != SQLITE_OK)
    stop("close", sqlite3_errmsg(f->db));
  free(f->match.text);
  free(f->answer.text);
  free(f);
}

/* ------------------------------------------------------------ searching -- */

static const char *answer(fts *f, sqlite3_stmt *top, sqlite3_stmt *count)
{
  char end[64];
  f->answer.length = 0;
  f->total = 0;
  puts_to(&f->answer, "{\"persons\":[");
  bind(top, 1, f->match.text);
  while (sqlite3_step(top) == SQLITE_ROW) {
    if (f->total++)
      puts_to(&f->answer, ",");
    put(&f->answer, (const char *)sqlite3_column_text(top, 0), (size_t)sqlite3_column_bytes(top, 0));
  }
  if (sqlite3_reset(top) != SQLITE_OK)
    stop(f->match.text, sqlite3_errmsg(f->db));
  if (f->total == 10) {
    bind(count, 1, f->match.text);
    sqlite3_step(count);
    f->total = sqlite3_column_int64(count, 0);
    sqlite3_reset(count);
  }
  snprintf(end, sizeof end, "],\"total\":%ld}", f->total);
  puts_to(&f->answer, end);
  return f->answer.text;
}

static void match_prefixes(fts *f, const query *q)
{
  f->match.length = 0;
  for (const char *at = q->text; *at;) {
    size_t length = strcspn(at, " ");
    puts_to(&f->match, f->match.length ? " AND \"" : "\"");
    put(&f->match, at, length);
    puts_to(&f->match, "\"*");
    at += length + (at[length] == ' ');
  }
  const char *const filters[][2] = {{" AND \"_ct", q->city_word}, {" AND \"_st", q->state_word}};
  for (int i = 0; i < 2; i++)
    if (*filters[i][1]) {
      puts_to(&f->match, filters[i][0]);
      puts_to(&f->match, filters[i][1]);
      puts_to(&f->match, "\"");
    }
}

const char *fts_search(fts *f, const query *q)
{
  match_prefixes(f, q);
  return answer(f, f->top, f->count);
}

const char *fts_ranked(fts *f, const query *q)
{
  match_prefixes(f, q);
  return answer(f, f->ranked_top, f->ranked_count);
}

long fts_total(const fts *f) { return f->total; }

static void try_word(fts *f, const char *word, size_t length, int *found)
{
  sqlite3_bind_text(f->word, 1, word, (int)length, SQLITE_STATIC);
  if (sqlite3_step(f->word) == SQLITE_ROW) {
    puts_to(&f->match, (*found)++ ? " OR \"" : "\"");
    put(&f->match, word, length);
    puts_to(&f->match, "\"");
  }
  sqlite3_reset(f->word);
}

/* Every word within one edit that somebody has. */
static void match_edits(fts *f, const char *word, size_t length)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  char edit[256];
  int found = 0;
  if (length > sizeof edit - 2)
    stop("a word is too long", word);
  puts_to(&f->match, "(");
  try_word(f, word, length, &found);
  for (size_t i = 0; i < length; i++) { /* one letter less, two swapped */
    memcpy(edit, word, i);
    memcpy(edit + i, word + i + 1, length - i - 1);
    if (length > 1 && (i == 0 || word[i] != word[i - 1]))
      try_word(f, edit, length - 1, &found);
    if (i + 1 < length && word[i] != word[i + 1]) {
      memcpy(edit, word, length);
      edit[i] = word[i + 1];
      edit[i + 1] = word[i];
      try_word(f, edit, length, &found);
    }
  }
  for (size_t i = 0; i <= length; i++) /* another letter, one letter more */
    for (const char *letter = letters; *letter; letter++) {
      if (i < length && *letter == word[i])
        continue;
      memcpy(edit, word, length);
      edit[i] = *letter;
      if (i < length)
        try_word(f, edit, length, &found);
      memcpy(edit + i + 1, word + i, length - i);
      try_word(f, edit, length + 1, &found);
    }
  puts_to(&f->match, found ? ")" : "\"_none\")");
}

const char *fts_typo(fts *f, const query *q)
{
  f->match.length = 0;
  for (const char *at = q->text; *at;) {
    size_t length = strcspn(at, " ");
    if (f->match.length)
      puts_to(&f->match, " AND ");
    match_edits(f, at, length);
    at += length + (at[length] == ' ');
  }
  return answer(f, f->top, f->count);
}

/* -------------------------------------------------------------- writing -- */

static void index_words(fts *f, sqlite3_int64 rid, const char *words)
{
  sqlite3_bind_int64(f->index, 1, rid);
  bind(f->index, 2, words);
  step(f->index);
  for (const char *at = words; *at;) {
    size_t length = strcspn(at, " ");
    if (*at != '_') {
      sqlite3_bind_text(f->learn, 1, at, (int)length, SQLITE_STATIC);
      step(f->learn);
    }
    at += length + (at[length] == ' ');
  }
}

void fts_create(fts *f, const char *json, const char *line)
{
  const char *words = indexed(line);
  step(f->begin);
  write_record(f->insert, NULL, json, words);
  index_words(f, sqlite3_last_insert_rowid(f->db), words);
  step(f->commit);
}

void fts_update(fts *f, const char *id, const char *json, const char *line)
{
  const char *words = indexed(line);
  step(f->begin);
  bind(f->old, 1, id);
  if (sqlite3_step(f->old) != SQLITE_ROW)
    stop("no such person", id);
  sqlite3_int64 rid = sqlite3_column_int64(f->old, 0);
  sqlite3_bind_int64(f->unindex, 1, rid);
  bind(f->unindex, 2, (const char *)sqlite3_column_text(f->old, 1));
  step(f->unindex);
  sqlite3_reset(f->old);
  write_record(f->update, id, json, words);
  index_words(f, rid, words);
  step(f->commit);
}
