// SPDX-License-Identifier: Apache-2.0
//
// The words of a segment that a typing error may have been meant for. They stand as a tree of letters, so that
// those with too many errors are left out by their beginnings.

internal import PersonsJSON

/// Kept for the steps of one search, of which the wider often asks the same again. Used by one thread.
final class Vocabulary {
  private let segment: Segment
  private var known: [(scalars: [UInt32], whole: Int, prefix: Int, near: [Near])] = []

  init(_ segment: Segment) { self.segment = segment }

  /// A word of the segment that is near a word of the query.
  struct Near {
    let term: Int
    /// The errors to the whole word; nil when they are too many.
    let whole: Int?
    /// The errors to its beginning; nil when they are too many.
    let prefix: Int?
  }

  /// The words that are within `whole` errors of the word, or begin within `prefix` errors of it, in the order of
  /// their terms.
  func near(_ word: QueryWord, whole: Int, prefix: Int) throws(Failure) -> [Near] {
    let earlier = known.first {
      $0.whole == whole && $0.prefix == prefix && $0.scalars == word.scalars
    }
    if let earlier { return earlier.near }
    let near = try ErrorAutomaton.with(word.scalars, atMost: max(whole, prefix)) {
      (automaton) throws(Failure) in
      try self.near(automaton, whole: whole, prefix: prefix)
    }
    known.append((word.scalars, whole, prefix, near ?? []))
    return near ?? []
  }

  private func near(
    _ automaton: ErrorAutomaton, whole: Int, prefix: Int
  ) throws(Failure) -> [Near] {
    var found: [Near] = []
    let tree = try VocabularyTree(segment.memory)
    func add(_ nodes: Range<Int>, _ whole: Int?, _ prefix: Int?) {
      for node in nodes {
        if let term = tree.term(node) { found.append(Near(term: term, whole: whole, prefix: prefix)) }
      }
    }
    func within(_ errors: Int?, _ most: Int) -> Int? {
      errors.flatMap { most > 0 && $0 <= most ? $0 : nil }
    }
    var node = 0
    // How many letters of the way to the node were read.
    var known = 0
    while node < tree.count {
      let (scalar, depth) = tree.letter(node)
      guard depth <= known else { throw .damagedIndex }
      let mayGoOn = automaton.read(scalar, depth)
      known = depth + 1
      if !mayGoOn {
        let end = tree.end(node)
        guard end > node, end <= tree.count else { throw .damagedIndex }
        // No word goes on so, and all that begin so are alike.
        if let errors = within(automaton.prefix(known), prefix) { add(node..<end, nil, errors) }
        node = end
      } else {
        if automaton.mayEnd(known), tree.hasTerm(node) {
          let errors = within(automaton.whole(known), whole)
          let start = within(automaton.prefix(known), prefix)
          if errors != nil || start != nil { add(node..<(node + 1), errors, start) }
        }
        node += 1
      }
    }
    return found
  }
}

/// The parts of a segment that VocabularyWriter wrote.
private struct VocabularyTree {
  let count: Int
  private let nodes: UnsafeRawPointer
  private let terms: UnsafeRawPointer

  init(_ memory: SegmentMemory) throws(Failure) {
    let nodes = memory.part(.vocabularyNodes)
    let terms = memory.part(.vocabularyTerms)
    try memory.check(nodes)
    try memory.check(terms)
    count = terms.count / 4
    guard let base = memory.bytes.baseAddress, nodes.count == count * 8, terms.count == count * 4
    else { throw .damagedIndex }
    self.nodes = base + nodes.lowerBound
    self.terms = base + terms.lowerBound
  }

  /// The letter of a node, and how many are before it, fewer than ErrorAutomaton can read.
  @inline(__always)
  func letter(_ node: Int) -> (scalar: UInt32, depth: Int) {
    let word = UInt32(littleEndian: nodes.loadUnaligned(fromByteOffset: node &* 8, as: UInt32.self))
    return (word >> 8, min(Int(word & 0xFF), ErrorAutomaton.deepest - 1))
  }

  /// The node behind all that are below a node.
  @inline(__always)
  func end(_ node: Int) -> Int {
    Int(
      UInt32(littleEndian: nodes.loadUnaligned(fromByteOffset: node &* 8 &+ 4, as: UInt32.self)))
  }

  @inline(__always)
  private func termWord(_ node: Int) -> UInt32 {
    UInt32(littleEndian: terms.loadUnaligned(fromByteOffset: node &* 4, as: UInt32.self))
  }

  @inline(__always)
  func hasTerm(_ node: Int) -> Bool { termWord(node) != VocabularyWriter.noTerm }

  /// The number of the term that ends at a node.
  func term(_ node: Int) -> Int? { hasTerm(node) ? Int(termWord(node)) : nil }
}
