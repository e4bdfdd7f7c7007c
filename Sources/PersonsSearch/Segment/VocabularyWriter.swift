// SPDX-License-Identifier: Apache-2.0
//
// The words that a typing error may have been meant for, as a tree of letters: each node before those below it, and
// with where they end.

struct VocabularyWriter {
  /// For each node its letter and depth, and the node behind all that are below it.
  private(set) var nodes: [UInt32] = []
  /// For each node the number of the term that ends there, or `noTerm`.
  private(set) var terms: [UInt32] = []

  static let noTerm = UInt32.max
  /// Longer words than this, in letters, are not forgiven errors.
  static let longest = SearchSettings.longestWithErrors

  init(_ sorted: SortedPostings) {
    var word: [UInt32] = []
    // The nodes of the letters of `word`.
    var path: [Int] = []
    for index in sorted.range(of: SearchTermKind.word.rawValue) {
      let term = sorted.order[index]
      guard sorted.count(term, .name) > 0 || sorted.count(term, .text) > 0 else { continue }
      sorted.withText(term) { text in
        let text = text.dropFirst()
        guard !text.contains(where: { $0 >= 48 && $0 <= 57 }) else { return }
        let scalars = scalarValues(text)
        guard !scalars.isEmpty, scalars.count <= VocabularyWriter.longest else { return }
        close(&path, to: zip(word, scalars).prefix { $0 == $1 }.count)
        for scalar in scalars[path.count...] {
          nodes.append(scalar << 8 | UInt32(truncatingIfNeeded: path.count))
          nodes.append(0)
          path.append(terms.count)
          terms.append(VocabularyWriter.noTerm)
        }
        word = scalars
        if let last = path.last { terms[last] = sorted.number(at: index) }
      }
    }
    close(&path, to: 0)
  }

  /// Nothing more comes below the nodes from `depth` on.
  private mutating func close(_ path: inout [Int], to depth: Int) {
    for node in path[depth...] { nodes[node * 2 + 1] = UInt32(truncatingIfNeeded: terms.count) }
    path.removeSubrange(depth...)
  }
}
