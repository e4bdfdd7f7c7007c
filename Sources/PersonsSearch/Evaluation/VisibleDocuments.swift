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

  func chunk(_ chunk: Int) throws(Failure) -> ChunkOfVisible {
    switch self {
    case .none: return .chunk(.none)
    case .list(let list):
      guard list.isShort else { return .chunk(try list.chunk(key: chunk)) }
      var lows: Set<Int> = []
      list.forEachShort { if Int($0 >> 16) == chunk { lows.insert(Int($0 & 0xFFFF)) } }
      return .lows(lows)
    case .documents(let documents):
      let start = documents.partitioningIndex { Int($0 >> 16) >= chunk }
      let end = documents.partitioningIndex { Int($0 >> 16) > chunk }
      return .lows(Set(documents[start..<end].map { Int($0 & 0xFFFF) }))
    }
  }
}

/// The visible documents of one chunk.
enum ChunkOfVisible {
  case chunk(PostingChunk)
  case lows(Set<Int>)

  @inline(__always)
  func contains(_ low: Int) -> Bool {
    switch self {
    case .chunk(let chunk): chunk.contains(low)
    case .lows(let lows): lows.contains(low)
    }
  }
}
