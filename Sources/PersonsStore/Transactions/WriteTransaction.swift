// SPDX-License-Identifier: Apache-2.0
//
// A transaction of the writer: the connection, the time of the write, and the numbers it gives out.
// Every change of a person goes through here, so that none is without its row in the change log.

package import PersonsJSON

package final class WriteTransaction {
  package let connection: Connection
  package let seed: UInt64
  /// The time of the write, milliseconds since 1970.
  package let now: Int64

  private var lastPerson: Int64
  private var lastRevision: Int64
  private var lastTime: Int64
  private var numbersGiven = false
  /// Lookup keys that are written later, sorted: each is on another page of a large table, and a page is then
  /// written once for all the keys on it.
  private var pendingLookups: [(key: Int64, person: Int64)] = []
  private var pendingKeys: Set<Int64> = []

  /// More keys than this do not wait.
  private static let mostPending = 1 << 17

  init(_ connection: Connection, seed: UInt64) throws(Failure) {
    self.connection = connection
    self.seed = seed
    now = currentMilliseconds()
    let statement = try connection.statement(
      "SELECT last_person, last_revision, last_time FROM store")
    defer { statement.reset() }
    guard try statement.step() else { throw .corruptRecord("The table store") }
    lastPerson = statement.integer(0)
    lastRevision = statement.integer(1)
    lastTime = StoredTime.bounded(statement.integer(2))
  }

  /// The latest time that this file has seen; a token that expired before it stays expired.
  package var latestTime: Int64 { max(now, lastTime) }

  package var revision: Int64 { lastRevision }

  /// A new number for a person.
  package func nextPerson() throws(Failure) -> Int64 {
    numbersGiven = true
    let (next, overflow) = lastPerson.addingReportingOverflow(1)
    guard !overflow else { throw .corruptRecord("The table store") }
    lastPerson = next
    return next
  }

  /// A new revision.
  package func nextRevision() throws(Failure) -> Int64 {
    numbersGiven = true
    let (next, overflow) = lastRevision.addingReportingOverflow(1)
    guard !overflow else { throw .corruptRecord("The table store") }
    lastRevision = next
    return next
  }

  /// Files a person under a key. Whoever reads keys in this transaction settles them first.
  func addLookup(_ key: Int64, person: Int64) throws(Failure) {
    pendingLookups.append((key, person))
    pendingKeys.insert(key)
    if pendingLookups.count > WriteTransaction.mostPending { try settleLookups() }
  }

  /// Makes sure that persons are found by this key.
  package func settleLookups(of key: Int64) throws(Failure) {
    if pendingKeys.contains(key) { try settleLookups() }
  }

  /// Makes sure that persons are found by every key.
  func settleLookups() throws(Failure) {
    guard !pendingLookups.isEmpty else { return }
    let statement = try connection.statement(
      "INSERT OR IGNORE INTO lookup (key, person) VALUES (?1, ?2)")
    for lookup in pendingLookups.sorted(by: { ($0.key, $0.person) < ($1.key, $1.person) }) {
      statement.bind(1, lookup.key)
      statement.bind(2, lookup.person)
      try statement.run()
    }
    forgetPendingLookups()
  }

  private func forgetPendingLookups() {
    pendingLookups.removeAll(keepingCapacity: true)
    pendingKeys.removeAll(keepingCapacity: true)
  }

  /// Runs `body` and, when it throws, takes back what it wrote.
  package func undoingOnFailure<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
    // What waits from before stays when this is taken back; what waits from inside does not.
    try settleLookups()
    try connection.statement("SAVEPOINT part").run()
    do throws(Failure) {
      let result = try body()
      try connection.statement("RELEASE part").run()
      return result
    } catch {
      forgetPendingLookups()
      // After the disk's failures SQLite may have ended the whole transaction already.
      if connection.inTransaction {
        try connection.statement("ROLLBACK TO part").run()
        try connection.statement("RELEASE part").run()
      }
      throw error
    }
  }

  /// Writes down the numbers that were given out: the last thing before the commit.
  func finish() throws(Failure) {
    try settleLookups()
    guard numbersGiven else { return }
    let statement = try connection.statement(
      "UPDATE store SET last_person = ?1, last_revision = ?2, last_time = ?3")
    statement.bind(1, lastPerson)
    statement.bind(2, lastRevision)
    statement.bind(3, latestTime)
    try statement.run()
  }
}
