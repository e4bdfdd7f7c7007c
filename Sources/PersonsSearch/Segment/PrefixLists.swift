// SPDX-License-Identifier: Apache-2.0
//
// Prefixes that so many terms begin with that their lists are kept: what makes the first letters of a name as
// quick to search as the whole of it.

struct PrefixLists {
  struct Node {
    /// A term that begins with the prefix, and how many of its bytes are the prefix, the tag included.
    let term: UInt32
    let length: Int
    /// The terms that begin with it, in the order of the texts.
    let range: Range<Int>
    /// The node before it that has the same terms, and so the same lists.
    let sameAs: Int?
  }

  /// In the order of the prefixes.
  private(set) var nodes: [Node] = []

  init(_ sorted: SortedPostings) {
    let words = sorted.range(of: SearchTermKind.word.rawValue)
    addNodes(sorted, words, length: 1, parent: nil)
  }

  /// Adds the prefixes one scalar longer than `length` bytes of the terms in `range`.
  private mutating func addNodes(
    _ sorted: SortedPostings, _ range: Range<Int>, length: Int, parent: Int?
  ) {
    guard length <= SegmentFormat.longestPrefix else { return }
    var start = range.lowerBound
    while start < range.upperBound {
      let first = sorted.order[start]
      guard let next = PrefixLists.next(sorted, first, after: length) else {
        // The term that is the prefix itself.
        start += 1
        continue
      }
      let end = PrefixLists.end(sorted, first, next, start..<range.upperBound)
      let few =
        sorted.withText(first) { $0[1] >= 48 && $0[1] <= 57 }
        ? SegmentFormat.fewNumbers : SegmentFormat.fewTerms
      if end - start > few {
        var same: Int?
        if let parent, nodes[parent].range == start..<end { same = nodes[parent].sameAs ?? parent }
        nodes.append(Node(term: first, length: next, range: start..<end, sameAs: same))
        addNodes(sorted, start..<end, length: next, parent: nodes.count - 1)
      }
      start = end
    }
  }

  /// The length of a term's beginning that has one scalar more than `length` bytes; nil when it has no more.
  private static func next(_ sorted: SortedPostings, _ term: UInt32, after length: Int) -> Int? {
    sorted.withText(term) { text in
      guard text.count > length else { return nil }
      var end = length + 1
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
      return end
    }
  }

  /// Where the terms that share the first `length` bytes of `term` end.
  private static func end(
    _ sorted: SortedPostings, _ term: UInt32, _ length: Int, _ range: Range<Int>
  ) -> Int {
    sorted.withText(term) { text in
      let prefix = UnsafeBufferPointer(rebasing: text[..<length])
      var low = range.lowerBound
      var high = range.upperBound
      while low < high {
        let middle = (low + high) / 2
        let isSame = sorted.withText(sorted.order[middle]) { other in
          other.count >= length
            && compare(UnsafeBufferPointer(rebasing: other[..<length]), prefix) == 0
        }
        if isSame { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}

/// Puts lists of documents together.
struct ListUnion {
  private var bits: [UInt64]
  private(set) var documents: [UInt32] = []

  init(documents: Int) { bits = [UInt64](repeating: 0, count: documents / 64 + 1) }

  /// Makes `documents` the sorted union of the lists that `forEachList` gives, `total` documents long together,
  /// without those in `excluded`, which is sorted.
  mutating func set(
    total: Int, excluding excluded: [UInt32] = [],
    _ forEachList: ((UnsafeBufferPointer<UInt32>) -> Void) -> Void
  ) {
    documents.removeAll(keepingCapacity: true)
    guard total > 0 else { return }
    if total < bits.count / 2 {
      forEachList { documents.append(contentsOf: $0) }
      documents.sort()
      var kept = 0
      var next = 0
      for document in documents where kept == 0 || documents[kept - 1] != document {
        while next < excluded.count, excluded[next] < document { next += 1 }
        if next < excluded.count, excluded[next] == document { continue }
        documents[kept] = document
        kept += 1
      }
      documents.removeSubrange(kept...)
      return
    }
    bits.withUnsafeMutableBufferPointer { bits in
      forEachList { list in
        for document in list { bits[Int(document >> 6)] |= 1 << UInt64(document & 63) }
      }
      for document in excluded { bits[Int(document >> 6)] &= ~(1 << UInt64(document & 63)) }
      for index in bits.indices where bits[index] != 0 {
        var word = bits[index]
        while word != 0 {
          documents.append(UInt32(truncatingIfNeeded: index * 64 + word.trailingZeroBitCount))
          word &= word - 1
        }
        bits[index] = 0
      }
    }
  }
}
