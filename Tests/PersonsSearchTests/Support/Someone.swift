// SPDX-License-Identifier: Apache-2.0
//
// A person of a test: attribute values, and the record and the words that they become.

import PersonsJSON
import PersonsModel
import PersonsStore

@testable import PersonsSearch

struct Someone: Sendable {
  var values: [Attribute: String] = [:]
  var customFields: String?
  /// Numbers of the groups that the person is in, growing.
  var groups: [Int64] = []
  /// Of the tests with a store; a segment knows none.
  var organization: Int64 = 1

  subscript(_ attribute: Attribute) -> String? {
    get { values[attribute] }
    set { values[attribute] = newValue }
  }

  func record(_ id: String) -> PersonRecord {
    var record = PersonRecord()
    record[.personId] = id
    for (attribute, value) in values where attribute != .personId { record[attribute] = value }
    record.customFields = customFields
    return record
  }

  /// Calls `use` with the person as they are stored.
  func withText<R>(_ use: (RecordText) throws(Failure) -> R) throws(Failure) -> R {
    let body = try record("p").body()
    return try body.withBytes { bytes in
      Result { () throws(Failure) in try use(try RecordText(bytes)) }
    }.get()
  }

  func document(_ person: Int64) throws(Failure) -> CollectedDocument {
    try withText { (text) throws(Failure) in
      try CollectedDocument(text, groups: GroupNumbers(groups), person: person)
    }
  }
}

/// A segment on the heap of the persons, who come in the order of their numbers.
func segment(of persons: [(number: Int64, someone: Someone)]) throws(Failure) -> Segment {
  let storeId = [UInt8](repeating: 7, count: 16)
  var builder = SegmentBuilder()
  for (number, someone) in persons {
    try someone.withText { (text) throws(Failure) in
      try builder.add(text, groups: GroupNumbers(someone.groups), person: number)
    }
  }
  let bytes = try builder.finish(storeId: storeId, revision: 1)
  guard let memory = SegmentMemory(heap: bytes, storeId: storeId) else { throw .damagedIndex }
  return Segment(memory)
}
