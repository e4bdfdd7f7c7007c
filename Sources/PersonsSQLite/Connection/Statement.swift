// SPDX-License-Identifier: Apache-2.0
//
// One prepared statement: bind, step, read columns. Who takes one from a connection resets it.

internal import CSQLite
internal import PersonsJSON

final class Statement {
  private let handle: OpaquePointer
  private var bindFailure: Int32 = SQLITE_OK

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }

  // MARK: Binding. Parameters count from 1. A failure is kept and thrown by the next step.

  func bind(_ index: Int32, _ value: Int64) {
    note(sqlite3_bind_int64(handle, index, value))
  }

  func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { note(sqlite3_bind_null(handle, index)) }
  }

  func bind(_ index: Int32, _ value: Bool) { bind(index, value ? 1 : 0) }

  func bind(_ index: Int32, _ value: String) {
    var value = value
    value.withUTF8 { bind(index, text: $0) }
  }

  func bind(_ index: Int32, _ value: String?) {
    if let value { bind(index, value) } else { note(sqlite3_bind_null(handle, index)) }
  }

  func bind(_ index: Int32, text: UnsafeBufferPointer<UInt8>) {
    guard let length = Int32(exactly: text.count) else { return note(SQLITE_TOOBIG) }
    guard let start = text.baseAddress else {
      return note(persons_sqlite_bind_text(handle, index, "", 0))
    }
    start.withMemoryRebound(to: CChar.self, capacity: text.count) {
      note(persons_sqlite_bind_text(handle, index, $0, length))
    }
  }

  func bind(_ index: Int32, blob: [UInt8]) {
    guard let length = Int32(exactly: blob.count) else { return note(SQLITE_TOOBIG) }
    blob.withUnsafeBytes { note(persons_sqlite_bind_blob(handle, index, $0.baseAddress, length)) }
  }

  private func note(_ code: Int32) {
    if code != SQLITE_OK { bindFailure = code }
  }

  // MARK: Stepping

  /// Steps to the next row; false when there is none.
  func step() throws(Failure) -> Bool {
    guard bindFailure == SQLITE_OK else { throw .sqlite(bindFailure) }
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw .sqlite(sqlite3_db_handle(handle))
    }
  }

  /// Steps once, for statements without rows, and resets.
  func run() throws(Failure) {
    defer { reset() }
    _ = try step()
  }

  /// Runs a statement that returns one number for the row that it writes, and resets.
  func runReturning() throws(Failure) -> Int64 {
    defer { reset() }
    let number = try step() ? integer(0) : 0
    _ = try step()
    return number
  }

  /// Makes the statement ready for its next use. Bound values are kept by SQLite until then.
  func reset() {
    sqlite3_reset(handle)
    bindFailure = SQLITE_OK
  }

  // MARK: Columns. They count from 0 and are valid until the next step.

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// What kinds of values we store.
  enum Kind { case null, integer, bytes }

  func kind(_ column: Int32) -> Kind {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer
    default: .bytes
    }
  }

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  /// The bytes of a text or blob, valid until the next step or reset.
  func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    guard let start = sqlite3_column_blob(handle, column) else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    let count = Int(sqlite3_column_bytes(handle, column))
    return UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
  }

  func string(_ column: Int32) -> String {
    String(decoding: bytes(column), as: UTF8.self)
  }

  func optionalString(_ column: Int32) -> String? {
    isNull(column) ? nil : string(column)
  }
}
