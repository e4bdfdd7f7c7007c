// SPDX-License-Identifier: Apache-2.0
//
// The change log as a caller limited to groups sees it. A caller who sees most changes goes through the log itself and
// passes the others over (VisibleLog). Otherwise each of the groups has its rows in the order of revisions
// (group_change); persons whom a caller sees through several groups have a row in each, of which the latest counts.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension SQLiteTransaction {
  func forEachChange(
    after revision: Int64, in groups: [Int64], leftAfter: Int64,
    _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) {
    try flushGroups()
    try inOneState { () throws(Failure) in
      try forEachVisibleChange(after: revision, in: groups, leftAfter: leftAfter, body)
    }
  }

  private func forEachVisibleChange(
    after revision: Int64, in groups: [Int64], leftAfter: Int64,
    _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) {
    // Nothing at all is new for most who ask.
    guard try lastRevision() > revision else { return }
    var after = revision
    let changed = try connection.groups(among: groups, changedAfter: after)
    // A few groups are gone through faster than the log.
    if changed.count > 8 {
      let reached = try forEachLoggedChange(after: after, in: groups, leftAfter: leftAfter, body)
      guard let reached else { return }
      after = reached
    }
    // Where something happened in nearly every group, it is not little.
    if changed.count > 8, changed.count < groups.count * 3 / 4,
      let rows = try fewRows(of: changed, after: after, leftAfter: leftAfter)
    {
      _ = try show(rows, in: groups, leftAfter: leftAfter, body)
      return
    }
    var walk = GroupWalk<GroupChangeRow>(
      connection,
      """
      SELECT "group", change, person, kind, at, is_apart, checksum FROM group_change
      WHERE "group" = ?1 AND change > ?2 ORDER BY change
      """,
      key: { $0.change },
      read: { [seed] (row) throws(Failure) in try GroupChangeRow(row, seed: seed) })
    defer { walk.end() }
    try walk.start(changed, after: RowKey.key(organization: organization, number: after))
    // SQLite opens a table in a time that grows with the cursors that are open, so persons are read many at once.
    var batch = 64
    var last = after
    while true {
      var rows: [GroupChangeRow] = []
      while rows.count < batch, let row = try walk.next() {
        if row.isWorthALook(after: last, leftAfter: leftAfter) {
          last = row.revision
          rows.append(row)
        }
      }
      guard !rows.isEmpty, try show(rows, in: groups, leftAfter: leftAfter, body) else { return }
      batch = 256
    }
  }

  /// The rows of groups after a revision, in order, if they are few: then one statement is faster than one for each group.
  private func fewRows(
    of groups: [Int64], after revision: Int64, leftAfter: Int64
  ) throws(Failure) -> [GroupChangeRow]? {
    let few = 512
    let statement = try connection.statement(.fewGroupChanges) {
      """
      SELECT \(GroupChangeRow.columns)
      FROM json_each(?1) j CROSS JOIN group_change g ON g."group" = j.value AND g.change > ?2
      LIMIT ?3
      """
    }
    defer { statement.reset() }
    statement.bind(1, integerArray(groups))
    statement.bind(2, RowKey.key(organization: organization, number: revision))
    statement.bind(3, Int64(few + 1))
    var rows: [GroupChangeRow] = []
    var known: Set<Int64> = []
    var count = 0
    while try statement.step() {
      guard count < few else { return nil }
      count += 1
      // Most rows tell what a row of another group told.
      guard !known.contains(statement.integer(1)) else { continue }
      let row = try GroupChangeRow(statement, seed: seed)
      if row.isWorthALook(after: revision, leftAfter: leftAfter) {
        known.insert(row.change)
        rows.append(row)
      }
    }
    return rows.sorted { $0.change < $1.change }
  }

  /// Tells what the rows tell, until `body` returns false.
  private func show(
    _ rows: [GroupChangeRow], in groups: [Int64], leftAfter: Int64,
    _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    let views = try views(of: rows.map(\.person), in: groups, leftAfter: leftAfter)
    for (row, view) in zip(rows, views) {
      guard let change = try row.change(view) else { continue }
      guard try body(change) else { return false }
    }
    return true
  }

  /// What a caller who is limited to groups sees of persons, some of whom may be gone.
  func views(
    of persons: [Int64], in groups: [Int64], leftAfter: Int64
  ) throws(Failure) -> [PersonView] {
    var views: [PersonView] = []
    views.reserveCapacity(persons.count)
    try forEachRow(ofPersons: persons) { (statement) throws(Failure) in
      let row = try columns(of: statement)
      while views.count < persons.count, persons[views.count] != row.number {
        views.append(
          try goneView(of: persons[views.count], in: groups, leftAfter: leftAfter))
      }
      views.append(try PersonView(row, in: groups, leftAfter: leftAfter))
      return true
    }
    while views.count < persons.count {
      views.append(try goneView(of: persons[views.count], in: groups, leftAfter: leftAfter))
    }
    return views
  }

  private func goneView(
    of person: Int64, in groups: [Int64], leftAfter: Int64
  ) throws(Failure) -> PersonView {
    let statement = try connection.statement(.changeOfDeleted) {
      """
      SELECT \(ChangeRow.columns) FROM change c
      WHERE c.person = ?3 AND c.kind >= 3 AND c.change > ?1 AND c.change <= ?2
      """
    }
    defer { statement.reset() }
    statement.bind(1, RowKey.base(of: organization))
    statement.bind(2, RowKey.last(of: organization))
    statement.bind(3, person)
    guard try statement.step() else { throw .corruptRecord("The change log") }
    return PersonView(
      try ChangeRow(statement, seed: seed), in: groups, leftAfter: leftAfter)
  }
}

/// What a caller who is limited to groups sees of a person.
struct PersonView {
  let sight: GroupRevisions.Sight?
  /// Nil once the person was erased.
  let personId: String?
  let isErased: Bool

  /// Of a person who is there.
  init(_ row: PersonColumns.Row, in groups: [Int64], leftAfter: Int64) throws(Failure) {
    sight = row.sight(in: groups, leftAfter: leftAfter)
    personId = try RecordText.personId(in: row.body)
    isErased = false
  }

  /// Of a person who is gone.
  init(_ row: ChangeRow, in groups: [Int64], leftAfter: Int64) {
    sight = row.groupRevisions.sight(
      in: groups, members: GroupNumbers([]), latest: row.revision, leftAfter: leftAfter)
    personId = row.personId
    isErased = row.kind == .erased
  }
}

extension GroupChangeRow {
  /// Whether the row can tell something. A person in several of the groups has the same change in each.
  func isWorthALook(after last: Int64, leftAfter: Int64) -> Bool {
    revision != last && (kind != .deleted || revision > leftAfter)
  }

  /// What the row tells; nil when a later row tells it.
  func change(_ view: PersonView) throws(Failure) -> Change? {
    guard let sight = view.sight, sight.revision >= revision else {
      throw .corruptRecord("The change log")
    }
    guard sight.revision == revision else { return nil }
    // One who left one of the groups and joined another at the same time is there.
    let kind: ChangeKind =
      sight.isMember
      ? (self.kind == .created ? .created : .updated) : view.isErased ? .erased : .deleted
    return Change(revision: revision, kind: kind, at: at, personId: view.personId)
  }
}
