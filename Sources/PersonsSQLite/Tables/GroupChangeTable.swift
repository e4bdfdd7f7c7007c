// SPDX-License-Identifier: Apache-2.0
//
// The change log as each group sees it (GroupRevisions).

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsSystem

/// A row of the table group_change.
struct GroupChangeRow {
  let group: Int64
  /// The key of the change.
  let change: Int64
  let person: Int64
  let kind: ChangeKind
  let at: Int64
  /// Whether the change is not a member's latest.
  var isApart: Bool

  /// What a statement selects of a table called g.
  static let columns = "g.\"group\", g.change, g.person, g.kind, g.at, g.is_apart, g.checksum"

  init(group: Int64, change: Int64, person: Int64, kind: ChangeKind, at: Int64) {
    self.group = group
    self.change = change
    self.person = person
    self.kind = kind
    self.at = at
    isApart = kind == .deleted
  }

  /// Reads the row that `statement` stands on.
  ///
  /// - Throws: `damaged_record` when the row is not what was written.
  init(_ statement: Statement, seed: UInt64) throws(Failure) {
    guard let kind = ChangeKind(rawValue: statement.integer(3)) else {
      throw .corruptRecord("The change log")
    }
    group = statement.integer(0)
    change = statement.integer(1)
    person = statement.integer(2)
    self.kind = kind
    at = statement.integer(4)
    isApart = statement.integer(5) != 0
    guard checksum(seed: seed) == statement.integer(6) else {
      throw .corruptRecord("The change log")
    }
  }

  var revision: Int64 { RowKey.number(of: change) }

  func checksum(seed: UInt64) -> Int64 {
    // A page of changes has a thousand rows, so all values are hashed at once.
    let values = (group, change, person, kind.rawValue << 1 | (isApart ? 1 : 0), at)
    return Int64(
      bitPattern: XXH3.hash(values, seed: RowChecksum.seed(of: .groupChange, seed: seed)))
  }
}

extension SQLiteWriteTransaction {
  /// Notes that groups see a change of a person, and which do not.
  func log(
    _ effect: GroupRevisions.Effect, person: Int64, change: Int64
  ) throws(Failure) {
    guard !effect.isEmpty else { return }
    try commit.flushGroups()
    for (group, revision) in effect.unmoved {
      try setApart(group: group, change: RowKey.key(organization: organization, number: revision))
    }
    for move in effect.moves {
      if let before = move.before {
        let statement = try connection.statement(
          "DELETE FROM group_change WHERE \"group\" = ?1 AND change = ?2")
        statement.bind(1, move.group)
        statement.bind(2, RowKey.key(organization: organization, number: before))
        try statement.run()
      }
      try connection.insert(
        GroupChangeRow(
          group: move.group, change: change, person: person, kind: move.kind, at: now))
    }
  }

  /// Notes that the person of a row had a later change, which the group does not see.
  private func setApart(group: Int64, change: Int64) throws(Failure) {
    let statement = try connection.statement(.groupChange) {
      "SELECT \(GroupChangeRow.columns) FROM group_change g WHERE g.\"group\" = ?1 AND g.change = ?2"
    }
    statement.bind(1, group)
    statement.bind(2, change)
    var row: GroupChangeRow?
    defer { statement.reset() }
    if try statement.step() { row = try GroupChangeRow(statement, seed: seed) }
    guard var row else { throw .corruptRecord("The change log") }
    row.isApart = true
    let update = try connection.statement(
      "UPDATE group_change SET is_apart = 1, checksum = ?3 WHERE \"group\" = ?1 AND change = ?2")
    update.bind(1, group)
    update.bind(2, change)
    update.bind(3, row.checksum(seed: seed))
    try update.run()
  }
}

extension Connection {
  func insert(_ row: GroupChangeRow) throws(Failure) {
    let statement = try statement(
      """
      INSERT INTO group_change ("group", change, person, kind, at, is_apart, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    statement.bind(1, row.group)
    statement.bind(2, row.change)
    statement.bind(3, row.person)
    statement.bind(4, row.kind.rawValue)
    statement.bind(5, row.at)
    statement.bind(6, row.isApart)
    statement.bind(7, row.checksum(seed: seed))
    try statement.run()
  }
}
