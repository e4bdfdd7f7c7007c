// SPDX-License-Identifier: Apache-2.0
//
// The SQL that selects persons: by identifier, by lookup keys, by a group, or everybody, from a number on. The texts are
// put together once for each shape. Several groups are walked (GroupedPersons).

internal import PersonsJSON
internal import PersonsStore

struct PersonQuery {
  /// How persons are found.
  private enum Way { case identifier, keys(Int), group, everybody }

  /// What the text of a statement depends on.
  private struct Shape {
    let way: Way
    /// Whether persons must be in a group besides.
    let isLimited: Bool

    /// A number for each shape.
    var number: Int {
      let way =
        switch way {
        case .identifier: 0
        case .group: 1
        case .everybody: 2
        case .keys(let count): 2 + count
        }
      return way * 2 + (isLimited ? 1 : 0)
    }
  }

  let selection: PersonSelection
  let organization: Int64
  private let seed: UInt64
  private let way: Way

  init(_ selection: PersonSelection, organization: Int64, seed: UInt64) {
    self.selection = selection
    self.organization = organization
    self.seed = seed
    way =
      if selection.personId != nil {
        .identifier
      } else if !selection.attributes.isEmpty {
        .keys(selection.attributes.count)
      } else if selection.groups != nil {
        .group
      } else {
        .everybody
      }
  }

  /// Whether every row of the statement is wanted. Keys of the lookup table may be shared, and the number of an
  /// identified person is looked at in the row.
  var isExact: Bool {
    switch way {
    case .identifier, .keys: false
    case .group, .everybody: true
    }
  }

  /// A statement for the columns of a person in the order of creation.
  ///
  /// - Parameters: for an exact query; the rows of another are counted as they are looked at.
  ///   - limit: -1: none.
  func statement(
    _ connection: Connection, limit: Int64, skip: Int64
  ) throws(Failure) -> Statement {
    let shape = shape
    let isExact = isExact
    let statement = try connection.statement(shape: shape.number) {
      "SELECT \(PersonColumns.list) \(source(shape)) \(order(shape))"
    }
    bind(to: statement)
    if isExact {
      statement.bind(3, limit)
      statement.bind(4, skip)
    }
    return statement
  }

  private var shape: Shape {
    let isLimited =
      switch way {
      case .identifier, .keys: selection.groups != nil
      case .group, .everybody: false
      }
    return Shape(way: way, isLimited: isLimited)
  }

  func key(of value: AttributeValue) -> Int64 {
    LookupKey.key(
      value.attribute, comparable: value.comparable, organization: organization, seed: seed)
  }

  private func bind(to statement: Statement) {
    statement.bind(1, RowKey.base(of: organization))
    statement.bind(2, selection.after)
    switch way {
    case .identifier:
      statement.bind(6, organization)
      if let personId = selection.personId { statement.bind(7, personId) }
    case .keys:
      var parameter: Int32 = 6
      for value in selection.attributes {
        statement.bind(parameter, key(of: value))
        parameter &+= 1
      }
    case .group: if let group = selection.groups?.first { statement.bind(5, group) }
    case .everybody:
      statement.bind(2, RowKey.key(organization: organization, number: selection.after))
      statement.bind(5, RowKey.last(of: organization))
    }
    switch way {
    case .identifier, .keys:
      if let groups = selection.groups { statement.bind(5, groupSet: groups) }
    case .group, .everybody: break
    }
  }

  /// CROSS JOIN keeps SQLite from turning the order of the tables around. Of persons whom the caller may not see no
  /// more than their groups is read.
  private func source(_ shape: Shape) -> String {
    let isVisible = shape.isLimited ? " AND \(GroupFilter.name)(p.member_of, ?5)" : ""
    switch shape.way {
    case .identifier:
      return "FROM person p WHERE p.organization = ?6 AND p.person_id = ?7\(isVisible)"
    case .keys(let count):
      let others = (1..<max(count, 1)).map {
        " AND EXISTS (SELECT 1 FROM lookup o WHERE o.key = ?\(6 + $0) AND o.person = k.person)"
      }
      return """
        FROM lookup k CROSS JOIN person p ON p.person = ?1 + k.person
        WHERE k.key = ?6 AND k.person > ?2
        """ + others.joined() + isVisible
    case .group:
      return """
        FROM membership m CROSS JOIN person p ON p.person = ?1 + m.person
        WHERE m."group" = ?5 AND m.person > ?2
        """
    case .everybody:
      return "FROM person p WHERE p.person > ?2 AND p.person <= ?5"
    }
  }

  private func order(_ shape: Shape) -> String {
    switch shape.way {
    case .keys: "ORDER BY k.person"
    case .group: "ORDER BY m.person LIMIT ?3 OFFSET ?4"
    case .identifier: ""
    case .everybody: "ORDER BY p.person LIMIT ?3 OFFSET ?4"
    }
  }
}
