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

  private var numbers: StoreNumbers
  private var numbersChanged = false
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
    numbers = try connection.storeNumbers()
  }

  /// The latest time that this file has seen; a token that expired before it stays expired.
  package var latestTime: Int64 { max(now, numbers.lastTime) }

  /// Does `work` and, when it fails, puts back the numbers that it was given: the change log has a row for each.
  func returningNumbersOnFailure(_ work: () -> Failure?) -> Failure? {
    let before = numbers
    let failure = work()
    if failure != nil { numbers = before }
    return failure
  }

  package var revision: Int64 { numbers.lastRevision }

  /// A new number for a person.
  package func nextPerson() throws(Failure) -> Int64 {
    numbersChanged = true
    let (next, overflow) = numbers.lastPerson.addingReportingOverflow(1)
    guard !overflow else { throw .corruptRecord("The table store") }
    numbers.lastPerson = next
    return next
  }

  /// A new revision.
  package func nextRevision() throws(Failure) -> Int64 {
    numbersChanged = true
    let (next, overflow) = numbers.lastRevision.addingReportingOverflow(1)
    guard !overflow else { throw .corruptRecord("The table store") }
    numbers.lastRevision = next
    return next
  }

  /// Notes that the row with this checksum comes, or goes.
  func noteRow(_ checksum: Int64) {
    numbersChanged = true
    numbers.contents ^= checksum
  }

  /// Notes that the rows of `statement`, whose first column is their checksum, go.
  func noteRows(_ statement: Statement) throws(Failure) {
    defer { statement.reset() }
    while try statement.step() { noteRow(statement.integer(0)) }
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
    let numbersBefore = numbers
    do throws(Failure) {
      let result = try body()
      try connection.statement("RELEASE part").run()
      return result
    } catch {
      forgetPendingLookups()
      numbers = numbersBefore
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
    guard numbersChanged else { return }
    numbers.lastTime = latestTime
    let statement = try connection.statement(
      """
      UPDATE store SET last_person = ?1, last_revision = ?2, last_time = ?3, contents = ?4, checksum = ?5
      """)
    statement.bind(1, numbers.lastPerson)
    statement.bind(2, numbers.lastRevision)
    statement.bind(3, numbers.lastTime)
    statement.bind(4, numbers.contents)
    statement.bind(5, numbers.checksum(seed: seed))
    try statement.run()
  }
}
