// SPDX-License-Identifier: Apache-2.0
//
// Events.

package import PersonsJSON
internal import PersonsText

package struct EventRow: Sendable {
  package let number: Int64
  package let eventId: String
  package let slug: String?
  /// The event as JSON text, as it is shown.
  package let body: String
}

extension Connection {
  package func event(_ eventId: String, organization: Int64) throws(Failure) -> EventRow? {
    let statement = try statement(
      """
      SELECT organization, event_id, slug, body, checksum, event FROM event
      WHERE organization = ?1 AND event_id = ?2
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, eventId)
    guard try statement.step() else { return nil }
    let row = try EventRow(statement, seed: seed)
    // A damaged index leads to others.
    guard row.eventId.isSame(as: eventId) else { throw .corruptRecord("The table event") }
    return row
  }

  /// Whether another event of the organization has this slug.
  package func isSlug(
    _ slug: String, takenBesides eventId: String, organization: Int64
  ) throws(Failure) -> Bool {
    let statement = try statement(
      "SELECT 1 FROM event WHERE organization = ?1 AND slug = ?2 AND event_id <> ?3")
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, slug)
    statement.bind(3, eventId)
    return try statement.step()
  }

  package func forEachEvent(
    organization: Int64, limit: Int64, skip: Int64, _ body: (EventRow) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT organization, event_id, slug, body, checksum, event FROM event WHERE organization = ?1
      ORDER BY event LIMIT ?2 OFFSET ?3
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, limit)
    statement.bind(3, skip)
    while try statement.step() { try body(EventRow(statement, seed: seed)) }
  }
}

extension EventRow {
  fileprivate init(_ statement: Statement, seed: UInt64) throws(Failure) {
    try EventRow.requireChecksum(statement, seed: seed)
    eventId = statement.string(1)
    slug = statement.optionalString(2)
    body = statement.string(3)
    number = statement.integer(5)
  }

  /// Throws unless the row with the columns organization, event_id, slug, body, checksum is what was written.
  static func requireChecksum(_ statement: Statement, seed: UInt64) throws(Failure) {
    try statement.requireChecksum(of: .event, columns: 4, seed: seed)
  }
}

extension WriteTransaction {
  package func putEvent(
    _ eventId: String, slug: String?, body: String, organization: Int64
  ) throws(Failure) {
    let old = try connection.statement(
      "SELECT checksum FROM event WHERE organization = ?1 AND event_id = ?2")
    old.bind(1, organization)
    old.bind(2, eventId)
    try noteRows(old, of: organization)
    let statement = try connection.statement(
      """
      INSERT INTO event (organization, event_id, slug, body, checksum) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (organization, event_id) DO UPDATE
        SET slug = excluded.slug, body = excluded.body, checksum = excluded.checksum
      """)
    var checksum = RowChecksum(.event, seed: seed)
    checksum.add(organization)
    checksum.add(eventId)
    checksum.add(slug)
    checksum.add(body)
    statement.bind(1, organization)
    statement.bind(2, eventId)
    statement.bind(3, slug)
    statement.bind(4, body)
    statement.bind(5, checksum.value)
    try statement.run()
    try noteRow(checksum.value, of: organization)
  }
}
