// SPDX-License-Identifier: Apache-2.0
//
// The change log: one row a person, their latest change, under a revision of the organization that only grows.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension SQLiteWriteTransaction {
  /// Notes that there is a new person, who is in `groups` from now on.
  ///
  /// - Returns: the revision, for the person's row.
  func logCreation(of person: Int64, groups: [Int64]) throws(Failure) -> Int64 {
    let revision = try commit.nextRevision(of: organization)
    try insert(
      ChangeRow(
        organization: organization, revision: revision, person: person, kind: .created, at: now,
        personId: nil, groupRevisions: GroupRevisions()))
    let change = RowKey.key(organization: organization, number: revision)
    for group in groups {
      try commit.addNew(
        person, to: group,
        seenAs: GroupChangeRow(
          group: group, change: change, person: person, kind: .created, at: now))
    }
    return revision
  }

  /// What a person was before a change.
  struct Before {
    let person: Int64
    let revision: Int64
    let groups: [Int64]
    let groupRevisions: GroupRevisions
  }

  /// Notes a change of a person and forgets the one before.
  ///
  /// - Parameters:
  ///   - groups: those that the person is in from now on, sorted.
  ///   - isOfGroupsAlone: whether groups that the person stays in see nothing of it.
  ///   - personId: of a person who is deleted.
  /// - Returns: the new revision, and what the groups see, for the person's row.
  func logChange(
    _ kind: ChangeKind, of old: Before, groups: [Int64], isOfGroupsAlone: Bool = false,
    personId: String? = nil
  ) throws(Failure) -> (revision: Int64, groupRevisions: GroupRevisions) {
    let revision = try commit.nextRevision(of: organization)
    let statement = try connection.statement("DELETE FROM change WHERE change = ?1")
    statement.bind(1, RowKey.key(organization: organization, number: old.revision))
    try statement.run()
    var groupRevisions = old.groupRevisions
    let effect = groupRevisions.change(
      from: old.groups, to: groups, latest: old.revision, revision: revision,
      isOfGroupsAlone: isOfGroupsAlone)
    try insert(
      ChangeRow(
        organization: organization, revision: revision, person: old.person, kind: kind, at: now,
        personId: personId, groupRevisions: kind.isGone ? groupRevisions : GroupRevisions()))
    try log(
      effect, person: old.person,
      change: RowKey.key(organization: organization, number: revision))
    return (revision, groupRevisions)
  }

  private func insert(_ row: ChangeRow) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT INTO change (change, person, kind, at, person_id, group_revisions, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    statement.bind(1, row.key)
    statement.bind(2, row.person)
    statement.bind(3, row.kind.rawValue)
    statement.bind(4, row.at)
    statement.bind(5, row.personId)
    statement.bind(6, row.groupRevisionsText)
    statement.bind(7, row.checksum(seed: seed))
    try statement.run()
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
      if !row.kind.isGone {
        let person = try columns(of: statement, from: ChangeRow.columnCount)
        personId = try RecordText.personId(in: person.body)
      }
      let change = Change(
        revision: row.revision, kind: row.kind, at: row.at, personId: personId)
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
    // Where the log cannot be read, the index is made of the persons themselves.
    while let isRow = try soundStep(statement) {
      guard isRow else { return changes }
      guard changes.count < limit, let row = try? ChangeRow(statement, seed: seed) else {
        return nil
      }
      changes.append((row.person, row.revision, row.kind))
    }
    return nil
  }

  /// Whether there is another row; nil when the file is damaged there.
  private func soundStep(_ statement: Statement) throws(Failure) -> Bool? {
    do throws(Failure) {
      return try statement.step()
    } catch {
      guard error.kind == .corrupt else { throw error }
      return nil
    }
  }
}
