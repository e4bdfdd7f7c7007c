// SPDX-License-Identifier: Apache-2.0
//
// What the search index of an organization is made of: everybody, and who changed since.

package import PersonsJSON

/// That a person is not what they were.
package struct PersonChange: Sendable {
  package let person: Int64
  package let revision: Int64
  /// Whether they are gone.
  package let isGone: Bool
  /// Whether nothing may be left of them.
  package let isErased: Bool
}

extension WriteTransaction {
  /// Notes which search index is the organization's.
  package func setSearchId(_ searchId: [UInt8], of organization: Int64) throws(Failure) {
    let statement = try connection.statement(
      "UPDATE counter SET search_id = ?2 WHERE organization = ?1")
    statement.bind(1, organization)
    statement.bind(2, blob: searchId)
    try statement.run()
  }
}

extension Connection {
  /// Which search index is the organization's; nil when there was none yet.
  package func searchId(of organization: Int64) throws(Failure) -> [UInt8]? {
    let statement = try statement("SELECT search_id FROM counter WHERE organization = ?1")
    defer { statement.reset() }
    statement.bind(1, organization)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return Array(statement.bytes(0))
  }

  /// Whether anybody was erased after `revision`.
  package func hasErasure(after revision: Int64, in organization: Int64) throws(Failure) -> Bool {
    let statement = try statement(
      "SELECT 1 FROM change WHERE change > ?1 AND change <= ?2 AND kind = ?3 LIMIT 1")
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: revision))
    statement.bind(2, RowKey.last(of: organization))
    statement.bind(3, ChangeKind.erased.rawValue)
    return try statement.step()
  }

  /// Who changed after `revision`, at most `limit` of them; nil when there are more.
  package func changes(
    after revision: Int64, in organization: Int64, atMost limit: Int
  ) throws(Failure) -> [PersonChange]? {
    let statement = try statement(
      """
      SELECT c.change, c.organization, c.person, c.kind, c.at, c.person_id, c.left_groups, c.checksum
      FROM change c WHERE c.change > ?1 AND c.change <= ?2 ORDER BY c.change
      """)
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: revision))
    statement.bind(2, RowKey.last(of: organization))
    var changes: [PersonChange] = []
    while try statement.step() {
      guard changes.count < limit else { return nil }
      let row = try ChangeRow(statement, seed: seed)
      changes.append(
        PersonChange(
          person: row.person, revision: row.revision, isGone: row.isGone,
          isErased: row.kind == .erased))
    }
    return changes
  }

  /// Calls `body` with a person's record, unless they are gone.
  package func withRecord(
    ofPerson person: Int64, seed: UInt64,
    _ body: (RecordText) throws(Failure) -> Void
  ) throws(Failure) {
    try withRow(ofPerson: person, seed: seed) { (row) throws(Failure) in
      try body(try RecordText(row.body))
    }
  }

  /// Calls `body` with a person's row, unless they are gone.
  package func withRow(
    ofPerson person: Int64, seed: UInt64,
    _ body: (PersonRow) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p WHERE p.person = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, person)
    guard try statement.step() else { return }
    try body(try PersonRow(statement, seed: seed, of: RowKey.organization(of: person)))
  }

  /// The keys that persons of an organization may have, in a file that may be damaged.
  package func personKeys(of organization: Int64) -> ClosedRange<Int64> {
    let first = RowKey.key(organization: organization, number: 1)
    if let counter = try? counter(of: organization) {
      return first...max(first, RowKey.key(organization: organization, number: counter.lastPerson))
    }
    // The change log has a row for every person ever made, and the persons are a part of them.
    let made = max(
      (try? firstInteger("SELECT count(*) FROM change")) ?? 0,
      (try? firstInteger("SELECT count(*) FROM person")) ?? 0)
    return first...max(first, RowKey.key(organization: organization, number: made))
  }

  /// Calls `body` with the key and the record of every person of an organization, in the order of creation.
  package func forEachRecord(
    of organization: Int64, seed: UInt64, _ body: (Int64, RecordText) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p WHERE p.person > ?1 AND p.person <= ?2 ORDER BY p.person
      """)
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: 0))
    statement.bind(2, RowKey.last(of: organization))
    while try statement.step() {
      let row = try PersonRow(statement, seed: seed, of: organization)
      try body(row.number, try RecordText(row.body))
    }
  }
}
