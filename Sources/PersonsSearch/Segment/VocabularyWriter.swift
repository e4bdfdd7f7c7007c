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
