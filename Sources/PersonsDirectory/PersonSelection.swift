// SPDX-License-Identifier: Apache-2.0
//
// The SQL that selects persons of an organization: by lookup keys, by groups, from a cursor on. One place
// decides what a caller can see; find, list, search, export and counts all ask here.

internal import PersonsJSON
internal import PersonsStore

struct PersonSelection {
  let organization: Int64
  /// Persons in one of these groups; nil: every person.
  var groups: [Int64]?
  /// Persons with all of these lookup keys.
  var keys: [Int64] = []
  /// Persons whose number is larger than this.
  var after: Int64 = 0

  /// A statement that selects the columns of PersonRow in the order of creation, from `skip` on.
  func statement(
    _ connection: Connection, limit: Int64 = -1, skip: Int64 = 0
  ) throws(Failure) -> Statement {
    let isPaged = limit != -1 || skip != 0
    let statement = try connection.statement(shape: shape * 3 + (isPaged ? 1 : 0)) {
      "SELECT \(PersonRow.columns) \(source) WHERE \(condition) ORDER BY \(order)"
        + (isPaged ? " LIMIT ?3 OFFSET ?4" : "")
    }
    bind(statement)
    if isPaged {
      statement.bind(3, limit)
      statement.bind(4, skip)
    }
    return statement
  }

  /// How many persons there are.
  func count(_ connection: Connection) throws(Failure) -> Int64 {
    if groups == nil, keys.isEmpty, after == 0 {
      return try connection.counter(of: organization).persons
    }
    let statement = try connection.statement(shape: shape * 3 + 2) {
      "SELECT count(*) FROM (SELECT 1 \(source) WHERE \(condition))"
    }
    defer { statement.reset() }
    bind(statement)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// What the text of the statement depends on.
  private var shape: Int { keys.count * 2 + (groups == nil ? 0 : 1) }

  private func bind(_ statement: Statement) {
    statement.bind(1, organization)
    statement.bind(2, RowKey.key(organization: organization, number: after))
    if keys.isEmpty, groups == nil { statement.bind(5, RowKey.last(of: organization)) }
    if let groups { statement.bind(5, integerArray(groups)) }
    for (index, key) in keys.enumerated() { statement.bind(Int32(clamping: 6 + index), key) }
  }

  /// CROSS JOIN keeps SQLite from turning the order of the tables around.
  private var source: String {
    if !keys.isEmpty { return "FROM lookup k CROSS JOIN person p ON p.person = k.person" }
    if groups != nil { return "FROM (\(members)) m CROSS JOIN person p ON p.person = m.person" }
    return "FROM person p"
  }

  private var members: String {
    """
    SELECT DISTINCT person FROM membership
    WHERE "group" IN (SELECT value FROM json_each(?5)) AND person > ?2
    """
  }

  private var order: String {
    if !keys.isEmpty { return "k.person" }
    return groups != nil ? "m.person" : "p.person"
  }

  private var condition: String {
    var conditions = ["p.organization = ?1"]
    if keys.isEmpty {
      conditions.append(groups == nil ? "p.person > ?2 AND p.person <= ?5" : "p.person > ?2")
    } else {
      conditions.append("k.key = ?6 AND k.person > ?2")
      for index in keys.indices.dropFirst() {
        conditions.append(
          "EXISTS (SELECT 1 FROM lookup o WHERE o.key = ?\(6 + index) AND o.person = k.person)")
      }
      if groups != nil {
        conditions.append(
          """
          EXISTS (SELECT 1 FROM membership m WHERE m.person = k.person
            AND m."group" IN (SELECT value FROM json_each(?5)))
          """)
      }
    }
    return conditions.joined(separator: " AND ")
  }
}
