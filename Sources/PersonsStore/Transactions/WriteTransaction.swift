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

  /// Runs `body` and, when it throws, takes back what it wrote.
  package func undoingOnFailure<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
    try connection.statement("SAVEPOINT part").run()
    do throws(Failure) {
      let result = try body()
      try connection.statement("RELEASE part").run()
      return result
    } catch {
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
    guard numbersGiven else { return }
    let statement = try connection.statement(
      "UPDATE store SET last_person = ?1, last_revision = ?2, last_time = ?3")
    statement.bind(1, lastPerson)
    statement.bind(2, lastRevision)
    statement.bind(3, latestTime)
    try statement.run()
  }
}
