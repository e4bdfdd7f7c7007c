/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that a file holds as one number: every column of every row of every table, read by
 * SQLite itself.
 */
#ifndef POWER_CONTENT_HASH_H
#define POWER_CONTENT_HASH_H

#include "../../bindings/c/tests/support.h"

#include <sqlite3.h>
#include <xxhash.h>

typedef struct {
  uint64_t hash;     /* 0: the file cannot be read */
  int64_t revision;
  int64_t rows;      /* persons that came with the import */
} content;

static inline void hash_value(sqlite3_stmt *statement, int column, XXH3_state_t *state)
{
  int64_t head[2] = {sqlite3_column_type(statement, column), 0};
  const void *bytes = NULL;
  if (head[0] == SQLITE_INTEGER)
    head[1] = sqlite3_column_int64(statement, column);
  else if (head[0] != SQLITE_NULL) {
    bytes = sqlite3_column_blob(statement, column);
    head[1] = sqlite3_column_bytes(statement, column);
  }
  XXH3_64bits_update(state, head, sizeof head);
  if (bytes)
    XXH3_64bits_update(state, bytes, (size_t)head[1]);
}

static inline int hash_rows(sqlite3 *file, const char *table, XXH3_state_t *state)
{
  char *text = text_of("SELECT * FROM \"%s\"", table);
  sqlite3_stmt *statement;
  int code = sqlite3_prepare_v2(file, text, -1, &statement, NULL);
  free(text);
  if (code != SQLITE_OK)
    return code;
  XXH3_64bits_update(state, table, strlen(table) + 1);
  while ((code = sqlite3_step(statement)) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count(statement); i++)
      hash_value(statement, i, state);
  sqlite3_finalize(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static inline int64_t number_of(sqlite3 *file, const char *text)
{
  sqlite3_stmt *statement;
  int64_t number = -1;
  if (sqlite3_prepare_v2(file, text, -1, &statement, NULL) != SQLITE_OK)
    return -1;
  if (sqlite3_step(statement) == SQLITE_ROW)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

static inline int hash_tables(sqlite3 *file, XXH3_state_t *state)
{
  sqlite3_stmt *tables;
  int code = sqlite3_prepare_v2(file, "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                "AND name NOT LIKE 'sqlite_%' ORDER BY name", -1, &tables, NULL);
  int sum = code;
  while (sum == SQLITE_OK && (code = sqlite3_step(tables)) == SQLITE_ROW)
    sum = hash_rows(file, (const char *)sqlite3_column_text(tables, 0), state);
  sqlite3_finalize(tables);
  return sum != SQLITE_OK ? sum : code == SQLITE_DONE ? SQLITE_OK : code;
}

/* In one snapshot. */
static inline content content_of(const char *path)
{
  content found = {0};
  sqlite3 *file;
  XXH3_state_t *state = XXH3_createState();
  XXH3_64bits_reset(state);
  if (sqlite3_open_v2(path, &file, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
      sqlite3_exec(file, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
      hash_tables(file, state) == SQLITE_OK) {
    found.revision = number_of(file, "SELECT last_revision FROM counter WHERE organization = 1");
    found.rows = number_of(file, "SELECT count(*) FROM person WHERE body LIKE '%\"Right1\"%'");
    found.hash = XXH3_64bits_digest(state) | 1;
  }
  sqlite3_close(file);
  XXH3_freeState(state);
  return found;
}

/* The bytes of a file as a number; 0 when it cannot be read. */
static inline uint64_t hash_of_file(const char *path)
{
  size_t length = 0;
  char *bytes = read_whole(path, &length);
  uint64_t hash = bytes ? XXH3_64bits(bytes, length) | 1 : 0;
  free(bytes);
  return hash;
}

#endif
