// SPDX-License-Identifier: Apache-2.0
//
// The errors between one word of a query and many words, each counted in one pass: a column of the table of
// ErrorCount is kept in the bits of two machine words (Hyyrö, "A bit-vector algorithm for computing Levenshtein and
// Damerau edit distances", 2003).

final class ErrorCounter {
  /// Where in the query each ASCII letter stands, as bits.
  private let ascii = UnsafeMutablePointer<UInt64>.allocate(capacity: 128)
  private var others: [(scalar: UInt32, places: UInt64)] = []
  private let length: Int

  /// nil for words with more letters than bits, and for none.
  init?(_ query: [UInt32]) {
    guard !query.isEmpty, query.count <= SearchSettings.longestWithErrors else { return nil }
    length = query.count
    ascii.initialize(repeating: 0, count: 128)
    for (index, scalar) in query.enumerated() {
      let bit: UInt64 = 1 << UInt64(index)
      if scalar < 128 {
        ascii[Int(scalar)] |= bit
      } else if let known = others.firstIndex(where: { $0.scalar == scalar }) {
        others[known].places |= bit
      } else {
        others.append((scalar, bit))
      }
    }
  }

  deinit { ascii.deallocate() }

  /// The errors to the whole of a word in UTF-8, and to that beginning of it that has the fewest; nil when both are
  /// surely more than `most`.
  @inline(__always)
  func errors(_ word: UnsafeRawBufferPointer, atMost most: Int) -> (whole: Int, prefix: Int)? {
    var positive = UInt64.max
    var negative: UInt64 = 0
    var diagonal: UInt64 = 0
    var placesBefore: UInt64 = 0
    var count = length
    var fewest = length
    let last: UInt64 = 1 << UInt64(length - 1)
    var index = 0
    while index < word.count {
      let places = next(word, &index)
      let swapped = ((~diagonal & places) << 1) & placesBefore
      diagonal = (((places & positive) &+ positive) ^ positive) | places | negative | swapped
      var right = negative | ~(diagonal | positive)
      let left = diagonal & positive
      if right & last != 0 { count &+= 1 }
      if left & last != 0 { count &-= 1 }
      right = right << 1 | 1
      positive = left << 1 | ~(diagonal | right)
      negative = right & diagonal
      placesBefore = places
      fewest = min(fewest, count)
      // Each letter that is left takes away one error at most.
      if count &- (word.count &- index) > most, fewest > most { return nil }
    }
    return (count, fewest)
  }

  /// Where in the query the next letter of the word stands.
  @inline(__always)
  private func next(_ word: UnsafeRawBufferPointer, _ index: inout Int) -> UInt64 {
    let first = word[index]
    index += 1
    if first < 0x80 { return ascii[Int(first)] }
    var scalar = UInt32(first & (first >= 0xF0 ? 0x07 : first >= 0xE0 ? 0x0F : 0x1F))
    while index < word.count, word[index] & 0xC0 == 0x80 {
      scalar = scalar << 6 | UInt32(word[index] & 0x3F)
      index += 1
    }
    for other in others where other.scalar == scalar { return other.places }
    return 0
  }
}
