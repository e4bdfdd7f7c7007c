// SPDX-License-Identifier: Apache-2.0
//
// The words of a segment that a typing error may have been meant for. They stand as a tree of letters, so that
// those with too many errors are left out by their beginnings.

internal import PersonsJSON

/// Kept for one search, which often asks the same again when it widens. Used by one thread.
final class Vocabulary {
  private let segment: Segment
  private var known: [(wanted: Wanted, near: [Near])] = []

  init(_ segment: Segment) { self.segment = segment }

  private struct Wanted: Equatable {
    let kind: SearchTermKind
    let text: [UInt32]
    let whole: Int
    let prefix: Int
  }

  /// A word of the segment that is near a word of the query.
  struct Near {
    let term: Int
    /// The errors to the whole word; nil when they are too many.
    let whole: Int?
    /// The errors to its beginning; nil when they are too many.
    let prefix: Int?
  }

  /// The words that are within `whole` errors of `text`, or begin within `prefix` errors of it, in the order of their
  /// terms.
  func near(
    _ kind: SearchTermKind, _ text: [UInt32], whole: Int, prefix: Int
  ) throws(Failure) -> [Near] {
    let wanted = Wanted(kind: kind, text: text, whole: whole, prefix: prefix)
    if let known = known.first(where: { $0.wanted == wanted }) { return known.near }
    let near = try ErrorAutomaton.with(text, atMost: max(whole, prefix)) {
      (automaton) throws(Failure) in
      try self.near(automaton, kind, whole: whole, prefix: prefix)
    }
    known.append((wanted, near ?? []))
    return near ?? []
  }

  private func near(
    _ automaton: ErrorAutomaton, _ kind: SearchTermKind, whole: Int, prefix: Int
  ) throws(Failure) -> [Near] {
    var found: [Near] = []
    let tree = try VocabularyTree(segment.memory)
    func add(_ nodes: Range<Int>, _ whole: Int?, _ prefix: Int?) {
      for node in nodes {
        if let term = tree.term(node) {
          found.append(Near(term: term, whole: whole, prefix: prefix))
        }
      }
    }
    func within(_ errors: Int?, _ most: Int) -> Int? {
      errors.flatMap { most > 0 && $0 <= most ? $0 : nil }
    }
    let words = try tree.words(kind)
    var node = words.lowerBound
    // How many letters of the way to the node were read.
    var known = 0
    while node < words.upperBound {
      let (scalar, depth) = tree.letter(node)
      guard depth >= 0, depth <= known, depth < ErrorAutomaton.deepest else { throw .damagedIndex }
      let mayGoOn = automaton.read(scalar, depth)
      known = depth + 1
      if !mayGoOn {
        let end = tree.end(node)
        guard end > node, end <= words.upperBound else { throw .damagedIndex }
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

  /// The nodes of the words of a kind.
  func words(_ kind: SearchTermKind) throws(Failure) -> Range<Int> {
    var root = 0
    while root < count {
      let end = end(root)
      guard end > root, end <= count else { throw .damagedIndex }
      if letter(root).scalar == UInt32(kind.rawValue) { return (root + 1)..<end }
      root = end
    }
    return 0..<0
  }

  /// The letter of a node, and how many are before it.
  @inline(__always)
  func letter(_ node: Int) -> (scalar: UInt32, depth: Int) {
    let word = UInt32(littleEndian: nodes.loadUnaligned(fromByteOffset: node &* 8, as: UInt32.self))
    return (word >> 8, Int(word & 0xFF) &- 1)
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
