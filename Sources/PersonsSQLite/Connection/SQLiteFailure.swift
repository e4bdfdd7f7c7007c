// SPDX-License-Identifier: Apache-2.0
//
// What SQLite answers, as a failure of ours. SQLite's own message is not passed on: it can quote values.

internal import CSQLite
internal import Glibc
internal import PersonsJSON
internal import PersonsSystem

extension Failure {
  /// Why the last call on a connection failed.
  static func sqlite(_ handle: OpaquePointer) -> Failure {
    let code = sqlite3_extended_errcode(handle)
    switch code & 0xFF {
    case SQLITE_IOERR where code == ioErrorWrite:
      // SQLite looks after it has undone the write, and then the number may be another's.
      return ofSystem(persons_sqlite_log_error(handle))
        ?? ofSystem(sqlite3_system_errno(handle)) ?? sqlite(code)
    case SQLITE_IOERR where !saysLittle(code), SQLITE_CANTOPEN:
      let error = sqlite3_system_errno(handle)
      if error == ENOENT, let path = sqlite3_db_filename(handle, "main"), access(path, F_OK) == 0 {
        return ofMaking(beside: String(cString: path)) ?? sqlite(code)
      }
      return ofSystem(error) ?? sqlite(code)
    case SQLITE_CORRUPT:
      return ofReading(handle) ?? sqlite(code)
    default:
      return sqlite(code)
    }
  }

  /// Whether the system's error number tells nothing about a result code: there was none, or what a sync that
  /// failed leaves on the disk is unknown whatever the reason was.
  private static func saysLittle(_ code: Int32) -> Bool {
    switch code >> 8 {
    case 1, 2, 4, 5: true  // READ, SHORT_READ, FSYNC, DIR_FSYNC
    default: false
    }
  }

  /// The failure of a disk that did not give back a part of the file or of its log: SQLite says that they are damaged
  /// then (SQLITE_IOERR_CORRUPTFS).
  static func ofReading(_ handle: OpaquePointer) -> Failure? {
    let errors = [persons_sqlite_file_error(handle), persons_sqlite_log_error(handle)]
    guard errors.contains(EIO) || errors.contains(ENXIO) else { return nil }
    return Failure(
      .inputOutput, "io_error",
      "The file could not be read from the disk. Close the directory and open it again.")
  }

  /// Why no file can be made beside one that is there; nil when one can. SQLite opens for reading what it cannot make,
  /// and of the two errors keeps the second, that it is not there.
  private static func ofMaking(beside path: String) -> Failure? {
    let trial = path + "-trial-" + hexadecimal(randomBytes(6))
    let descriptor = openFile(trial, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, mode: 0o600)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: return nil
      case EIO: return sqlite(SQLITE_IOERR)
      default: return ofSystem(errno)
      }
    }
    unlink(trial)
    close(descriptor)
    return nil
  }

  /// The causes that a caller can do something about.
  private static func ofSystem(_ error: Int32) -> Failure? {
    switch error {
    case ENOSPC, EDQUOT: sqlite(SQLITE_FULL)
    case EFBIG: .fileSizeLimit
    case ENOENT: .fileMoved
    case EMFILE, ENFILE: .tooManyFiles
    case EACCES, EPERM: sqlite(SQLITE_PERM)
    case EROFS: sqlite(SQLITE_READONLY)
    // The kernel has no lock left: SQLite calls that busy, except where it gives up a part of a lock.
    case ENOLCK: sqlite(SQLITE_BUSY)
    default: nil
    }
  }

  /// The failure for a result code of SQLite, extended or not.
  static func sqlite(_ code: Int32) -> Failure {
    switch code {
    case ioErrorNoMemory: return .noMemory
    default: break
    }
    let text = String(cString: sqlite3_errstr(code))
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
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

  /// Nothing leads to the file any more, or to another.
  static var fileMoved: Failure {
    Failure(
      .inputOutput, "file_moved",
      "The file was removed, renamed or replaced while it was open. Close the directory and open it again."
    )
  }
}

/// SQLITE_IOERR_NOMEM: extended codes are macros with arithmetic, which Swift does not import.
private let ioErrorNoMemory: Int32 = SQLITE_IOERR | (12 << 8)

/// SQLITE_IOERR_WRITE
let ioErrorWrite: Int32 = SQLITE_IOERR | (3 << 8)
