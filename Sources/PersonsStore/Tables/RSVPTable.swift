// SPDX-License-Identifier: Apache-2.0
//
// Answers to events: one row a person and event, with its history.

package import PersonsJSON
internal import PersonsSystem

package struct RSVPRow: Sendable {
  package let number: Int64
  package var status: String?
  package var attendance: String?
  /// JSON objects with commas between them, oldest first.
  package var history: String

  package init(number: Int64 = 0, status: String?, attendance: String?, history: String) {
    self.number = number
    self.status = status
    self.attendance = attendance
    self.history = history
  }

  package static func checksum(
    person: Int64, event: Int64, status: String?, attendance: String?, history: String,
    seed: UInt64
  ) -> Int64 {
    var text = TextBuffer()
    text.appendJSON(status)
    text.appendJSON(attendance)
    text.append(string: history)
    let rowSeed = XXH3.hash((person, event, 1, 0, 0), seed: seed)
    return text.withBytes { Int64(bitPattern: XXH3.hash($0, seed: rowSeed)) }
  }
}

extension Connection {
  package func rsvp(
    person: Int64, event: Int64, seed: UInt64
  ) throws(Failure) -> RSVPRow? {
    let statement = try statement(
      """
      SELECT rsvp, person, event, status, attendance, history, checksum FROM rsvp
      WHERE person = ?1 AND event = ?2
      """)
    defer { statement.reset() }
    statement.bind(1, person)
    statement.bind(2, event)
    guard try statement.step() else { return nil }
    // A damaged index leads to the answers of others.
    guard statement.integer(1) == person, statement.integer(2) == event else {
      throw .corruptRecord("The event history of person number \(RowKey.number(of: person))")
    }
    return try RSVPRow(statement, seed: seed)
  }

  /// How long the histories of a person are, all together.
  package func historyBytes(ofPerson person: Int64) throws(Failure) -> Int64 {
    let statement = try statement(
      "SELECT coalesce(sum(length(CAST(history AS BLOB))), 0) FROM rsvp WHERE person = ?1")
    defer { statement.reset() }
    statement.bind(1, person)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// Calls `body` for each event that a person was asked to, in the order in which they first were, for it to read
  /// the row with RSVPRow.withEvent.
  package func forEachRSVP(
    ofPerson person: Int64, _ body: (Statement) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT e.organization, e.event_id, e.slug, e.body, e.checksum,
        r.rsvp, r.person, r.event, r.status, r.attendance, r.history, r.checksum
      FROM rsvp r JOIN event e ON e.event = r.event WHERE r.person = ?1 ORDER BY r.rsvp
      """)
    defer { statement.reset() }
    statement.bind(1, person)
    while try statement.step() { try body(statement) }
  }
}

extension RSVPRow {
  /// The row of forEachRSVP that `statement` stands on, and the event's own text.
  package static func withEvent(
    _ statement: Statement, person: Int64, seed: UInt64
  ) throws(Failure) -> (RSVPRow, UnsafeBufferPointer<UInt8>) {
    guard statement.integer(6) == person else {
      throw .corruptRecord("The event history of person number \(RowKey.number(of: person))")
    }
    try EventRow.requireChecksum(statement, seed: seed)
    return (try RSVPRow(statement, from: 5, seed: seed), statement.bytes(3))
  }
}

extension RSVPRow {
  /// Reads a row whose columns begin with `first`.
  package init(_ statement: Statement, from first: Int32 = 0, seed: UInt64) throws(Failure) {
    number = statement.integer(first)
    status = statement.optionalString(first + 3)
    attendance = statement.optionalString(first + 4)
    history = statement.string(first + 5)
    let person = statement.integer(first + 1)
    let checksum = RSVPRow.checksum(
      person: person, event: statement.integer(first + 2), status: status,
      attendance: attendance, history: history, seed: seed)
    guard checksum == statement.integer(first + 6) else {
      throw .corruptRecord("The event history of person number \(RowKey.number(of: person))")
    }
  }
}

extension WriteTransaction {
  package func putRSVP(_ rsvp: RSVPRow, person: Int64, event: Int64) throws(Failure) {
    let old = try connection.statement(
      "SELECT checksum FROM rsvp WHERE person = ?1 AND event = ?2")
    old.bind(1, person)
    old.bind(2, event)
    try noteRows(old, of: RowKey.organization(of: person))
    let checksum = RSVPRow.checksum(
      person: person, event: event, status: rsvp.status, attendance: rsvp.attendance,
      history: rsvp.history, seed: seed)
    let statement = try connection.statement(
      """
      INSERT INTO rsvp (person, event, status, attendance, history, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (person, event) DO UPDATE SET status = excluded.status,
        attendance = excluded.attendance, history = excluded.history, checksum = excluded.checksum
      """)
    statement.bind(1, person)
    statement.bind(2, event)
    statement.bind(3, rsvp.status)
    statement.bind(4, rsvp.attendance)
    statement.bind(5, rsvp.history)
    statement.bind(6, checksum)
    try statement.run()
    try noteRow(checksum, of: RowKey.organization(of: person))
  }
}
