// SPDX-License-Identifier: Apache-2.0
//
// The change log: one row a person, their latest change, under a revision of the organization that only grows.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension SQLiteWriteTransaction {
  /// Notes a change of a person and forgets the one before, whose revision `replacing` is.
  ///
  /// - Returns: the new revision, for the person's row.
  func logChange(
    _ kind: ChangeKind, person: Int64, replacing: Int64? = nil, personId: String? = nil,
    leaving groups: [Int64] = []
  ) throws(Failure) -> Int64 {
    let revision = try commit.nextRevision(of: organization)
    var earlier: [Departure] = []
    if let replacing {
      let old = RowKey.key(organization: organization, number: replacing)
      earlier = try departures(change: old)
      let statement = try connection.statement("DELETE FROM change WHERE change = ?1")
      statement.bind(1, old)
      try statement.run()
    }
    try insert(
      ChangeRow(
        organization: organization, revision: revision, person: person, kind: kind, at: now,
        personId: personId,
        departures: Departure.merged(earlier, leaving: groups, revision: revision, at: now)))
    return revision
  }

  private func insert(_ row: ChangeRow) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT INTO change (change, person, kind, at, person_id, left_groups, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    statement.bind(1, row.key)
    statement.bind(2, row.person)
    statement.bind(3, row.kind.rawValue)
    statement.bind(4, row.at)
    statement.bind(5, row.personId)
    statement.bind(6, row.leftGroups)
    statement.bind(7, row.checksum(seed: seed))
    try statement.run()
  }

  private func departures(change: Int64) throws(Failure) -> [Departure] {
    let statement = try connection.statement(.change) {
      "SELECT \(ChangeRow.columns) FROM change c WHERE c.change = ?1"
    }
    defer { statement.reset() }
    statement.bind(1, change)
    return try statement.step() ? try ChangeRow(statement, seed: seed).departures : []
  }

  func forgetDeleted(_ personId: String) throws(Failure) -> Bool {
    let found = try changes(ofDeleted: personId)
    let statement = try connection.statement(
      "UPDATE change SET kind = ?2, person_id = NULL, checksum = ?3 WHERE change = ?1")
    for row in found {
      var row = row
      row.kind = .erased
      row.personId = nil
      statement.bind(1, row.key)
      statement.bind(2, row.kind.rawValue)
      statement.bind(3, row.checksum(seed: seed))
      try statement.run()
    }
    return !found.isEmpty
  }

  private func changes(ofDeleted personId: String) throws(Failure) -> [ChangeRow] {
    let statement = try connection.statement(.changesOfDeleted) {
      """
      SELECT \(ChangeRow.columns) FROM change c
      WHERE c.change > ?1 AND c.change <= ?2 AND c.person_id = ?3
      """
    }
    defer { statement.reset() }
    statement.bind(1, RowKey.base(of: organization))
    statement.bind(2, RowKey.last(of: organization))
    statement.bind(3, personId)
    var rows: [ChangeRow] = []
    while try statement.step() { rows.append(try ChangeRow(statement, seed: seed)) }
    return rows
  }
}

extension SQLiteTransaction {
  func forEachChange(
    after revision: Int64, _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) {
    let statement = try connection.statement(.changesAndPersons) {
      """
      SELECT \(ChangeRow.columns), \(PersonColumns.list)
      FROM change c LEFT JOIN person p ON p.person = ?3 + c.person
      WHERE c.change > ?1 AND c.change <= ?2 ORDER BY c.change
      """
    }
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: revision))
    statement.bind(2, RowKey.last(of: organization))
    statement.bind(3, RowKey.base(of: organization))
    while try statement.step() {
      let row = try ChangeRow(statement, seed: seed)
      // The log and the table say the same of who is there, or one of them is damaged.
      guard row.kind.isGone == statement.isNull(ChangeRow.columnCount) else {
        throw .corruptRecord("The change log")
      }
      var personId = row.personId
      var groups = GroupNumbers([])
      if !row.kind.isGone {
        let person = try columns(of: statement, from: ChangeRow.columnCount)
        personId = try RecordText.personId(in: person.body)
        groups = person.groups
      }
      let change = Change(
        revision: row.revision, kind: row.kind, at: row.at, personId: personId, groups: groups,
        departures: row.departures)
      guard try body(change) else { return }
    }
  }

  func hasErasure(after revision: Int64) throws(Failure) -> Bool {
    let statement = try connection.statement(
      "SELECT 1 FROM change WHERE change > ?1 AND change <= ?2 AND kind = ?3 LIMIT 1")
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: revision))
    statement.bind(2, RowKey.last(of: organization))
    statement.bind(3, ChangeKind.erased.rawValue)
    return try statement.step()
  }

  func personChanges(
    after revision: Int64, atMost limit: Int
  ) throws(Failure) -> [PersonChange]? {
    let statement = try connection.statement(.changes) {
      """
      SELECT \(ChangeRow.columns) FROM change c WHERE c.change > ?1 AND c.change <= ?2
      ORDER BY c.change
      """
    }
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: revision))
    statement.bind(2, RowKey.last(of: organization))
    var changes: [PersonChange] = []
    while try statement.step() {
      guard changes.count < limit else { return nil }
      let row = try ChangeRow(statement, seed: seed)
      changes.append((row.person, row.revision, row.kind))
    }
    return changes
  }
}
