// SPDX-License-Identifier: Apache-2.0
//
// A row of the change log.

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
  /// Of a deleted person, who left all groups.
  let groupRevisions: GroupRevisions

  /// What a statement selects of a table called c.
  static let columns =
    "c.change, c.person, c.kind, c.at, c.person_id, c.group_revisions, c.checksum"
  static let columnCount: Int32 = 7

  init(
    organization: Int64, revision: Int64, person: Int64, kind: ChangeKind, at: Int64,
    personId: String?, groupRevisions: GroupRevisions
  ) {
    self.organization = organization
    self.revision = revision
    self.person = person
    self.kind = kind
    self.at = at
    self.personId = personId
    self.groupRevisions = groupRevisions
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
    groupRevisions =
      kind.isGone ? GroupRevisions(text: statement.bytes(5)) : GroupRevisions()
    guard checksum(seed: seed) == statement.integer(6) else {
      throw .corruptRecord("The change log")
    }
  }

  /// The row's key.
  var key: Int64 { RowKey.key(organization: organization, number: revision) }

  /// The column group_revisions.
  var groupRevisionsText: String? {
    groupRevisions.isEmpty ? nil : PersonColumns.list(groupRevisions.numbers)
  }

  func checksum(seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.change, seed: seed)
    checksum.add(key)
    checksum.add(person)
    checksum.add(kind.rawValue)
    checksum.add(at)
    checksum.add(personId)
    checksum.add(groupRevisionsText)
    return checksum.value
  }
}
