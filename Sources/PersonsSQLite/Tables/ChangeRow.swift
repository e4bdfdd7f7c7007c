// SPDX-License-Identifier: Apache-2.0
//
// A row of the change log, and the groups in it that a person left.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

struct ChangeRow {
  let organization: Int64
  let revision: Int64
  let person: Int64
  var kind: ChangeKind
  let at: Int64
  /// Of a deleted person.
  var personId: String?
  let departures: [Departure]

  /// What a statement selects of a table called c.
  static let columns = "c.change, c.person, c.kind, c.at, c.person_id, c.left_groups, c.checksum"
  static let columnCount: Int32 = 7

  init(
    organization: Int64, revision: Int64, person: Int64, kind: ChangeKind, at: Int64,
    personId: String?, departures: [Departure]
  ) {
    self.organization = organization
    self.revision = revision
    self.person = person
    self.kind = kind
    self.at = at
    self.personId = personId
    self.departures = departures
  }

  /// Reads the row that `statement` stands on.
  ///
  /// - Throws: `damaged_record` when the row is not what was written.
  init(_ statement: Statement, seed: UInt64) throws(Failure) {
    guard let kind = ChangeKind(rawValue: statement.integer(2)) else {
      throw .corruptRecord("The change log")
    }
    organization = RowKey.organization(of: statement.integer(0))
    revision = RowKey.number(of: statement.integer(0))
    person = statement.integer(1)
    self.kind = kind
    at = statement.integer(3)
    personId = statement.optionalString(4)
    departures = statement.isNull(5) ? [] : Departure.list(statement.bytes(5))
    guard checksum(seed: seed) == statement.integer(6) else {
      throw .corruptRecord("The change log")
    }
  }

  /// The row's key.
  var key: Int64 { RowKey.key(organization: organization, number: revision) }

  /// The column left_groups.
  var leftGroups: String? {
    departures.isEmpty
      ? nil : integerArray(departures.flatMap { [$0.group, $0.revision, $0.at] })
  }

  func checksum(seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.change, seed: seed)
    checksum.add(key)
    checksum.add(person)
    checksum.add(kind.rawValue)
    checksum.add(at)
    checksum.add(personId)
    checksum.add(leftGroups)
    return checksum.value
  }
}

extension Departure {
  fileprivate static func list(_ text: UnsafeBufferPointer<UInt8>) -> [Departure] {
    let numbers = integers(in: text)
    return stride(from: 0, to: numbers.count - numbers.count % 3, by: 3).map {
      Departure(group: numbers[$0], revision: numbers[$0 + 1], at: numbers[$0 + 2])
    }
  }
}
