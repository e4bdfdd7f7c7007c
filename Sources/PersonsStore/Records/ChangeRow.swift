// SPDX-License-Identifier: Apache-2.0
//
// A row of the change log.

package import PersonsJSON

package struct ChangeRow {
  package let revision: Int64
  package let organization: Int64
  package let person: Int64
  package var kind: ChangeKind
  package let at: Int64
  /// Of a deleted person.
  package var personId: String?
  /// The groups that the person left, as they are stored.
  let leftGroups: String?

  init(
    revision: Int64, organization: Int64, person: Int64, kind: ChangeKind, at: Int64,
    personId: String?, leftGroups: String?
  ) {
    self.revision = revision
    self.organization = organization
    self.person = person
    self.kind = kind
    self.at = at
    self.personId = personId
    self.leftGroups = leftGroups
  }

  /// Reads the row that `statement` stands on: c.change, c.organization, c.person, c.kind, c.at, c.person_id,
  /// c.left_groups, c.checksum, from the column `first` on.
  ///
  /// - Throws: `damaged_record` when the row is not what was written.
  package init(_ statement: Statement, from first: Int32 = 0, seed: UInt64) throws(Failure) {
    guard let kind = ChangeKind(rawValue: statement.integer(first + 3)) else {
      throw .corruptRecord("The change log")
    }
    revision = RowKey.number(of: statement.integer(first))
    organization = statement.integer(first + 1)
    person = statement.integer(first + 2)
    self.kind = kind
    at = statement.integer(first + 4)
    personId = statement.optionalString(first + 5)
    leftGroups = statement.optionalString(first + 6)
    guard checksum(seed: seed) == statement.integer(first + 7), key == statement.integer(first)
    else {
      throw .corruptRecord("The change log")
    }
  }

  /// The row's key.
  var key: Int64 { RowKey.key(organization: organization, number: revision) }

  /// Whether the person is there no more.
  package var isGone: Bool { kind == .deleted || kind == .erased }

  package var departures: [Departure] { leftGroups.map(Departure.list) ?? [] }

  func checksum(seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.change, seed: seed)
    checksum.add(revision)
    checksum.add(organization)
    checksum.add(person)
    checksum.add(kind.rawValue)
    checksum.add(at)
    checksum.add(personId)
    checksum.add(leftGroups)
    return checksum.value
  }
}
