// SPDX-License-Identifier: Apache-2.0
//
// The words that a typing error may have been meant for, in the order of their letters, each as its difference
// from the one before.

struct VocabularyWriter {
  /// The number of the term of each word.
  private(set) var terms: [UInt32] = []
  /// How many letters each word shares with the one before.
  private(set) var shared: [UInt8] = []
  /// Where in `texts` the rest of each word begins, and where that of the last one ends.
  private(set) var starts: [UInt32] = []
  private(set) var texts: [UInt8] = []

  /// Longer words than this, in letters, are not forgiven errors.
  static let longest = SearchSettings.longestWithErrors

  init(_ sorted: SortedPostings) {
    var before: [UInt32] = []
    for index in sorted.range(of: SearchTermKind.word.rawValue) {
      let term = sorted.order[index]
      guard sorted.count(term, .name) > 0 || sorted.count(term, .text) > 0 else { continue }
      sorted.withText(term) { text in
        let word = text.dropFirst()
        guard !word.contains(where: { $0 >= 48 && $0 <= 57 }) else { return }
        let scalars = scalarValues(word)
        guard scalars.count <= VocabularyWriter.longest else { return }
        let common = zip(before, scalars).prefix { $0 == $1 }.count
        before = scalars
        terms.append(sorted.number(at: index))
        shared.append(UInt8(clamping: common))
        starts.append(UInt32(truncatingIfNeeded: texts.count))
        texts.append(contentsOf: word.suffix(word.count - bytes(of: scalars.prefix(common))))
      }
    }
    starts.append(UInt32(truncatingIfNeeded: texts.count))
  }

  /// How long letters are in UTF-8.
  private func bytes(of scalars: ArraySlice<UInt32>) -> Int {
    scalars.reduce(0) { $0 + ($1 < 0x80 ? 1 : $1 < 0x800 ? 2 : $1 < 0x10000 ? 3 : 4) }
  }
}
