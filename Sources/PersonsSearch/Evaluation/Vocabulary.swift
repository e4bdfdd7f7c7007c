// SPDX-License-Identifier: Apache-2.0
//
// The words of a segment that a typing error may have been meant for. They stand in the order of their letters, so
// that those with too many errors are left out by their beginnings.

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

  /// The words that are within `whole` errors of the word, or begin within `prefix` errors of it.
  func near(_ word: QueryWord, whole: Int, prefix: Int) throws(Failure) -> [Near] {
    let earlier = known.first {
      $0.whole == whole && $0.prefix == prefix && $0.scalars == word.scalars
    }
    if let earlier { return earlier.near }
    let near = try compare(word, whole: whole, prefix: prefix)
    known.append((word.scalars, whole, prefix, near))
    return near
  }

  private func compare(_ word: QueryWord, whole: Int, prefix: Int) throws(Failure) -> [Near] {
    guard let automaton = ErrorAutomaton(word.scalars, atMost: max(whole, prefix)) else { return [] }
    let words = try VocabularyWords(segment.memory)
    var found: [Near] = []
    var index = 0
    while index < words.count {
      let common = words.shared(index)
      guard common <= automaton.depth else { throw .damagedIndex }
      automaton.goBack(to: common)
      var mayMatch = true
      try words.forEachLetter(index) { scalar in
        mayMatch = automaton.read(scalar)
        return mayMatch
      }
      let wholeErrors = whole > 0 && mayMatch ? automaton.whole.flatMap { $0 <= whole ? $0 : nil } : nil
      let prefixErrors = prefix > 0 ? automaton.prefix.flatMap { $0 <= prefix ? $0 : nil } : nil
      // Where no whole word goes on so, all that begin so are alike.
      let next = mayMatch ? index + 1 : words.next(after: index, sharingFewerThan: automaton.depth)
      if wholeErrors != nil || prefixErrors != nil {
        for index in index..<next {
          found.append(
            Near(term: try words.term(index), whole: wholeErrors, prefix: prefixErrors))
        }
      }
      index = next
    }
    return found
  }
}

/// The parts of a segment that VocabularyWriter wrote.
private struct VocabularyWords {
  let count: Int
  private let shared: UnsafeRawBufferPointer
  private let starts: UnsafeRawBufferPointer
  private let texts: UnsafeRawBufferPointer
  private let terms: UnsafeRawBufferPointer

  init(_ memory: SegmentMemory) throws(Failure) {
    func bytes(_ part: SegmentPart) throws(Failure) -> UnsafeRawBufferPointer {
      try memory.check(memory.part(part))
      return UnsafeRawBufferPointer(rebasing: memory.bytes[memory.part(part)])
    }
    shared = try bytes(.vocabularyShared)
    starts = try bytes(.vocabularyStarts)
    texts = try bytes(.vocabularyTexts)
    terms = try bytes(.vocabularyTerms)
    count = shared.count
    guard starts.count == (count + 1) * 4, terms.count == count * 4 else { throw .damagedIndex }
  }

  /// How many letters a word shares with the one before.
  @inline(__always)
  func shared(_ index: Int) -> Int { Int(shared[index]) }

  func term(_ index: Int) throws(Failure) -> Int { word(terms, index) }

  @inline(__always)
  private func word(_ part: UnsafeRawBufferPointer, _ index: Int) -> Int {
    Int(UInt32(littleEndian: part.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
  }

  /// Calls `body` with each letter that a word does not share, until it returns false.
  @inline(__always)
  func forEachLetter(_ index: Int, _ body: (UInt32) -> Bool) throws(Failure) {
    var place = word(starts, index)
    let end = word(starts, index + 1)
    guard place <= end, end <= texts.count else { throw .damagedIndex }
    while place < end {
      let first = texts[place]
      place += 1
      var scalar = UInt32(first)
      if first >= 0x80 {
        scalar = UInt32(first & (first >= 0xF0 ? 0x07 : first >= 0xE0 ? 0x0F : 0x1F))
        while place < end, texts[place] & 0xC0 == 0x80 {
          scalar = scalar << 6 | UInt32(texts[place] & 0x3F)
          place += 1
        }
      }
      guard body(scalar) else { return }
    }
  }

  /// The next word that shares fewer letters than `letters` with the one before it; `count` when there is none.
  func next(after index: Int, sharingFewerThan letters: Int) -> Int {
    var next = index + 1
    let limit = UInt8(clamping: letters)
    let limits = SIMD16<UInt8>(repeating: limit)
    while next + 16 <= count {
      let values = shared.loadUnaligned(fromByteOffset: next, as: SIMD16<UInt8>.self)
      guard all(values .>= limits) else { break }
      next += 16
    }
    while next < count, shared[next] >= limit { next += 1 }
    return next
  }
}
