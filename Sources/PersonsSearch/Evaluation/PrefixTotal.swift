// SPDX-License-Identifier: Apache-2.0
//
// How many persons a prefix finds: the counts beside its lists, less the masked documents; for a caller with access to
// some groups, the same among the documents of these groups.

internal import PersonsJSON
internal import PersonsModel

extension SegmentSearch {
  /// How many persons the prefix `word` finds, whose lists are in `entry`.
  func prefixTotal(_ word: [UInt8], _ entry: TermEntry) throws(Failure) -> Int {
    guard let visible else {
      // The lists have nobody in common.
      let all = (entry[.name]?.count ?? 0) + (entry[.text]?.count ?? 0)
      let masked = try mask.prefixCounts.count(of: word) { () throws(Failure) in
        try maskedCount(entry)
      }
      return all - masked
    }
    var lists = WordPostings()
    lists.add(entry, .prefix)
    lists.finish(chunks: segment.chunks)
    let all = try visible.prefixCounts.count(of: word) { () throws(Failure) in
      try count(lists, in: visible, areMasked: false)
    }
    guard mask.count > 0 else { return all }
    let masked = try mask.prefixCounts.count(of: word, among: visible) { () throws(Failure) in
      try count(lists, in: visible, areMasked: true)
    }
    return all - masked
  }

  /// How many documents of the lists are visible, and masked when they are to be.
  private func count(
    _ lists: WordPostings, in visible: VisibleDocuments, areMasked: Bool
  ) throws(Failure) -> Int {
    var sum = 0
    for chunk in 0..<segment.chunks where visible.count(chunk) > 0 {
      let mark = scratch.mark
      defer { scratch.giveBack(to: mark) }
      var estimate = visible.count(chunk)
      var wanted = scratch.take()
      wanted.formUnion(visible.chunk(chunk))
      if areMasked {
        guard let hidden = mask.chunk(chunk) else { continue }
        let both = scratch.take()
        hidden.withBitmap { estimate = both.formUnion(.bitmap($0), in: wanted, estimate: estimate) }
        wanted = both
      }
      let found = scratch.take()
      guard try lists.select(chunk, of: wanted, estimate: estimate, into: found) > 0 else {
        continue
      }
      sum += found.count
    }
    return sum
  }

  /// How many masked documents are in any of the lists of a prefix.
  private func maskedCount(_ entry: TermEntry) throws(Failure) -> Int {
    guard mask.count > 0 else { return 0 }
    let lists = SearchField.allCases.compactMap { entry[$0] }
    var masked: [Int] = []
    mask.forEach { masked.append($0) }
    var count = 0
    for document in masked {
      for list in lists where try list.contains(UInt32(truncatingIfNeeded: document)) {
        count += 1
        break
      }
    }
    return count
  }
}
