// SPDX-License-Identifier: Apache-2.0
//
// An open file: its readers, its writer, and the way to stop them. What is in the file is the matter of
// the tables.

package import PersonsJSON
internal import PersonsSystem

package final class Store: Sendable {
  /// The secret of the file that checksums and lookup keys are seeded with.
  package let seed: UInt64
  /// 16 bytes: which file this is.
  package let storeId: [UInt8]
  package let options: StoreOptions

  private let location: StoreLocation
  private let opener: ConnectionOpener
  private let readers: ReaderPool
  private let writer: Writer?
  private let interruptions: Interruptions

  /// Opens a path, or ":memory:".
  package init(_ path: String, options: StoreOptions) throws(Failure) {
    let found =
      try path == ":memory:" ? StoreLocation.memory() : StoreLocation.file(path, options: options)
    let interruptions = Interruptions()
    let firstOpener = ConnectionOpener(
      location: found, options: options, interruptions: interruptions)
    let (first, location) = try firstOpener.openFirst()
    let identity = try firstOpener.identity(of: first)
    let laterOpener = ConnectionOpener(
      location: location, options: options, interruptions: interruptions,
      expectedStoreId: identity.storeId, expectedFile: location.file)
    self.options = options
    self.location = location
    self.interruptions = interruptions
    seed = identity.seed
    storeId = identity.storeId
    if !location.isMemory { OpenStores.add(location.path) }
    opener = laterOpener
    readers = ReaderPool(opener: laterOpener)
    if options.readOnly {
      writer = nil
      readers.give(back: first)
    } else {
      writer = Writer(
        connection: first, options: options, interruptions: interruptions,
        folder: location.isMemory || options.durability != .full ? nil : folder(of: location.path))
    }
  }

  /// Whether the directory is in memory, so that there is no file.
  package var isMemory: Bool { location.isMemory }

  /// The absolute path of the file.
  package var path: String { location.path }

  /// Runs `body` in one snapshot.
  package func read<R>(
    _ body: (Connection) throws(Failure) -> R
  ) throws(Failure) -> R {
    let connection = try readers.take()
    defer { readers.give(back: connection) }
    try connection.statement("BEGIN").run()
    defer { try? connection.statement("COMMIT").run() }
    return try body(connection)
  }

  /// Runs `body`, which executes one statement: SQLite sees one snapshot in that by itself.
  package func readOnce<R>(
    _ body: (Connection) throws(Failure) -> R
  ) throws(Failure) -> R {
    let connection = try readers.take()
    defer { readers.give(back: connection) }
    return try body(connection)
  }

  /// Runs `body` in a transaction and returns once it is durable. `body` is run again, from the start,
  /// when a neighbour in the same commit failed; it must depend on the transaction alone.
  package func write<R>(
    _ body: @escaping (WriteTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    guard let writer else { throw .openedReadOnly }
    return try writer.perform(seed: seed, body)
  }

  /// Runs `body` with a connection that may copy the file to another, outside of a transaction.
  func withCopyingConnection<R>(
    _ body: (Connection) throws(Failure) -> R
  ) throws(Failure) -> R {
    // One of its own, for SQLite counts the copy as a write, which the readers' are kept from.
    let connection = try opener.openReader()
    defer { interruptions.remove(connection) }
    try connection.execute("PRAGMA query_only = OFF")
    return try body(connection)
  }

  /// Writes the log into the database and empties it, so that nothing of what was deleted is left in either, and makes
  /// durable that the log is empty and which files beside it are gone: SQLite does not, for a log that comes back with
  /// a power cut is no danger to it.
  ///
  /// - Throws: `busy` when a reader of an old state keeps it from being emptied.
  package func cleanLog() throws(Failure) {
    guard !isMemory else { return }
    guard let writer else { throw .openedReadOnly }
    try writer.emptyLog(of: location.path)
  }

  /// Ends what runs now.
  package func interrupt() { interruptions.interrupt() }

  /// What a call asks now and then to learn whether it was interrupted since it began.
  package func interruption() -> Interruption { Interruption(interruptions) }

  /// Closes the connections. Nothing may run.
  package func close() {
    readers.close()
    writer?.close()
    if !isMemory { OpenStores.remove(location.path) }
  }
}

extension Failure {
  fileprivate static var openedReadOnly: Failure {
    Failure(.readOnly, "read_only", "The directory was opened with \"read_only\".")
  }
}
