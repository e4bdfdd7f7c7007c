// SPDX-License-Identifier: Apache-2.0
//
// The words and the values that a typing error may have been meant for, as a tree of letters, below a root for each
// kind: each node before those below it, and with where they end.

struct VocabularyWriter {
  /// For each node its letter and depth, and the node behind all that are below it.
  private(set) var nodes: [UInt32] = []
  /// For each node the number of the term that ends there, or `noTerm`.
  private(set) var terms: [UInt32] = []

  static let noTerm = UInt32.max
  /// Longer words than this, in letters, are not forgiven errors.
  static let longest = SearchSettings.longestWithErrors
  /// The same for values of filters, which may go on behind what was asked for.
  static let longestValue = 254

  init(_ sorted: SortedPostings) {
    var word: [UInt32] = []
    // The nodes of the letters of `word`.
    var path: [Int] = []
    for kind in [SearchTermKind.city, .firstName, .lastName, .state, .word] {
      for index in sorted.range(of: kind.rawValue) {
        let term = sorted.order[index]
        guard let text = VocabularyWriter.text(term, kind, sorted) else { continue }
        close(&path, to: zip(word, text).prefix { $0 == $1 }.count)
        for scalar in text[path.count...] {
          nodes.append(scalar << 8 | UInt32(truncatingIfNeeded: path.count))
          nodes.append(0)
          path.append(terms.count)
          terms.append(VocabularyWriter.noTerm)
        }
        word = text
        if let last = path.last { terms[last] = sorted.number(at: index) }
      }
    }
    close(&path, to: 0)
  }

  /// The kind of a term and its letters; nil when nobody is forgiven an error in it.
  private static func text(
    _ term: UInt32, _ kind: SearchTermKind, _ sorted: SortedPostings
  ) -> [UInt32]? {
    let isWord = kind == .word
    guard !isWord || sorted.count(term, .name) > 0 || sorted.count(term, .text) > 0 else {
      return nil
    }
    return sorted.withText(term) { text in
      let text = text.dropFirst()
      guard !text.isEmpty, !isWord || !text.contains(where: { $0 >= 48 && $0 <= 57 }) else {
        return nil
      }
      let scalars = scalarValues(text)
      guard scalars.count <= (isWord ? longest : longestValue) else { return nil }
      return [UInt32(kind.rawValue)] + scalars
    }
  }

  /// Nothing more comes below the nodes from `depth` on.
  private mutating func close(_ path: inout [Int], to depth: Int) {
    for node in path[depth...] { nodes[node * 2 + 1] = UInt32(truncatingIfNeeded: terms.count) }
    path.removeSubrange(depth...)
  }
}
