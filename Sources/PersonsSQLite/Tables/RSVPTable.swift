// SPDX-License-Identifier: Apache-2.0
//
// Answers to events: one row a person and event, with its history.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

extension SQLiteTransaction {
  func rsvp(person: Int64, event: Int64) throws(Failure) -> RSVP? {
    let statement = try connection.statement(
      """
      SELECT person, event, status, attendance, history, checksum FROM rsvp
      WHERE person = ?1 AND event = ?2
      """)
    defer { statement.reset() }
    statement.bind(1, personKey(person))
    statement.bind(2, event)
    guard try statement.step() else { return nil }
    // A damaged index leads to the answers of others.
    guard statement.integer(0) == personKey(person), statement.integer(1) == event else {
      throw RSVP.damaged(person)
    }
    return try RSVP(statement, seed: seed)
  }

  func historyBytes(ofPerson person: Int64) throws(Failure) -> Int64 {
    let statement = try connection.statement(
      "SELECT coalesce(sum(length(CAST(history AS BLOB))), 0) FROM rsvp WHERE person = ?1")
    defer { statement.reset() }
    statement.bind(1, personKey(person))
    return try statement.step() ? statement.integer(0) : 0
  }

  /// What a person answered to events, in the order in which they were first asked.
  func answers(ofPerson person: Int64, _ salvage: Salvage?) throws(Failure) -> [EventAnswer] {
    let statement = try connection.statement(
      """
      SELECT e.organization, e.event_id, e.slug, e.body, e.checksum,
        r.person, r.event, r.status, r.attendance, r.history, r.checksum
      FROM rsvp r JOIN event e ON e.event = r.event WHERE r.person = ?1 ORDER BY r.rsvp
      """)
    defer { statement.reset() }
    statement.bind(1, personKey(person))
    var answers: [EventAnswer] = []
    try attempt(salvage) { () throws(Failure) in
      while try statement.step() {
        try attempt(salvage) { () throws(Failure) in
          guard statement.integer(5) == personKey(person) else { throw RSVP.damaged(person) }
          try Event.requireChecksum(statement, seed: seed)
          answers.append(
            EventAnswer(
              event: statement.string(3), rsvp: try RSVP(statement, from: 5, seed: seed)))
        }
      }
    }
    return answers
  }
}

extension RSVP {
  static func damaged(_ person: Int64) -> Failure {
    .corruptRecord("The event history of person number \(person)")
  }

  /// Reads a row with the columns person, event, status, attendance, history, checksum from `first` on.
  init(_ statement: Statement, from first: Int32 = 0, seed: UInt64) throws(Failure) {
    self.init(
      status: statement.optionalString(first + 2), attendance: statement.optionalString(first + 3),
      history: statement.string(first + 4))
    let person = statement.integer(first)
    let checksum = checksum(person: person, event: statement.integer(first + 1), seed: seed)
    guard checksum == statement.integer(first + 5) else {
      throw RSVP.damaged(RowKey.number(of: person))
    }
  }

  /// - Parameter person: the key of their row.
  fileprivate func checksum(person: Int64, event: Int64, seed: UInt64) -> Int64 {
    var text = TextBuffer()
    text.appendJSON(status)
    text.appendJSON(attendance)
    text.append(string: history)
    let rowSeed = XXH3.hash((person, event, 1, 0, 0), seed: seed)
    return text.withBytes { Int64(bitPattern: XXH3.hash($0, seed: rowSeed)) }
  }
}

extension SQLiteWriteTransaction {
  func putRSVP(_ rsvp: RSVP, person: StoredPerson, event: Int64) throws(Failure) {
    try putRSVP(rsvp, person: person.number, event: event)
    try touch(person)
  }

  func putRSVP(_ rsvp: RSVP, person: Int64, event: Int64) throws(Failure) {
    let old = try connection.statement(
      "SELECT checksum FROM rsvp WHERE person = ?1 AND event = ?2")
    old.bind(1, personKey(person))
    old.bind(2, event)
    try digestRows(of: old)
    let checksum = rsvp.checksum(person: personKey(person), event: event, seed: seed)
    let statement = try connection.statement(
      """
      INSERT INTO rsvp (person, event, status, attendance, history, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (person, event) DO UPDATE SET status = excluded.status,
        attendance = excluded.attendance, history = excluded.history, checksum = excluded.checksum
      """)
    statement.bind(1, personKey(person))
    statement.bind(2, event)
    statement.bind(3, rsvp.status)
    statement.bind(4, rsvp.attendance)
    statement.bind(5, rsvp.history)
    statement.bind(6, checksum)
    try statement.run()
    try digestRow(checksum)
  }
}
