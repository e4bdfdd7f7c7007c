// SPDX-License-Identifier: Apache-2.0
//
// The documents of a segment that a caller with access to some groups may see: the union of the groups' posting lists.
// A segment never changes, so the union is kept for the next search (MemberSets).

internal import PersonsJSON
internal import PersonsSystem

final class VisibleDocuments: @unchecked Sendable {
  /// The documents of each chunk, in memory of their own. Nothing is written once this is made.
  private var chunks: [PostingChunk] = []
  private var counts: [Int] = []
  /// How many documents there are.
  private(set) var total = 0
  /// Unique among all objects ever made, so that caches can tell them apart.
  let serial: Int
  /// How many of the documents begin with a prefix, once somebody asked.
  let prefixCounts = PrefixCounts(atMost: prefixes)

  private static let serials = Locked(0)
  private static let prefixes = 256

  /// The members of `groups`.
  init(_ groups: [Int64], in segment: Segment) throws(Failure) {
    serial = VisibleDocuments.serials.withLock { last in
      last &+= 1
      return last
    }
    var members = WordPostings()
    var terms = segment.terms()
    for group in groups {
      let wanted = TermTag.term(ofGroup: group)
      try terms.seek(wanted)
      if try terms.next(), terms.text == wanted { members.add(try terms.entry()[.name], 0) }
    }
    guard !members.isEmpty else { return }
    members.finish(chunks: segment.chunks)
    let set = ChunkSet.allocate()
    defer { set.deallocate() }
    for chunk in 0..<segment.chunks {
      set.removeAll()
      _ = try members.unite(chunk, into: set)
      let count = set.count
      chunks.append(set.copy(count: count))
      counts.append(count)
      total &+= count
    }
  }

  deinit {
    for chunk in chunks {
      switch chunk {
      case .none: break
      case .array(let documents, _), .buckets(let documents, _): documents.deallocate()
      case .bitmap(let words): words.deallocate()
      }
    }
  }

  /// About how much memory this takes, with all the counts that it may keep.
  var bytes: Int {
    var sum = 256 &+ VisibleDocuments.prefixes &* PrefixCounts.bytesOfOne
    for chunk in chunks {
      switch chunk {
      case .none: sum &+= 32
      case .array(_, let count), .buckets(_, let count): sum &+= 32 &+ 2 &* count
      case .bitmap: sum &+= 32 &+ SegmentFormat.bitmapBytes
      }
    }
    return sum
  }

  /// The documents of a chunk.
  func chunk(_ chunk: Int) -> PostingChunk {
    chunks.indices.contains(chunk) ? chunks[chunk] : .none
  }

  /// How many documents a chunk has.
  func count(_ chunk: Int) -> Int { counts.indices.contains(chunk) ? counts[chunk] : 0 }

  func contains(_ document: Int) -> Bool {
    chunk(document >> SegmentFormat.chunkBits)
      .contains(document & (SegmentFormat.documentsInChunk - 1))
  }
}

extension ChunkSet {
  /// The set in memory of its own, as short as it gets: an array of few documents, a bitmap of many.
  fileprivate func copy(count: Int) -> PostingChunk {
    guard count > 0 else { return .none }
    if count > SegmentFormat.maxInArray { return .bitmap(UnsafePointer(copyOfBitmap())) }
    let documents = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
    var index = 0
    forEach { (document) throws(Never) in
      (documents + index).initialize(to: UInt16(truncatingIfNeeded: document))
      index &+= 1
      return index < count
    }
    return .array(UnsafePointer(documents), index)
  }
}
