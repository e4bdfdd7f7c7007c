// SPDX-License-Identifier: Apache-2.0
//
// The columns of a person, listed once, and a row of them read: its checksum says that it is what was written, so that
// damage is an error and never an answer.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsSystem

enum PersonColumns {
  /// What a statement selects of a table called p.
  static let list = withBody("p.body")
  static let count: Int32 = 9

  /// The same with another expression for the record.
  static func withBody(_ body: String) -> String {
    "p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.member_of, p.group_revisions, "
      + body
  }

  /// A row that a statement stands on, before anything is made of it.
  struct Row {
    let number: Int64
    let organization: Int64
    let revision: Int64
    let createdAt: Int64
    let updatedAt: Int64
    /// JSON array of the groups that the person is in; empty for none.
    let memberOf: UnsafeBufferPointer<UInt8>
    /// JSON array of group and revision in turn; empty for none.
    let groupRevisions: UnsafeBufferPointer<UInt8>
    let body: UnsafeBufferPointer<UInt8>

    var groups: GroupNumbers { GroupNumbers(text: memberOf) }

    /// The latest change that a caller limited to groups sees of the person.
    func sight(in wanted: [Int64], leftAfter: Int64) -> GroupRevisions.Sight? {
      // All groups of most persons are at the person's latest change.
      guard !groupRevisions.isEmpty else {
        return wanted.withUnsafeBytes { GroupFilter.contains(UnsafeRawBufferPointer(memberOf), $0) }
          ? (revision, true) : nil
      }
      return GroupRevisions(text: groupRevisions).sight(
        in: wanted, members: groups, latest: revision, leftAfter: leftAfter)
    }
  }

  /// Reads the columns from `first` on.
  ///
  /// - Throws: `damaged_record` when the row is not what was written.
  static func row(
    _ statement: Statement, from first: Int32 = 0, seed: UInt64
  ) throws(Failure) -> Row {
    let memberOf = statement.bytes(first + 6)
    let row = Row(
      number: RowKey.number(of: statement.integer(first)),
      organization: statement.integer(first + 1), revision: statement.integer(first + 2),
      createdAt: statement.integer(first + 3), updatedAt: statement.integer(first + 4),
      memberOf: memberOf, groupRevisions: statement.bytes(first + 7),
      body: statement.bytes(first + 8))
    let checksum = checksum(
      number: row.number, organization: row.organization, createdAt: row.createdAt,
      updatedAt: row.updatedAt, memberOf: memberOf, groupRevisions: row.groupRevisions,
      body: row.body, seed: seed)
    guard checksum == statement.integer(first + 5),
      RowKey.organization(of: statement.integer(first)) == row.organization
    else { throw damaged(row.number) }
    return row
  }

  static func damaged(_ number: Int64) -> Failure {
    .corruptRecord("The record of person number \(number)")
  }

  /// The checksum of everything but the change, which the change log has too.
  static func checksum(
    number: Int64, organization: Int64, createdAt: Int64, updatedAt: Int64,
    memberOf: UnsafeBufferPointer<UInt8>, groupRevisions: UnsafeBufferPointer<UInt8>,
    body: UnsafeBufferPointer<UInt8>, seed: UInt64
  ) -> Int64 {
    var hash: UInt64 = memberOf.isEmpty ? 0 : XXH3.hash(memberOf, seed: seed)
    if !groupRevisions.isEmpty { hash = XXH3.hash(groupRevisions, seed: hash &+ 1) }
    let groups = Int64(bitPattern: hash)
    let rowSeed = XXH3.hash((number, organization, createdAt, updatedAt, groups), seed: seed)
    return Int64(bitPattern: XXH3.hash(body, seed: rowSeed))
  }

  /// A column of numbers: member_of, group_revisions; nil for none.
  static func list(_ numbers: [Int64]) -> String? {
    numbers.isEmpty ? nil : integerArray(numbers)
  }
}
