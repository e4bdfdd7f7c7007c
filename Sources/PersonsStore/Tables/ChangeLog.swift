// SPDX-License-Identifier: Apache-2.0
//
// The change log: one row a person, their latest change, under a revision of the organization that only grows.

package import PersonsJSON

package enum ChangeKind: Int64, Sendable {
  case created = 1
  case updated, deleted, erased

  package var name: StaticString {
    switch self {
    case .created: "created"
    case .updated: "updated"
    case .deleted: "deleted"
    case .erased: "erased"
    }
  }
}

extension WriteTransaction {
  /// Notes a change of a person and forgets the one before, whose revision `replacing` is.
  ///
  /// - Returns: the new revision, for the person's row.
  func logChange(
    _ kind: ChangeKind, person: Int64, organization: Int64, replacing: Int64? = nil,
    personId: String? = nil, leftGroups: [Int64] = []
  ) throws(Failure) -> Int64 {
    let revision = try nextRevision(of: organization)
    var departures = leftGroups.map { Departure(group: $0, revision: revision, at: now) }
    if let replacing {
      let old = RowKey.key(organization: organization, number: replacing)
      let earlier = try connection.departures(change: old)
      departures += earlier.filter { !leftGroups.contains($0.group) }
      let statement = try connection.statement("DELETE FROM change WHERE change = ?1")
      statement.bind(1, old)
      try statement.run()
    }
    let statement = try connection.statement(
      """
      INSERT INTO change (change, organization, person, kind, at, person_id, left_groups, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """)
    let row = ChangeRow(
      revision: revision, organization: organization, person: person, kind: kind, at: now,
      personId: personId, leftGroups: Departure.text(departures))
    statement.bind(1, row.key)
    statement.bind(2, row.organization)
    statement.bind(3, row.person)
    statement.bind(4, row.kind.rawValue)
    statement.bind(5, row.at)
    statement.bind(6, row.personId)
    statement.bind(7, row.leftGroups)
    statement.bind(8, row.checksum(seed: seed))
    try statement.run()
    return revision
  }

  /// Notes that a person changed in what is not in their record: groups or answers to events.
  package func touchPerson(
    _ person: Int64, revision: Int64, organization: Int64, leftGroups: [Int64] = []
  ) throws(Failure) {
    let next = try logChange(
      .updated, person: person, organization: organization, replacing: revision,
      leftGroups: leftGroups)
    let statement = try connection.statement("UPDATE person SET change = ?2 WHERE person = ?1")
    statement.bind(1, person)
    statement.bind(2, RowKey.key(organization: organization, number: next))
    try statement.run()
  }
}

extension WriteTransaction {
  /// Takes the identifier of a deleted person out of the log.
  ///
  /// - Returns: whether it was there.
  package func forgetDeleted(_ personId: String, organization: Int64) throws(Failure) -> Bool {
    let found = try connection.changes(ofDeleted: personId, organization: organization)
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
}

extension Connection {
  fileprivate func departures(change: Int64) throws(Failure) -> [Departure] {
    let statement = try statement(
      """
      SELECT c.change, c.organization, c.person, c.kind, c.at, c.person_id, c.left_groups, c.checksum
      FROM change c WHERE c.change = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, change)
    guard try statement.step() else { return [] }
    return try ChangeRow(statement, seed: seed).departures
  }

  fileprivate func changes(
    ofDeleted personId: String, organization: Int64
  ) throws(Failure) -> [ChangeRow] {
    let statement = try statement(
      """
      SELECT c.change, c.organization, c.person, c.kind, c.at, c.person_id, c.left_groups, c.checksum
      FROM change c WHERE c.change > ?1 AND c.change <= ?2 AND c.person_id = ?3
      """)
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: 0))
    statement.bind(2, RowKey.last(of: organization))
    statement.bind(3, personId)
    var rows: [ChangeRow] = []
    while try statement.step() { rows.append(try ChangeRow(statement, seed: seed)) }
    return rows
  }
}

/// That a person left a group: what a token for the group sees last of them.
package struct Departure {
  package let group: Int64
  package let revision: Int64
  package let at: Int64

  /// The departures as they are stored, nil for none.
  static func text(_ departures: [Departure]) -> String? {
    departures.isEmpty ? nil : integerArray(departures.flatMap { [$0.group, $0.revision, $0.at] })
  }

  package static func list(_ text: String) -> [Departure] {
    let numbers = text.split { $0 == "[" || $0 == "]" || $0 == "," }.compactMap { Int64($0) }
    return stride(from: 0, to: numbers.count - numbers.count % 3, by: 3).map {
      Departure(group: numbers[$0], revision: numbers[$0 + 1], at: numbers[$0 + 2])
    }
  }
}

/// `[1,2]`, as SQLite's json_each reads it.
package func integerArray(_ numbers: [Int64]) -> String {
  "[" + numbers.map { String($0) }.joined(separator: ",") + "]"
}
