// SPDX-License-Identifier: Apache-2.0
//
// The documents of a segment that a caller may see: those of an organization, or of some persons.

internal import PersonsJSON
internal import PersonsStore

/// Whom a search may find.
package struct SearchScope: Sendable {
  package let organization: Int64
  /// Numbers of the persons, sorted; nil for everybody of the organization.
  package let persons: [Int64]?

  package init(organization: Int64, persons: [Int64]?) {
    self.organization = organization
    self.persons = persons
  }

  func contains(_ document: CollectedDocument) -> Bool {
    guard document.organization == organization else { return false }
    guard let persons else { return true }
    let index = persons.partitioningIndex { $0 >= document.person }
    return index < persons.count && persons[index] == document.person
  }
}

enum VisibleDocuments {
  case list(PostingList)
  case documents([UInt32])
  case none

  /// nil when the caller may see the whole segment.
  static func of(
    _ scope: SearchScope, in segment: Segment
  ) throws(Failure) -> VisibleDocuments? {
    if scope.persons == nil, segment.soleOrganization == scope.organization { return nil }
    var terms = segment.terms()
    let wanted = [TermTag.organization] + String(scope.organization).utf8
    try terms.seek(wanted)
    guard try terms.next(), terms.text == wanted, let list = try terms.entry()[.name] else {
      return VisibleDocuments.none
    }
    guard let persons = scope.persons else {
      return list.count == segment.documents ? nil : .list(list)
    }
    var documents: [UInt32] = []
    for person in persons {
      guard let document = try segment.document(ofPerson: person) else { continue }
      documents.append(UInt32(truncatingIfNeeded: document))
    }
    return .documents(documents)
  }

  /// How many documents there are.
  var total: Int {
    switch self {
    case .none: 0
    case .list(let list): list.count
    case .documents(let documents): documents.count
    }
  }

  /// Puts the documents of a chunk into `set`.
  func unite(_ chunk: Int, into set: ChunkSet) throws(Failure) {
    switch self {
    case .none: return
    case .list(let list):
      guard list.isShort else { return set.formUnion(try list.chunk(key: chunk)) }
      list.forEachShort { document in
        if Int(document) >> SegmentFormat.chunkBits == chunk {
          set.insert(Int(document) & (SegmentFormat.documentsInChunk - 1))
        }
      }
    case .documents(let documents):
      let start = documents.partitioningIndex { Int($0) >> SegmentFormat.chunkBits >= chunk }
      let end = documents.partitioningIndex { Int($0) >> SegmentFormat.chunkBits > chunk }
      for document in documents[start..<end] {
        set.insert(Int(document) & (SegmentFormat.documentsInChunk - 1))
      }
    }
  }
}
