// SPDX-License-Identifier: Apache-2.0
//
// What SQLite answers, as a failure of ours. SQLite's own message is not passed on: it can quote values.

internal import CSQLite
internal import PersonsJSON

extension Failure {
  /// The failure for a result code of SQLite, extended or not.
  static func sqlite(_ code: Int32) -> Failure {
    switch code {
    case ioErrorNoMemory: return .noMemory
    default: break
    }
    let text = String(cString: sqlite3_errstr(code))
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return Failure(
        .busy, "busy",
        "Another process or call holds the file. Try again, or open it with a longer \"timeout_ms\"."
      )
    case SQLITE_FULL:
      return Failure(.full, "disk_full", "The disk or the quota is full. Nothing was written.")
    case SQLITE_IOERR:
      return Failure(
        .inputOutput, "io_error",
        "The file system failed (SQLite: \(text), code \(code)). Close the directory and open it again."
      )
    case SQLITE_NOTADB:
      return Failure(
        .corrupt, "not_a_database",
        "The file is not a database any more. Restore it from a backup or an export.")
    case SQLITE_CORRUPT:
      return Failure(
        .corrupt, "damaged_file",
        "The file is damaged. Run persons_check, and restore it from a backup or an export.")
    case SQLITE_READONLY:
      return Failure(.readOnly, "read_only", "The directory can only be read.")
    case SQLITE_CANTOPEN:
      return Failure(
        .inputOutput, "cannot_open", "A file of the directory could not be opened (\(text)).")
    case SQLITE_PERM, SQLITE_AUTH:
      return Failure(.permission, "permission", "The file system does not permit it.")
    case SQLITE_NOMEM:
      return .noMemory
    case SQLITE_INTERRUPT:
      return .interrupted
    case SQLITE_TOOBIG:
      return Failure(.tooLarge, "too_large", "A record is larger than SQLite can hold.")
    default:
      return .internal("SQLite answered \(code), \(text)")
    }
  }

}

/// SQLITE_IOERR_NOMEM: extended codes are macros with arithmetic, which Swift does not import.
private let ioErrorNoMemory: Int32 = SQLITE_IOERR | (12 << 8)
