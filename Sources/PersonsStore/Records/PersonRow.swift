// SPDX-License-Identifier: Apache-2.0
//
// A row of the table person, as a statement stands on it. Reading one checks its checksum, so that
// damage is an error and never an answer.

package import PersonsJSON
internal import PersonsSystem

/// A person as stored. `body` is valid until the statement moves on.
package struct PersonRow {
  /// The columns that a statement selects for a row, in this order, of a table called p.
  package static let columns =
    "p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body"

  /// The row's key (RowKey).
  package let number: Int64
  package let revision: Int64
  package let createdAt: Int64
  package let updatedAt: Int64
  package let body: UnsafeBufferPointer<UInt8>

  /// Reads the row that `statement` stands on.
  ///
  /// - Parameters:
  ///   - organization: whose the person must be; nil: anybody's. A damaged index or membership leads to others.
  ///   - personId: who the person must be; nil: anybody.
  /// - Throws: `damaged_record` when the row is not what was written, or not of whom it is said to be.
  package init(
    _ statement: Statement, seed: UInt64, of organization: Int64? = nil, personId: String? = nil
  ) throws(Failure) {
    number = statement.integer(0)
    revision = RowKey.number(of: statement.integer(2))
    createdAt = statement.integer(3)
    updatedAt = statement.integer(4)
    body = statement.bytes(6)
    let checksum = PersonRow.checksum(
      number: number, organization: statement.integer(1), createdAt: createdAt,
      updatedAt: updatedAt, body: body, seed: seed)
    var isAsked = checksum == statement.integer(5)
    if let organization, organization != statement.integer(1) { isAsked = false }
    if isAsked, let personId { isAsked = try RecordText(body).has(.personId, personId) }
    guard isAsked else {
      throw .corruptRecord("The record of person number \(RowKey.number(of: number))")
    }
  }

  package static func checksum(
    number: Int64, organization: Int64, createdAt: Int64, updatedAt: Int64,
    body: UnsafeBufferPointer<UInt8>, seed: UInt64
  ) -> Int64 {
    let rowSeed = XXH3.hash((number, organization, createdAt, updatedAt, 0), seed: seed)
    return Int64(bitPattern: XXH3.hash(body, seed: rowSeed))
  }
}
