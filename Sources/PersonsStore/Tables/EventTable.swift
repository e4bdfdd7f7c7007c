// SPDX-License-Identifier: Apache-2.0
//
// Events.

package import PersonsJSON

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
      "SELECT event, event_id, slug, body FROM event WHERE organization = ?1 AND event_id = ?2")
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, eventId)
    return try statement.step() ? EventRow(statement) : nil
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
      SELECT event, event_id, slug, body FROM event WHERE organization = ?1
      ORDER BY event LIMIT ?2 OFFSET ?3
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, limit)
    statement.bind(3, skip)
    while try statement.step() { try body(EventRow(statement)) }
  }
}

extension EventRow {
  fileprivate init(_ statement: Statement) {
    number = statement.integer(0)
    eventId = statement.string(1)
    slug = statement.optionalString(2)
    body = statement.string(3)
  }
}

extension WriteTransaction {
  package func putEvent(
    _ eventId: String, slug: String?, body: String, organization: Int64
  ) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT INTO event (organization, event_id, slug, body) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (organization, event_id) DO UPDATE SET slug = excluded.slug, body = excluded.body
      """)
    statement.bind(1, organization)
    statement.bind(2, eventId)
    statement.bind(3, slug)
    statement.bind(4, body)
    try statement.run()
  }
}
