// SPDX-License-Identifier: Apache-2.0
//
// The change log: one row a person, their latest change, under a revision that only grows.

package import PersonsJSON

package enum ChangeKind: Int64, Sendable {
  case created = 1, updated, deleted, erased

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
    let revision = try nextRevision()
    var departures = leftGroups.map { Departure(group: $0, revision: revision, at: now) }
    if let replacing {
      let earlier = try connection.departures(revision: replacing)
      departures += earlier.filter { !leftGroups.contains($0.group) }
      let statement = try connection.statement("DELETE FROM change WHERE revision = ?1")
      statement.bind(1, replacing)
      try statement.run()
    }
    let statement = try connection.statement(
      """
      INSERT INTO change (revision, organization, person, kind, at, person_id, left_groups)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    statement.bind(1, revision)
    statement.bind(2, organization)
    statement.bind(3, person)
    statement.bind(4, kind.rawValue)
    statement.bind(5, now)
    statement.bind(6, personId)
    statement.bind(7, Departure.text(departures))
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
    let statement = try connection.statement("UPDATE person SET revision = ?2 WHERE person = ?1")
    statement.bind(1, person)
    statement.bind(2, next)
    try statement.run()
  }
}

extension WriteTransaction {
  /// Takes the identifier of a deleted person out of the log.
  ///
  /// - Returns: whether it was there.
  package func forgetDeleted(_ personId: String, organization: Int64) throws(Failure) -> Bool {
    let before = connection.changes
    let statement = try connection.statement(
      """
      UPDATE change SET kind = ?3, person_id = NULL WHERE organization = ?1 AND person_id = ?2
      """)
    statement.bind(1, organization)
    statement.bind(2, personId)
    statement.bind(3, ChangeKind.erased.rawValue)
    try statement.run()
    return connection.changes > before
  }
}

extension Connection {
  /// The latest revision of the file.
  package func lastRevision() throws(Failure) -> Int64 {
    try firstInteger("SELECT last_revision FROM store") ?? 0
  }

  fileprivate func departures(revision: Int64) throws(Failure) -> [Departure] {
    let statement = try statement("SELECT left_groups FROM change WHERE revision = ?1")
    defer { statement.reset() }
    statement.bind(1, revision)
    guard try statement.step(), let text = statement.optionalString(0) else { return [] }
    return Departure.list(text)
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
