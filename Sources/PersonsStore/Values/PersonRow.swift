// SPDX-License-Identifier: Apache-2.0
//
// A person as a verb shows them, and as a write keeps them while it works.

package import PersonsJSON
package import PersonsModel

/// A person while the closure of a verb runs. The record is the store's own memory.
package struct PersonRow: ~Copyable {
  package let number: Int64
  package let revision: Int64
  /// Milliseconds since 1970, as all times.
  package let createdAt: Int64
  package let updatedAt: Int64
  /// The record as it is stored: {"personId":…}.
  package let body: UnsafeBufferPointer<UInt8>
  /// The numbers of the groups that the person is in.
  package let groupNumbers: GroupNumbers
  /// Numbers of GroupRevisions, for a store that keeps them with the person.
  package let groupRevisions: GroupNumbers
  /// The groups themselves, if they were asked for.
  package let groups: [Group]
  /// What the person answered to events, in the order in which they were first asked, if it was asked for.
  package let answers: [EventAnswer]
  /// The record, where the store had to look into it.
  private let known: RecordText?

  package init(
    number: Int64, revision: Int64, createdAt: Int64, updatedAt: Int64,
    body: UnsafeBufferPointer<UInt8>, record: RecordText? = nil, groupNumbers: GroupNumbers,
    groupRevisions: GroupNumbers = GroupNumbers([]), groups: [Group] = [],
    answers: [EventAnswer] = []
  ) {
    self.number = number
    self.revision = revision
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.body = body
    self.groupNumbers = groupNumbers
    self.groupRevisions = groupRevisions
    self.groups = groups
    self.answers = answers
    known = record
  }

  /// Where each attribute stands in the record.
  package func record() throws(Failure) -> RecordText {
    if let known { return known }
    return try RecordText(body)
  }
}

/// A person as a write sees them before it changes anything.
package struct StoredPerson: Sendable {
  package let number: Int64
  package let revision: Int64
  package let createdAt: Int64
  package let updatedAt: Int64
  package let record: PersonRecord
  /// The numbers of the groups that the person is in, in order.
  package let groups: [Int64]
  package let groupRevisions: GroupRevisions

  package init(_ row: borrowing PersonRow) throws(Failure) {
    number = row.number
    revision = row.revision
    createdAt = row.createdAt
    updatedAt = row.updatedAt
    record = PersonRecord(try row.record())
    groups = row.groupNumbers.numbers
    groupRevisions = GroupRevisions(row.groupRevisions.numbers)
  }
}
