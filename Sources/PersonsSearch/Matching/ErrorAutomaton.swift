// SPDX-License-Identifier: Apache-2.0
//
// The errors between one word of a query and many words that come in the order of their letters: what two
// neighbours share is read once, and where the errors are too many already, all words that begin so can be left
// out. The machine is that of Wu and Manber ("Fast text searching allowing errors", 1992) with letters that changed
// places; it counts as ErrorCount does.

final class ErrorAutomaton {
  /// Where in the query each ASCII letter stands, as bits.
  private let ascii = UnsafeMutablePointer<UInt64>.allocate(capacity: 128)
  private var others: [(scalar: UInt32, places: UInt64)] = []
  /// For each letter read so far and each number of errors: which beginnings of the query it can be, as bits.
  private let states: UnsafeMutablePointer<UInt64>
  /// Where in the query each letter read so far stands.
  private let places: UnsafeMutablePointer<UInt64>
  /// The fewest errors between the query and a beginning of what was read so far.
  private let prefixes: UnsafeMutablePointer<Int>
  private let length: Int
  private let most: Int
  private let allBits: UInt64
  /// How many letters were read.
  private(set) var depth = 0

  /// More letters than this are not read: a word within the most errors is never so long.
  private static let deepest = SearchSettings.longestWithErrors + 4
  private static let tooMany = Int.max

  /// Counts up to `most` errors; nil for words with more letters than bits, and for none.
  init?(_ query: [UInt32], atMost most: Int) {
    guard !query.isEmpty, query.count <= SearchSettings.longestWithErrors, most >= 0 else {
      return nil
    }
    length = query.count
    self.most = most
    allBits = UInt64.max >> UInt64(63 - length)
    let rows = ErrorAutomaton.deepest + 1
    states = .allocate(capacity: rows * (most + 1))
    states.initialize(repeating: 0, count: rows * (most + 1))
    places = .allocate(capacity: rows)
    places.initialize(repeating: 0, count: rows)
    prefixes = .allocate(capacity: rows)
    prefixes.initialize(repeating: ErrorAutomaton.tooMany, count: rows)
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
    // Before the first letter, letters of the query may be missing.
    states[0] = 1
    for errors in 0...most where errors > 0 {
      states[errors] = (states[errors - 1] | states[errors - 1] << 1) & allBits
    }
    prefixes[0] = whole ?? ErrorAutomaton.tooMany
  }

  deinit {
    ascii.deallocate()
    states.deallocate()
    places.deallocate()
    prefixes.deallocate()
  }

  /// Forgets the letters from the first `count` on.
  @inline(__always)
  func goBack(to count: Int) { depth = max(0, min(count, depth)) }

  /// Reads the next letter.
  ///
  /// - Returns: false when nothing that goes on so is within the errors, whole; it has not been read when there
  ///   was no room for it.
  @inline(__always)
  func read(_ scalar: UInt32) -> Bool {
    guard depth < ErrorAutomaton.deepest else { return false }
    let here = scalar < 128 ? ascii[Int(scalar)] : placesOfOther(scalar)
    let width = most + 1
    let old = states + depth * width
    let new = old + width
    let lastPlaces = places[depth]
    depth &+= 1
    places[depth] = here
    new[0] = (old[0] & here) << 1
    var errors = 1
    while errors <= most {
      let fewer = old[errors - 1]
      // The letter is right, too many or wrong, or one before it is missing.
      var state = (old[errors] & here) << 1 | fewer | fewer << 1 | new[errors - 1] << 1
      if depth > 1 {
        let before = (old - width)[errors - 1]
        state |= ((before & here) << 1 & lastPlaces) << 1
      }
      new[errors] = state & allBits
      errors &+= 1
    }
    new[0] &= allBits
    prefixes[depth] = prefixes[depth - 1]
    if new[most] & end != 0 { prefixes[depth] = min(prefixes[depth], whole ?? prefixes[depth]) }
    return new[most] != 0
  }

  private var end: UInt64 { 1 << UInt64(length) }

  /// The errors between the query and what was read; nil when they are too many.
  @inline(__always)
  var whole: Int? {
    let state = states + depth * (most + 1)
    for errors in 0...most where state[errors] & end != 0 { return errors }
    return nil
  }

  /// The errors between the query and that beginning of what was read that has the fewest; nil when they are too
  /// many.
  @inline(__always)
  var prefix: Int? { prefixes[depth] == ErrorAutomaton.tooMany ? nil : prefixes[depth] }

  private func placesOfOther(_ scalar: UInt32) -> UInt64 {
    for other in others where other.scalar == scalar { return other.places }
    return 0
  }
}
