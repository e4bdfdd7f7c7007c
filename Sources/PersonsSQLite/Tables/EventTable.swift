// SPDX-License-Identifier: Apache-2.0
//
// Events.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsText

extension SQLiteTransaction {
  func event(_ eventId: String) throws(Failure) -> Event? {
    let statement = try connection.statement(
      """
      SELECT organization, event_id, slug, body, checksum, event FROM event
      WHERE organization = ?1 AND event_id = ?2
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, eventId)
    guard try statement.step() else { return nil }
    let event = try Event(statement, seed: seed)
    // A damaged index leads to others.
    guard event.eventId.isSame(as: eventId) else { throw .corruptRecord("The table event") }
    return event
  }

  func isSlug(_ slug: String, takenBesides eventId: String) throws(Failure) -> Bool {
    let statement = try connection.statement(
      "SELECT 1 FROM event WHERE organization = ?1 AND slug = ?2 AND event_id <> ?3")
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, slug)
    statement.bind(3, eventId)
    return try statement.step()
  }

  func forEachEvent(
    limit: Int64?, skip: Int64, salvage: Salvage?, _ body: (Event) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachRow(limit: limit, skip: skip, salvage: salvage) { (limit, skip) throws(Failure) in
      let statement = try connection.statement(
        """
        SELECT organization, event_id, slug, body, checksum, event FROM event
        WHERE organization = ?1 ORDER BY event LIMIT ?2 OFFSET ?3
        """)
      statement.bind(1, organization)
      statement.bind(2, limit)
      statement.bind(3, skip)
      return statement
    } _: { (statement) throws(Failure) in
      try body(Event(statement, seed: seed))
    }
  }

  func eventCount() throws(Failure) -> Int64 {
    try counter().events
  }
}

extension Event {
  /// Reads a row with the columns organization, event_id, slug, body, checksum, event.
  init(_ statement: Statement, seed: UInt64) throws(Failure) {
    try Event.requireChecksum(statement, seed: seed)
    self.init(
      number: statement.integer(5), eventId: statement.string(1),
      slug: statement.optionalString(2), body: statement.string(3))
  }

  /// Throws unless the row with the first five of these columns is what was written.
  static func requireChecksum(_ statement: Statement, seed: UInt64) throws(Failure) {
    try statement.requireChecksum(of: .event, columns: 4, seed: seed)
  }
}

extension SQLiteWriteTransaction {
  func putEvent(_ event: Event) throws(Failure) -> Int64 {
    let old = try connection.statement(
      "SELECT checksum FROM event WHERE organization = ?1 AND event_id = ?2")
    old.bind(1, organization)
    old.bind(2, event.eventId)
    if try digestRows(of: old) == 0 {
      try commit.count(organization) { (counter) throws(Failure) in counter.events &+= 1 }
    }
    let statement = try connection.statement(
      """
      INSERT INTO event (organization, event_id, slug, body, checksum) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (organization, event_id) DO UPDATE
        SET slug = excluded.slug, body = excluded.body, checksum = excluded.checksum
      RETURNING event
      """)
    var checksum = RowChecksum(.event, seed: seed)
    checksum.add(organization)
    checksum.add(event.eventId)
    checksum.add(event.slug)
    checksum.add(event.body)
    statement.bind(1, organization)
    statement.bind(2, event.eventId)
    statement.bind(3, event.slug)
    statement.bind(4, event.body)
    statement.bind(5, checksum.value)
    let number = try statement.runReturning()
    try digestRow(checksum.value)
    return number
  }
}
