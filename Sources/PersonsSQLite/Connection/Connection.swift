// SPDX-License-Identifier: Apache-2.0
//
// One connection to SQLite with its prepared statements. Used by one thread at a time: whoever has taken
// it from the pool, or the writer's leader. Only interrupt() is called from others.

internal import CSQLite
internal import PersonsJSON

/// The statements whose texts are put together from parts.
enum ComposedStatement: Int, CaseIterable {
  case person, changes, changesAndPersons, changesOfDeleted, changeOfDeleted
  case token, tokens, presentedToken
  case checkedPerson, checkedPersons, checkedDeleted
  case visiblePersons, personsFrom, personInList, identified, numberedPersons
  case groupChange, groupChanges, fewGroupChanges, visibleLog, apart, checkedGroupChanges
}

final class Connection: @unchecked Sendable {
  let handle: OpaquePointer
  /// The secret of the file that checksums are seeded with; 0 until the file is known.
  var seed: UInt64 = 0
  private var statements: [UInt: Statement] = [:]
  private var composed = [Statement?](repeating: nil, count: ComposedStatement.allCases.count)
  /// Statements of which several are used at once.
  private var cursors: [UInt: [Statement]] = [:]
  /// Those of PersonQuery, by their shapes.
  private var queries: [Statement?] = []
  /// Groups that were read before (KnownGroups.swift).
  var groups = KnownGroups()
  /// Of all connections of a store.
  let members: GroupMembers

  /// Opens `path` (a URI when the flags say so) with SQLite's open flags.
  init(path: String, flags: Int32, members: GroupMembers = GroupMembers()) throws(Failure) {
    self.members = members
    var handle: OpaquePointer?
    // The pool and the writer see to it that one thread uses it at a time: no mutex in SQLite.
    let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      let failure = handle.map { Failure.sqlite($0) } ?? .sqlite(code)
      sqlite3_close_v2(handle)
      throw failure
    }
    sqlite3_extended_result_codes(handle, 1)
    self.handle = handle
    try GroupFilter.install(on: handle)
  }

  deinit {
    statements.removeAll()
    composed.removeAll()
    cursors.removeAll()
    queries.removeAll()
    sqlite3_close_v2(handle)
  }

  /// The cached statement for a text of the source code.
  func statement(_ sql: StaticString) throws(Failure) -> Statement {
    let key = UInt(bitPattern: sql.utf8Start)
    if let statement = statements[key] { return statement }
    let statement = try prepare(sql.description)
    statements[key] = statement
    return statement
  }

  /// The cached statement for a text that is put together from parts, once.
  func statement(_ name: ComposedStatement, _ sql: () -> String) throws(Failure) -> Statement {
    if let statement = composed[name.rawValue] { return statement }
    let statement = try prepare(sql())
    composed[name.rawValue] = statement
    return statement
  }

  /// The cached statement for a query of persons. Shapes are numbered from 0, and there are few.
  func statement(shape: Int, _ sql: () -> String) throws(Failure) -> Statement {
    if shape < queries.count, let statement = queries[shape] { return statement }
    let statement = try prepare(sql())
    while queries.count <= shape { queries.append(nil) }
    queries[shape] = statement
    return statement
  }

  /// A statement for a text of the source code, of which the caller takes several.
  func takeCursor(_ sql: StaticString) throws(Failure) -> Statement {
    if let cursor = cursors[UInt(bitPattern: sql.utf8Start)]?.popLast() { return cursor }
    return try prepare(sql.description)
  }

  /// Takes statements back that were reset.
  func give(back statements: [Statement], for sql: StaticString) {
    cursors[UInt(bitPattern: sql.utf8Start), default: []] += statements
  }

  private func prepare(_ sql: String) throws(Failure) -> Statement {
    var handle: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    let code = sqlite3_prepare_v3(self.handle, sql, -1, flags, &handle, nil)
    guard code == SQLITE_OK, let handle else { throw failure }
    return Statement(handle)
  }

  /// Why a text was not taken. Our statements fit our tables: one that does not has met tables that are not ours.
  private var failure: Failure {
    sqlite3_extended_errcode(handle) == SQLITE_ERROR ? .sqlite(SQLITE_CORRUPT) : .sqlite(handle)
  }

  /// Runs a text of one or more statements that have no rows and no parameters.
  func execute(_ sql: String) throws(Failure) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  /// The first column of the first row, nil when there is no row.
  func firstInteger(_ sql: StaticString) throws(Failure) -> Int64? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : nil
  }

  /// The first column of the first row of a statement that is used once.
  func pragma(_ sql: String) throws(Failure) -> String {
    let statement = try prepare(sql)
    return try statement.step() ? statement.string(0) : ""
  }

  /// Whether SQLite finds the file sound.
  ///
  /// - Throws: `io_error` when the disk does not give back a part of it, which SQLite tells like damage.
  func isSound() throws(Failure) -> Bool {
    do throws(Failure) {
      if try pragma("PRAGMA integrity_check(1)") == "ok" { return true }
    } catch {
      // It can be so damaged that SQLite does not even begin.
      guard error.kind == .corrupt else { throw error }
    }
    if let readFailure { throw readFailure }
    return false
  }

  /// The texts of the first column of a statement that is used once.
  func texts(_ sql: String) throws(Failure) -> [String] {
    let statement = try prepare(sql)
    var texts: [String] = []
    while try statement.step() { texts.append(statement.string(0)) }
    return texts
  }

  /// Rows changed by this connection since it was opened.
  var changes: Int64 { sqlite3_total_changes64(handle) }

  /// Whether a transaction is open.
  var inTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Ends the transaction, if one is open, and forgets what it wrote. Tried again when it is interrupted.
  func rollback() {
    var attempts = 0
    while inTransaction, attempts < 100 {
      try? statement("ROLLBACK").run()
      attempts += 1
    }
  }

  /// Whether SQLite could only open the file for reading.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// Whether the path of the file leads to nothing, or to another file.
  var hasMoved: Bool {
    var moved: Int32 = 0
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved)
    return moved != 0
  }

  /// What SQLite tells as damage when the disk did not give back a part of the file; nil when it gave all.
  var readFailure: Failure? { Failure.ofReading(handle) }

  /// Whether the last call failed so that the disk may hold more of it, or less, than SQLite knows. That the disk is
  /// full SQLite finds out ahead of the commit.
  var leftDiskUnknown: Bool {
    let code = sqlite3_extended_errcode(handle)
    if code == ioErrorWrite, Failure.sqlite(handle).kind == .full { return false }
    return code & 0xFF == SQLITE_IOERR || code & 0xFF == SQLITE_CANTOPEN
  }

  /// Makes the statement that runs fail with SQLITE_INTERRUPT. From any thread.
  func interrupt() { sqlite3_interrupt(handle) }

  /// How long SQLite waits by itself for locks of others.
  func setBusyTimeout(milliseconds: Int) {
    sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
  }

  func configure(_ option: Int32, _ on: Bool) {
    _ = persons_sqlite_config(handle, option, on ? 1 : 0)
  }
}
