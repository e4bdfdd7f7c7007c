// SPDX-License-Identifier: Apache-2.0
//
// What the search index is made of: everybody, and who changed since.

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
  /// Notes which search index is the file's.
  package func setSearchId(_ searchId: [UInt8]) throws(Failure) {
    let statement = try connection.statement("UPDATE store SET search_id = ?1")
    statement.bind(1, blob: searchId)
    try statement.run()
  }
}

extension Connection {
  /// Which search index is the file's; nil when there was none yet.
  package func searchId() throws(Failure) -> [UInt8]? {
    let statement = try statement("SELECT search_id FROM store")
    defer { statement.reset() }
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return Array(statement.bytes(0))
  }

  /// Whether anybody was erased after `revision`.
  package func hasErasure(after revision: Int64) throws(Failure) -> Bool {
    let statement = try statement("SELECT 1 FROM change WHERE revision > ?1 AND kind = ?2 LIMIT 1")
    defer { statement.reset() }
    statement.bind(1, revision)
    statement.bind(2, ChangeKind.erased.rawValue)
    return try statement.step()
  }

  /// Who changed after `revision`, at most `limit` of them; nil when there are more.
  package func changes(after revision: Int64, atMost limit: Int) throws(Failure) -> [PersonChange]?
  {
    let statement = try statement(
      """
      SELECT c.revision, c.organization, c.person, c.kind, c.at, c.person_id, c.left_groups, c.checksum
      FROM change c WHERE c.revision > ?1 ORDER BY c.revision
      """)
    defer { statement.reset() }
    statement.bind(1, revision)
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
    _ body: (RecordText, _ organization: Int64) throws(Failure) -> Void
  ) throws(Failure) {
    try withRow(ofPerson: person, seed: seed) { (row, organization) throws(Failure) in
      try body(try RecordText(row.body), organization)
    }
  }

  /// Calls `body` with a person's row, unless they are gone.
  package func withRow(
    ofPerson person: Int64, seed: UInt64,
    _ body: (PersonRow, _ organization: Int64) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT p.person, p.organization, p.revision, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p WHERE p.person = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, person)
    guard try statement.step() else { return }
    let row = try PersonRow(statement, seed: seed)
    try body(row, statement.integer(1))
  }

  /// The largest number that a person may have, in a file that may be damaged.
  package func largestPerson() -> Int64 {
    if let numbers = try? storeNumbers() { return numbers.lastPerson }
    // The change log has a row for every person ever made.
    let made = (try? firstInteger("SELECT count(*) FROM change")) ?? 0
    return max(made, (try? firstInteger("SELECT count(*) FROM person")) ?? 0)
  }

  /// Calls `body` with every person's number, organization and record, in the order of creation.
  package func forEachRecord(
    seed: UInt64, _ body: (Int64, Int64, RecordText) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT p.person, p.organization, p.revision, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p ORDER BY p.person
      """)
    defer { statement.reset() }
    while try statement.step() {
      let row = try PersonRow(statement, seed: seed)
      try body(row.number, statement.integer(1), try RecordText(row.body))
    }
  }
}
