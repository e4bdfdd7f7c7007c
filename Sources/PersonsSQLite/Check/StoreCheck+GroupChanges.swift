// SPDX-License-Identifier: Apache-2.0
//
// The change log as the groups see it: that every person has a row in each group that sees or saw them, at the revision
// that their own row says, and that there is no other row.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension StoreCheck {
  /// The rows of one person.
  ///
  /// - Parameters:
  ///   - members: the groups that the person is in.
  ///   - latest: the revision of their latest change.
  mutating func checkGroupChanges(
    of revisions: GroupRevisions, members: [Int64], latest: Int64, person: Int64,
    organization: Int64, _ who: String
  ) throws(Failure) {
    var wanted: [(group: Int64, revision: Int64, isMember: Bool)] = members.map {
      ($0, revisions.revision(of: $0, latest: latest), true)
    }
    let numbers = revisions.numbers
    for place in stride(from: 0, to: numbers.count, by: 2)
    where !members.containsSorted(numbers[place]) {
      wanted.append((numbers[place], numbers[place + 1], false))
    }
    groupChanges += Int64(wanted.count)
    let statement = try connection.statement(
      "SELECT person, kind, is_apart FROM group_change WHERE \"group\" = ?1 AND change = ?2")
    for (group, revision, isMember) in wanted {
      defer { statement.reset() }
      statement.bind(1, group)
      statement.bind(2, RowKey.key(organization: organization, number: revision))
      let isThere = try statement.step()
      let kind = ChangeKind(rawValue: statement.integer(1))
      let isApart = !isMember || revision != latest
      if !isThere || statement.integer(0) != person || (kind == .deleted) == isMember
        || (statement.integer(2) != 0) != isApart
      {
        add("The change log of group number \(group) does not have \(who) at their revision.")
      }
    }
  }

  /// The rows of those who are gone, and that there are no others.
  mutating func checkGroupChanges() throws(Failure) {
    let deleted = try connection.statement(.checkedDeleted) {
      "SELECT \(ChangeRow.columns) FROM change c WHERE c.kind >= 3"
    }
    try forEachRow(of: deleted) { (check, statement) throws(Failure) in
      // A damaged row is told of with its table.
      guard let row = try? ChangeRow(statement, seed: check.seed) else { return }
      try check.checkGroupChanges(
        of: row.groupRevisions, members: [], latest: row.revision, person: row.person,
        organization: row.organization,
        check.person(row.person, of: row.organization, row.personId))
    }
    let rows = try connection.firstInteger("SELECT count(*) FROM group_change") ?? 0
    if !isFull, findings.problems.isEmpty, rows != groupChanges {
      add("The table group_change has \(rows) rows; persons have \(groupChanges).")
    }
  }

  mutating func checkGroupChangeRows() throws(Failure) {
    let rows = try connection.statement(.checkedGroupChanges) {
      "SELECT \(GroupChangeRow.columns) FROM group_change g"
    }
    try forEachRow(of: rows) { (check, statement) in
      if (try? GroupChangeRow(statement, seed: check.seed)) == nil {
        check.add(
          "Row \(statement.integer(0)), \(RowKey.number(of: statement.integer(1))) of the table group_change is damaged."
        )
      }
    }
  }
}
