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
