// SPDX-License-Identifier: Apache-2.0
//
// The connection that writes, as the queue of the writes uses it (WriteQueue): beginning, committing, and refusing to
// go on once the disk has failed.

internal import CSQLite
internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

final class WriteEngine: CommitEngine, @unchecked Sendable {
  private let connection: Connection
  private let options: StoreOptions
  private let interruptions: Interruptions
  /// Set when a commit failed on the disk: what the disk holds is unknown until the file is reopened.
  private let broken = Locked<Failure?>(nil)
  /// The folder whose names are still to be made durable: that of the write-ahead log, without which the commits in it
  /// are lost. SQLite does it once, and does not tell when it fails.
  private let unsyncedFolder: Locked<String?>
  /// The transaction that the writes of the leader's commit share; of the leader's thread.
  private(set) var commit: Commit

  /// How long SQLite waits for another process before we look whether we were interrupted.
  private static let waitSlice = 20

  /// - Parameter folder: where the write-ahead log is; nil when its name need not be durable.
  init(
    connection: Connection, options: StoreOptions, interruptions: Interruptions, folder: String?
  ) {
    unsyncedFolder = Locked(folder)
    commit = Commit(connection)
    self.connection = connection
    self.options = options
    self.interruptions = interruptions
  }

  var refusal: Failure? { broken.withLock { $0 } }

  /// Takes the file's write lock, waiting for other processes as long as the options say.
  func begin(deadline: Int64, _ interruption: Interruption) throws(Failure) {
    connection.setBusyTimeout(milliseconds: min(WriteEngine.waitSlice, options.timeoutMilliseconds))
    defer { connection.setBusyTimeout(milliseconds: options.timeoutMilliseconds) }
    while true {
      do throws(Failure) {
        try connection.statement("BEGIN IMMEDIATE").run()
        // What is written to a file that nothing leads to would be answered, and then be gone.
        if connection.hasMoved { throw Failure.fileMoved }
        commit = Commit(connection)
        return
      } catch {
        guard error.kind == .busy, monotonicMilliseconds() < deadline else { throw error }
      }
      try interruption.check()
    }
  }

  func perform(_ write: () -> Failure?) -> (failure: Failure?, leftNothing: Bool) {
    let changesBefore = connection.changes
    let numbersBefore = commit.counters
    let failure = write()
    // The change log has a row for each number that is given out.
    if failure != nil { commit.counters = numbersBefore }
    return (failure, connection.changes == changesBefore && connection.inTransaction)
  }

  func finish() throws(Failure) {
    try commit.finish()
    try syncNameOfLog()
    try notingFailure { () throws(Failure) in try connection.statement("COMMIT").run() }
  }

  func rollback() { connection.rollback() }

  /// Writes the write-ahead log of the file at `path` into it and empties the log, durably.
  func emptyWriteAheadLog(of path: String) throws(Failure) {
    try notingFailure { () throws(Failure) in
      guard try connection.pragma("PRAGMA wal_checkpoint(TRUNCATE)") == "0" else {
        throw .sqlite(SQLITE_BUSY)
      }
      try syncing { () throws(Failure) in
        // No process locks the log itself, so closing it takes nobody's lock away.
        try asking { () throws(SystemError) in
          try syncFile(path + "-wal")
          try syncFolder(folder(of: path))
        }
      }
    }
  }

  func close() {
    interruptions.remove(connection)
    // An interruption that met no statement would stop the checkpoint that SQLite makes when it closes;
    // the beginning of a statement takes it back.
    _ = try? connection.firstInteger("SELECT 1")
  }

  // MARK: The disk

  /// Ahead of the first commit, for the log is there since its transaction began: a write whose log may be lost is
  /// refused, and not made.
  private func syncNameOfLog() throws(Failure) {
    guard let folder = unsyncedFolder.withLock({ $0 }) else { return }
    try syncing { () throws(Failure) in
      try asking { () throws(SystemError) in try syncFolder(folder) }
    }
    unsyncedFolder.withLock { $0 = nil }
  }

  /// Runs `body`, which syncs what SQLite does not. After a failure the handle writes no more.
  private func syncing(_ body: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try body()
    } catch {
      // Where only a descriptor was missing, nothing is unknown.
      if error != .tooManyFiles { refuseFurtherWrites() }
      throw error
    }
  }

  /// Runs `body`, which writes to the disk. After a failure there the handle writes no more.
  private func notingFailure(_ body: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try body()
    } catch {
      if connection.leftDiskUnknown { refuseFurtherWrites() }
      throw error
    }
  }

  private func refuseFurtherWrites() {
    broken.withLock {
      $0 = Failure(
        .inputOutput, "io_error",
        "An earlier write failed on the disk, so this handle writes no more. Close the directory and open it again."
      )
    }
  }
}
