// SPDX-License-Identifier: Apache-2.0
//
// How many persons a prefix finds: the counts beside its lists, less the masked documents; for a caller with access to
// some groups, the same among the documents of these groups.

internal import PersonsJSON
internal import PersonsModel

extension SegmentSearch {
  /// How many persons the prefix `word` finds, whose lists are in `entry`.
  func prefixTotal(_ word: [UInt8], _ entry: TermEntry) throws(Failure) -> Int {
    var lists = WordPostings()
    lists.add(entry, .prefix)
    lists.finish(chunks: segment.chunks)
    let all: Int
    if let visible {
      all = try visible.prefixCounts.count(of: word) { () throws(Failure) in
        try count(lists, in: visible)
      }
    } else {
      // The lists have nobody in common.
      all = (entry[.name]?.count ?? 0) + (entry[.text]?.count ?? 0)
    }
    guard mask.count > 0 else { return all }
    let masked = try mask.prefixCounts.count(of: word, among: visible) { () throws(Failure) in
      try maskedCount(lists)
    }
    return all - masked
  }

  /// How many documents of the lists are visible.
  private func count(
    _ lists: WordPostings, in visible: VisibleDocuments
  ) throws(Failure) -> Int {
    var sum = 0
    for chunk in 0..<segment.chunks where visible.count(chunk) > 0 {
      let mark = scratch.mark
      defer { scratch.giveBack(to: mark) }
      let wanted = scratch.take()
      wanted.formUnion(visible.chunk(chunk))
      sum += try count(lists, chunk, of: wanted, estimate: visible.count(chunk))
    }
    return sum
  }

  /// How many masked documents are in the lists, of those that are visible.
  private func maskedCount(_ lists: WordPostings) throws(Failure) -> Int {
    var sum = 0
    for chunk in 0..<segment.chunks {
      guard let hidden = mask.chunk(chunk), visible.map({ $0.count(chunk) > 0 }) ?? true else {
        continue
      }
      let mark = scratch.mark
      defer { scratch.giveBack(to: mark) }
      let wanted = scratch.take()
      hidden.withBitmap { wanted.formUnion(.bitmap($0)) }
      if let visible {
        let seen = scratch.take()
        seen.formUnion(visible.chunk(chunk))
        wanted.formIntersection(seen)
      }
      sum += try count(lists, chunk, of: wanted, estimate: wanted.count)
    }
    return sum
  }

  /// How many of some documents of a chunk are in the lists.
  private func count(
    _ lists: WordPostings, _ chunk: Int, of wanted: ChunkSet, estimate: Int
  ) throws(Failure) -> Int {
    guard estimate > 0 else { return 0 }
    let found = scratch.take()
    let some = try lists.select(chunk, of: wanted, estimate: estimate, into: found)
    return some > 0 ? found.count : 0
  }
}
