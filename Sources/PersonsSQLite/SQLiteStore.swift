// SPDX-License-Identifier: Apache-2.0
//
// A store in a file: its readers, its writer, and the way to stop them. What is in the file is the matter of
// the tables.

package import PersonsJSON
package import PersonsStore
internal import PersonsSystem

package final class SQLiteStore: Store {
  package let seed: UInt64
  /// 16 bytes: which file this is.
  let storeId: [UInt8]
  private let options: StoreOptions

  private let place: StoreLocation
  private let opener: ConnectionOpener
  private let readers: ReaderPool
  private let writes: WriteQueue?
  /// The engine of `writes`.
  private let engine: WriteEngine?
  private let interruptions: Interruptions

  /// Opens a path, or ":memory:".
  package init(_ path: String, options: StoreOptions) throws(Failure) {
    let found =
      try path == ":memory:" ? StoreLocation.memory() : StoreLocation.file(path, options: options)
    let interruptions = Interruptions()
    let members = GroupMembers()
    let firstOpener = ConnectionOpener(
      location: found, options: options, interruptions: interruptions, members: members)
    let (first, location) = try firstOpener.openFirst()
    let identity = try firstOpener.identity(of: first)
    let laterOpener = ConnectionOpener(
      location: location, options: options, interruptions: interruptions, members: members,
      expectedStoreId: identity.storeId, expectedFile: location.file)
    self.options = options
    place = location
    self.interruptions = interruptions
    seed = identity.seed
    storeId = identity.storeId
    if !location.isMemory { OpenStores.add(location.path) }
    opener = laterOpener
    readers = ReaderPool(opener: laterOpener)
    if options.readOnly {
      writes = nil
      engine = nil
      readers.give(back: first)
    } else {
      let engine = WriteEngine(
        connection: first, options: options, interruptions: interruptions,
        folder: location.isMemory || options.durability != .full ? nil : folder(of: location.path))
      writes = WriteQueue(engine, timeoutMilliseconds: options.timeoutMilliseconds)
      self.engine = engine
    }
  }

  package var isReadOnly: Bool { options.readOnly }
  package var location: String { isMemory ? ":memory:" : place.path }
  var isMemory: Bool { place.isMemory }
  /// The absolute path of the file.
  var path: String { place.path }

  package func organization(_ slug: String?) throws(Failure) -> Organization? {
    try withReader { (connection) throws(Failure) in try connection.organization(slug) }
  }

  package func presentedToken(
    _ tokenId: String, secretHash: [UInt8]
  ) throws(Failure) -> PresentedToken? {
    try withReader { (connection) throws(Failure) in
      try connection.presentedToken(tokenId, secretHash: secretHash)
    }
  }

  // MARK: Transactions

  package func read<R>(
    in organization: Int64, _ body: (any ReadTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    try withSnapshot { (connection) throws(Failure) in
      try body(SQLiteReadTransaction(connection: connection, organization: organization))
    }
  }

  package func readOnce<R>(
    in organization: Int64, _ body: (any ReadTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    try withReader { (connection) throws(Failure) in
      try body(SQLiteReadTransaction(connection: connection, organization: organization))
    }
  }

  package func write<R>(
    in organization: Int64, _ body: @escaping (any WriteTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    let (writes, engine) = try writing()
    return try writes.perform(interruption()) { () throws(Failure) in
      try body(SQLiteWriteTransaction(commit: engine.commit, organization: organization))
    }
  }

  package func searchSource(of organization: Int64) -> any SearchSource {
    SQLiteSearchSource(self, organization: organization)
  }

  /// Notes, durably, which search index is the organization's.
  func setSearchId(_ searchId: [UInt8], of organization: Int64) throws(Failure) {
    let (writes, engine) = try writing()
    try writes.perform(interruption()) { () throws(Failure) in
      try SQLiteWriteTransaction(commit: engine.commit, organization: organization)
        .setSearchId(searchId)
    }
  }

  private func writing() throws(Failure) -> (queue: WriteQueue, engine: WriteEngine) {
    guard let writes, let engine else { throw .openedReadOnly }
    return (writes, engine)
  }

  /// Runs `body`, which executes one statement: SQLite sees one state in that by itself.
  private func withReader<R>(
    _ body: (Connection) throws(Failure) -> R
  ) throws(Failure) -> R {
    let connection = try readers.take()
    defer { readers.give(back: connection) }
    return try body(connection)
  }

  /// Runs `body` in one snapshot.
  func withSnapshot<R>(_ body: (Connection) throws(Failure) -> R) throws(Failure) -> R {
    let connection = try readers.take()
    defer { readers.give(back: connection) }
    try connection.statement("BEGIN").run()
    defer { try? connection.statement("COMMIT").run() }
    return try body(connection)
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

  /// How many writes wait for their turn.
  package var waitingWrites: Int { writes?.waiting ?? 0 }

  // MARK: The whole file

  package func check<R>(
    _ interruption: Interruption, indexes: ([any ReadTransaction]) throws(Failure) -> R
  ) throws(Failure) -> (findings: StoreFindings, indexes: R?) {
    try withSnapshot { (connection) throws(Failure) in
      var check = StoreCheck(connection, interruption: interruption)
      let findings = try check.run()
      // Where records are damaged, there is nothing to hold the indexes against.
      guard findings.problems.isEmpty else { return (findings, nil) }
      var organizations: [any ReadTransaction] = []
      try connection.forEachOrganization(limit: nil, skip: 0) {
        organizations.append(
          SQLiteReadTransaction(connection: connection, organization: $0.number))
      }
      return (findings, try indexes(organizations))
    }
  }

  /// Writes the write-ahead log into the database and empties it, and makes durable that the log is empty and which
  /// files beside it are gone: SQLite does not, for a log that comes back with a power cut is no danger to it.
  package func forgetThePast() throws(Failure) {
    guard !isMemory else { return }
    let (writes, engine) = try writing()
    try writes.exclusively(interruption()) { () throws(Failure) in
      try engine.emptyWriteAheadLog(of: path)
    }
  }

  // MARK: Ending

  package func interrupt() { interruptions.interrupt() }

  package func interruption() -> Interruption { Interruption(interruptions.counter) }

  package func close() {
    readers.close()
    engine?.close()
    if !isMemory { OpenStores.remove(path) }
  }
}
