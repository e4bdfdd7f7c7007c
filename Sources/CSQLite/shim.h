/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite for Swift, and the few calls of it that Swift cannot make itself. */
#include <sqlite3.h>

/* Because sqlite3_db_config is variadic. */
static inline int persons_sqlite_config(sqlite3 *db, int option, int value)
{
  return sqlite3_db_config(db, option, value, (int *)0);
}

/* Because sqlite3_file_control takes untyped pointers. The errno of the last call on the database that failed. */
static inline int persons_sqlite_file_error(sqlite3 *db)
{
  int error = 0;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  return error;
}

/* Because the log is reached through a pointer to functions. The errno of the last call on the log that failed. */
static inline int persons_sqlite_log_error(sqlite3 *db)
{
  sqlite3_file *log = (sqlite3_file *)0;
  int error = 0;
  if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log && log->pMethods)
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  return error;
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
