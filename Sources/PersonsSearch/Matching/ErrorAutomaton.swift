// SPDX-License-Identifier: Apache-2.0
//
// The errors between one word of a query and many words that are read letter by letter: what words share is read
// once, and where the errors are too many already, all words that begin so can be left out. The machine is that of
// Wu and Manber ("Fast text searching allowing errors", 1992) with letters that changed places; it counts as
// ErrorCount does.

internal import PersonsJSON

struct ErrorAutomaton {
  /// Where in the query each ASCII letter stands, as bits.
  private let ascii: UnsafeMutablePointer<UInt64>
  private let others: [(scalar: UInt32, places: UInt64)]
  /// For each letter read so far, where in the query it stands; then for each number of errors which beginnings of
  /// the query it may end, as bits; then the fewest errors between the query and a beginning of what was read.
  private let rows: UnsafeMutablePointer<UInt64>
  private let width: Int
  private let most: Int
  private let end: UInt64
  private let allBits: UInt64

  /// With this letter at the latest the errors are too many.
  static let deepest = SearchSettings.longestWithErrors + SearchSettings.maxErrors + 1
  private static let tooMany = UInt64.max

  /// Calls `body` with a machine that counts up to `most` errors; nil for words with more letters than bits, and
  /// for none.
  static func with<R>(
    _ query: [UInt32], atMost most: Int, _ body: (ErrorAutomaton) throws(Failure) -> R
  ) throws(Failure) -> R? {
    guard !query.isEmpty, query.count <= SearchSettings.longestWithErrors, most >= 0,
      most <= SearchSettings.maxErrors
    else { return nil }
    let words = 128 + (deepest + 1) * (most + 3)
    let result = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words) {
      memory -> Result<R, Failure>? in
      guard let base = memory.baseAddress else { return nil }
      memory.initialize(repeating: 0)
      let automaton = ErrorAutomaton(query, most, base)
      do throws(Failure) {
        return .success(try body(automaton))
      } catch {
        return .failure(error)
      }
    }
    return try result?.get()
  }

  private init(_ query: [UInt32], _ most: Int, _ memory: UnsafeMutablePointer<UInt64>) {
    ascii = memory
    rows = memory + 128
    width = most + 3
    self.most = most
    end = 1 << UInt64(query.count)
    allBits = UInt64.max >> UInt64(63 - query.count)
    var others: [(scalar: UInt32, places: UInt64)] = []
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
    self.others = others
    // Before the first letter, letters of the query may be missing.
    rows[1] = 1
    for errors in 0..<most {
      rows[errors + 2] = (rows[errors + 1] | rows[errors + 1] << 1) & allBits
    }
    rows[width - 1] = ErrorAutomaton.tooMany
    if let errors = whole(0) { rows[width - 1] = UInt64(errors) }
  }

  /// Reads a letter behind the first `depth` letters, which is less than `deepest`.
  ///
  /// - Returns: false when nothing that goes on so is within the errors, whole.
  @inline(__always)
  func read(_ scalar: UInt32, _ depth: Int) -> Bool {
    let here = scalar < 128 ? ascii[Int(scalar)] : placesOfOther(scalar)
    let old = rows + depth &* width
    let new = old + width
    new[0] = here
    var state = (old[1] & here) << 1 & allBits
    new[1] = state
    var errors = 1
    while errors <= most {
      let fewer = old[errors]
      // The letter is right, too many or wrong, or one before it is missing.
      state = (old[errors &+ 1] & here) << 1 | fewer | (fewer | state) << 1
      if depth > 0 { state |= (((old - width)[errors] & here) << 1 & old[0]) << 1 }
      state &= allBits
      new[errors &+ 1] = state
      errors &+= 1
    }
    var fewest = old[width &- 1]
    if state & end != 0, let errors = whole(depth + 1) { fewest = min(fewest, UInt64(errors)) }
    new[width &- 1] = fewest
    return state != 0
  }

  /// Whether `whole` or `prefix` is not nil.
  @inline(__always)
  func mayEnd(_ depth: Int) -> Bool {
    let row = rows + depth &* width
    return row[most &+ 1] & end != 0 || row[width &- 1] != ErrorAutomaton.tooMany
  }

  /// The errors between the query and the first `depth` letters; nil when they are too many.
  @inline(__always)
  func whole(_ depth: Int) -> Int? {
    let row = rows + depth * width
    for errors in 0...most where row[errors + 1] & end != 0 { return errors }
    return nil
  }

  /// The errors between the query and that beginning of the first `depth` letters that has the fewest; nil when they
  /// are too many.
  @inline(__always)
  func prefix(_ depth: Int) -> Int? {
    let fewest = rows[depth * width + width - 1]
    return fewest == ErrorAutomaton.tooMany ? nil : Int(fewest)
  }

  private func placesOfOther(_ scalar: UInt32) -> UInt64 {
    for other in others where other.scalar == scalar { return other.places }
    return 0
  }
}
