/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite for Swift, and the few calls of it that Swift cannot make itself. */
#include <sqlite3.h>

/* Because sqlite3_db_config is variadic. */
static inline int persons_sqlite_config(sqlite3 *db, int option, int value)
{
  return sqlite3_db_config(db, option, value, (int *)0);
}

/* Because SQLITE_TRANSIENT is a cast of -1 to a function pointer. */
static inline int persons_sqlite_bind_text(sqlite3_stmt *statement, int index,
                                           const char *text, int length)
{
  return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

/* Because SQLITE_TRANSIENT is a cast of -1 to a function pointer. */
static inline int persons_sqlite_bind_blob(sqlite3_stmt *statement, int index,
                                           const void *bytes, int length)
{
  return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}
