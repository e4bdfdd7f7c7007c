// SPDX-License-Identifier: Apache-2.0
//
// The words that a typing error may have been meant for, by length, each with a summary of its letters. Most
// words are told apart from a query by that alone.

struct VocabularyWriter {
  /// Lengths, letters, terms and starts: four parts of the segment.
  let parts: [[UInt32]]
  let texts: [UInt8]

  /// Longer words than this, in letters, are not forgiven errors.
  static let longest = SearchSettings.longestWithErrors

  init(_ sorted: SortedPostings) {
    var byLength = [[(letters: UInt32, term: UInt32, index: Int)]](
      repeating: [], count: VocabularyWriter.longest + 1)
    for index in sorted.range(of: SearchTermKind.word.rawValue) {
      let term = sorted.order[index]
      guard sorted.count(term, .name) > 0 || sorted.count(term, .text) > 0 else { continue }
      sorted.withText(term) { text in
        let word = text.dropFirst()
        guard !word.contains(where: { $0 >= 48 && $0 <= 57 }) else { return }
        let scalars = scalarValues(word)
        guard scalars.count <= VocabularyWriter.longest else { return }
        byLength[scalars.count].append((letterSet(scalars), sorted.number(at: index), index))
      }
    }
    var lengths: [UInt32] = []
    var sum: UInt32 = 0
    for words in byLength {
      lengths.append(sum)
      sum += UInt32(truncatingIfNeeded: words.count)
    }
    lengths.append(sum)
    let words = byLength.flatMap { $0 }
    var starts: [UInt32] = []
    var texts: [UInt8] = []
    for word in words {
      starts.append(UInt32(truncatingIfNeeded: texts.count))
      sorted.withText(sorted.order[word.index]) { texts.append(contentsOf: $0.dropFirst()) }
    }
    starts.append(UInt32(truncatingIfNeeded: texts.count))
    self.texts = texts
    parts = [lengths, words.map(\.letters), words.map(\.term), starts]
  }
}

/// Which letters are in a word: a bit for each letter from a to z, six for all others.
func letterSet(_ scalars: [UInt32]) -> UInt32 {
  var set: UInt32 = 0
  for scalar in scalars {
    set |= scalar >= 0x61 && scalar <= 0x7A ? 1 << (scalar - 0x61) : 1 << (26 + scalar % 6)
  }
  return set
}

extension SortedPostings {
  /// The number under which the term at `index` of the order is written.
  func number(at index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: index >= firstAfterSounds ? index + soundCount : index)
  }

  var emails: Range<Int> { range(of: SearchTermKind.email.rawValue) }

  /// Where in the order the words are that are phone numbers.
  var phones: [Int] {
    range(of: SearchTermKind.word.rawValue).filter { count(order[$0], .phone) > 0 }
  }

  /// The numbers of the terms at `indices`, in the order of their texts read backwards.
  func byEnd(of indices: some Sequence<Int>) -> [UInt32] {
    var keyed = indices.map { index in
      (key: withText(order[index]) { backwardKey($0) }, index: index)
    }
    terms.texts.withUnsafeBufferPointer { texts in
      keyed.sort { first, second in
        if first.key != second.key { return first.key < second.key }
        let a = terms.range(Int(order[first.index]))
        let b = terms.range(Int(order[second.index]))
        // The tags are not compared; the last eight bytes were.
        let most = min(a.count, b.count) - 1
        var back = 9
        while back <= most {
          let (one, other) = (texts[a.upperBound - back], texts[b.upperBound - back])
          if one != other { return one < other }
          back += 1
        }
        return a.count < b.count
      }
    }
    return keyed.map { number(at: $0.index) }
  }

  /// The last eight bytes of a text, the last one first.
  private func backwardKey(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for index in 1...8 {
      let place = text.count - index
      key = key << 8 | (place >= 1 ? UInt64(text[place]) : 0)
    }
    return key
  }
}

/// Whether one text sorts before another when both are read backwards.
func isBeforeBackwards(
  _ first: some BidirectionalCollection<UInt8>, _ second: some BidirectionalCollection<UInt8>
) -> Bool {
  first.reversed().lexicographicallyPrecedes(second.reversed())
}
