// SPDX-License-Identifier: Apache-2.0
//
// A transaction of the writer: the connection, the time of the write, and the numbers it gives out.
// Every change of a person goes through here, so that none is without its row in the change log.

package import PersonsJSON
internal import PersonsSystem

package final class WriteTransaction {
  package let connection: Connection
  package let seed: UInt64
  /// The time of the write, milliseconds since 1970.
  package let now: Int64

  /// What the organizations count of which something was written.
  private var counters: [Int64: Counter] = [:]
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
  }

  /// What an organization counts, with what this transaction has written.
  package func counter(of organization: Int64) throws(Failure) -> Counter {
    if let counter = counters[organization] { return counter }
    return try connection.counter(of: organization)
  }

  /// Changes what an organization counts. Its latest time is this write's from then on.
  func count<R>(
    _ organization: Int64, _ body: (inout Counter) throws(Failure) -> R
  ) throws(Failure) -> R {
    var counter = try counter(of: organization)
    counter.lastTime = max(counter.lastTime, now)
    let result = try body(&counter)
    counters[organization] = counter
    return result
  }

  /// The latest time that an organization has seen; a token that expired before it stays expired.
  package func latestTime(of organization: Int64) throws(Failure) -> Int64 {
    max(now, try counter(of: organization).lastTime)
  }

  /// Does `work` and, when it fails, puts back the numbers that it was given: the change log has a row for each.
  func returningNumbersOnFailure(_ work: () -> Failure?) -> Failure? {
    let before = counters
    let failure = work()
    if failure != nil { counters = before }
    return failure
  }

  /// The key of a new person.
  func nextPerson(of organization: Int64) throws(Failure) -> Int64 {
    try count(organization) { (counter) throws(Failure) in
      guard counter.lastPerson < RowKey.largestNumber else {
        throw .corruptRecord("The table counter")
      }
      counter.lastPerson += 1
      counter.persons &+= 1
      return RowKey.key(organization: organization, number: counter.lastPerson)
    }
  }

  /// A new revision.
  func nextRevision(of organization: Int64) throws(Failure) -> Int64 {
    try count(organization) { (counter) throws(Failure) in
      guard counter.lastRevision < RowKey.largestNumber else {
        throw .corruptRecord("The table counter")
      }
      counter.lastRevision += 1
      return counter.lastRevision
    }
  }

  /// Notes that the row of an organization with this checksum comes, or goes.
  func noteRow(_ checksum: Int64, of organization: Int64) throws(Failure) {
    try count(organization) { (counter) throws(Failure) in counter.contents ^= checksum }
  }

  /// Notes that the rows of `statement`, whose first column is their checksum, go.
  func noteRows(_ statement: Statement, of organization: Int64) throws(Failure) {
    defer { statement.reset() }
    while try statement.step() { try noteRow(statement.integer(0), of: organization) }
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
    let countersBefore = counters
    do throws(Failure) {
      let result = try body()
      try connection.statement("RELEASE part").run()
      return result
    } catch {
      forgetPendingLookups()
      counters = countersBefore
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
    for (organization, counter) in counters {
      try connection.updateCounter(counter, of: organization)
    }
  }
}
