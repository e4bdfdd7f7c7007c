// SPDX-License-Identifier: Apache-2.0
//
// Going through the change log itself for a caller limited to groups. The log has the latest change of each person, and
// the person's row tells whether the caller sees it. What a group saw of somebody before that, and who left a group,
// stands apart (group_change.is_apart); the rows of both come in one order.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension SQLiteTransaction {
  /// Calls `body` for the changes that a caller sees, for as long as they are not few among those that it does not see.
  ///
  /// - Returns: the revision behind which the others are to be found in another way; nil when there is no more to tell.
  func forEachLoggedChange(
    after revision: Int64, in groups: [Int64], leftAfter: Int64,
    _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) -> Int64? {
    let log = try log(after: revision, in: groups)
    defer { log.reset() }
    let rows = try rowsApart(after: revision)
    defer { rows.reset() }
    var apart = ChangesApart(groups: groups, leftAfter: leftAfter, last: revision)
    try fill(&apart, rows)
    var logged = try nextLogged(log)
    var (last, shown, hidden) = (revision, 0, 0)
    while true {
      let old = apart.next
      let reached = min(logged?.revision ?? .max, old?.revision ?? .max)
      guard reached < .max else { return nil }
      var change: Change?
      if let row = logged, row.revision == reached {
        change = try self.change(row, log, in: groups, leftAfter: leftAfter)
        logged = try nextLogged(log)
      } else if let old {
        change = old.change
        apart.place += 1
        if apart.next == nil { try fill(&apart, rows) }
      }
      // A row of each may tell of one change.
      if let change, change.revision != last {
        last = change.revision
        shown += 1
        guard try body(change) else { return nil }
      } else if reached != last {
        hidden += 1
      }
      let isDone = logged?.revision != reached && apart.next?.revision != reached
      if isDone, hidden + apart.hidden > 4 + shown / 2 { return reached }
    }
  }

  /// The log after a revision with the persons, whose records are NULL when they are in none of `groups`.
  private func log(after revision: Int64, in groups: [Int64]) throws(Failure) -> Statement {
    let statement = try connection.statement(.visibleLog) {
      """
      SELECT \(ChangeRow.columns), \(PersonColumns.withBody(
        "CASE WHEN \(GroupFilter.name)(p.member_of, ?4) THEN p.body END"))
      FROM change c LEFT JOIN person p ON p.person = ?3 + c.person
      WHERE c.change > ?1 AND c.change <= ?2 ORDER BY c.change
      """
    }
    statement.bind(1, RowKey.key(organization: organization, number: revision))
    statement.bind(2, RowKey.last(of: organization))
    statement.bind(3, RowKey.base(of: organization))
    statement.bind(4, groupSet: groups)
    return statement
  }

  private func nextLogged(_ log: Statement) throws(Failure) -> ChangeRow? {
    try log.step() ? try ChangeRow(log, seed: seed) : nil
  }

  /// What the row that `log` stands on tells; nil when the caller does not see it, or saw the person change before.
  private func change(
    _ row: ChangeRow, _ log: Statement, in groups: [Int64], leftAfter: Int64
  ) throws(Failure) -> Change? {
    guard row.kind.isGone == log.isNull(ChangeRow.columnCount) else {
      throw .corruptRecord("The change log")
    }
    // Who is gone has left the groups, which stands apart.
    guard !row.kind.isGone, !log.isNull(ChangeRow.columnCount + PersonColumns.count - 1) else {
      return nil
    }
    let person = try columns(of: log, from: ChangeRow.columnCount)
    guard person.sight(in: groups, leftAfter: leftAfter)?.revision == row.revision else {
      return nil
    }
    return Change(
      revision: row.revision, kind: row.kind, at: row.at,
      personId: try RecordText.personId(in: person.body))
  }

  /// The rows of all groups that stand apart, after a revision.
  private func rowsApart(after revision: Int64) throws(Failure) -> Statement {
    let statement = try connection.statement(.apart) {
      """
      SELECT \(GroupChangeRow.columns) FROM group_change g INDEXED BY group_change_apart
      WHERE g.is_apart = 1 AND g.change > ?1 AND g.change <= ?2 ORDER BY g.change
      """
    }
    statement.bind(1, RowKey.key(organization: organization, number: revision))
    statement.bind(2, RowKey.last(of: organization))
    return statement
  }

  /// Reads the next rows that stand apart, many at once.
  private func fill(_ apart: inout ChangesApart, _ rows: Statement) throws(Failure) {
    var found: [GroupChangeRow] = []
    // So that whoever is hidden ends this too.
    var looks = 0
    while found.count < 64, looks < 256, try rows.step() {
      looks += 1
      guard apart.groups.containsSorted(rows.integer(0)) else {
        apart.hidden += 1
        continue
      }
      guard RowKey.number(of: rows.integer(1)) != apart.last else { continue }
      let row = try GroupChangeRow(rows, seed: seed)
      if row.isWorthALook(after: apart.last, leftAfter: apart.leftAfter) {
        apart.last = row.revision
        found.append(row)
      }
    }
    let views = try views(
      of: found.map(\.person), in: apart.groups, leftAfter: apart.leftAfter)
    apart.place = 0
    apart.rows = []
    for (row, view) in zip(found, views) {
      apart.rows.append((row.revision, try row.change(view)))
    }
    // The place that was reached, where there is nobody to tell of.
    if found.isEmpty, looks == 256 {
      apart.rows = [(RowKey.number(of: rows.integer(1)), nil)]
    }
  }
}

/// Changes that stand apart from the log, read ahead.
private struct ChangesApart {
  let groups: [Int64]
  let leftAfter: Int64
  /// The revision of the last row that was read.
  var last: Int64
  /// How many rows were of other groups.
  var hidden = 0
  /// What each row tells; nil when a later one tells it.
  var rows: [(revision: Int64, change: Change?)] = []
  var place = 0

  init(groups: [Int64], leftAfter: Int64, last: Int64) {
    self.groups = groups
    self.leftAfter = leftAfter
    self.last = last
  }

  /// Nil when no more were read.
  var next: (revision: Int64, change: Change?)? { place < rows.count ? rows[place] : nil }
}
