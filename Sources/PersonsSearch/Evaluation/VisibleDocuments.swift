// SPDX-License-Identifier: Apache-2.0
//
// The documents of a segment that a caller may see: all, or those of some persons.

internal import PersonsJSON
internal import PersonsModel

/// Whom a search may find.
package struct SearchScope: Sendable {
  /// Numbers of the persons, sorted; nil for everybody.
  package let persons: [Int64]?

  package init(persons: [Int64]?) { self.persons = persons }

  func contains(_ document: CollectedDocument) -> Bool {
    guard let persons else { return true }
    let index = persons.partitioningIndex { $0 >= document.person }
    return index < persons.count && persons[index] == document.person
  }
}

struct VisibleDocuments {
  /// In order.
  private let documents: [UInt32]

  /// nil when the caller may see the whole segment.
  static func of(
    _ scope: SearchScope, in segment: Segment
  ) throws(Failure) -> VisibleDocuments? {
    guard let persons = scope.persons else { return nil }
    var documents: [UInt32] = []
    for person in persons {
      guard let document = try segment.document(ofPerson: person) else { continue }
      documents.append(UInt32(truncatingIfNeeded: document))
    }
    return VisibleDocuments(documents: documents)
  }

  /// How many documents there are.
  var total: Int { documents.count }

  /// Puts the documents of a chunk into `set`.
  func unite(_ chunk: Int, into set: ChunkSet) {
    let start = documents.partitioningIndex { Int($0) >> SegmentFormat.chunkBits >= chunk }
    let end = documents.partitioningIndex { Int($0) >> SegmentFormat.chunkBits > chunk }
    for document in documents[start..<end] {
      set.insert(Int(document) & (SegmentFormat.documentsInChunk - 1))
    }
  }
}
