// SPDX-License-Identifier: Apache-2.0
//
// The words of a segment that a typing error may have been meant for, narrowed down by length and letters.

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
    var found: [Near] = []
    guard let counter = ErrorCounter(word.scalars) else { return [] }
    let starts = segment.memory.part(.vocabularyStarts)
    let texts = segment.memory.part(.vocabularyTexts)
    try segment.memory.check(starts)
    try segment.memory.check(texts)
    let letters = letterSet(word.scalars)
    let most = max(whole, prefix)
    let shortest = max(0, word.letters - most)
    let longest =
      prefix > 0 ? VocabularyWriter.longest : min(word.letters + whole, VocabularyWriter.longest)
    guard shortest <= longest else { return [] }
    let memory = segment.memory
    let sets = memory.part(.vocabularyLetters)
    for length in shortest...longest {
      let start = Int(try segment.load(.vocabularyLengths, length) as UInt32)
      let end = Int(try segment.load(.vocabularyLengths, length + 1) as UInt32)
      guard start <= end, end <= sets.count / 4 else { throw .damagedIndex }
      guard start < end else { continue }
      let bytes = (sets.lowerBound + start * 4)..<(sets.lowerBound + end * 4)
      try memory.check(bytes)
      guard let base = memory.bytes.baseAddress else { return [] }
      let words = (base + bytes.lowerBound).assumingMemoryBound(to: UInt32.self)
      // A word of this length can only be meant whole, with letters too many and missing both counted, or
      // as a longer word that begins so.
      let isOnlyPrefix = length > word.letters + whole
      let most = isOnlyPrefix ? prefix : most
      for index in 0..<(end - start) {
        let set = words[index]
        let missing = letters & ~set
        guard
          prefix > 0 && hasAtMost(prefix, missing)
            || !isOnlyPrefix && hasAtMost(whole, missing) && hasAtMost(whole, set & ~letters)
        else { continue }
        let place = starts.lowerBound + (start + index) * 4
        guard place + 8 <= starts.upperBound else { throw .damagedIndex }
        let first = Int(memory.bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        let last = Int(memory.bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self))
        guard first <= last, last <= texts.count else { throw .damagedIndex }
        let text = UnsafeRawBufferPointer(
          start: base + texts.lowerBound + first, count: last - first)
        guard let errors = counter.errors(text, atMost: most) else { continue }
        let isWhole = whole > 0 && errors.whole <= whole
        let isPrefix = prefix > 0 && errors.prefix <= prefix
        guard isWhole || isPrefix else { continue }
        found.append(
          Near(
            term: Int(try segment.load(.vocabularyTerms, start + index) as UInt32),
            whole: isWhole ? errors.whole : nil, prefix: isPrefix ? errors.prefix : nil))
      }
    }
    return found
  }

  /// Whether no more than `count` bits, three at most, are set.
  @inline(__always)
  private func hasAtMost(_ count: Int, _ bits: UInt32) -> Bool {
    var rest = bits & (bits &- 1)
    if count >= 2 { rest &= rest &- 1 }
    if count >= 3 { rest &= rest &- 1 }
    return count > 0 ? rest == 0 : bits == 0
  }
}
