// SPDX-License-Identifier: Apache-2.0
//
// A set of persons of an organization: a bit for each number. Copies share the bits until one of them changes.

struct PersonSet: Sendable {
  private var words: [UInt64] = []
  private(set) var count: Int64 = 0

  var bytes: Int { words.count &* 8 }

  /// - Parameter last: the largest number that a person has; a damaged file may name larger ones, which are left out.
  mutating func set(_ person: Int64, _ isIn: Bool, last: Int64) {
    guard person > 0, person <= last else { return }
    let word = Int(person >> 6)
    let bit: UInt64 = 1 << UInt64(person & 63)
    if word >= words.count {
      guard isIn else { return }
      words.append(contentsOf: repeatElement(0, count: word &+ 1 &- words.count))
    }
    guard (words[word] & bit != 0) != isIn else { return }
    words[word] ^= bit
    count &+= isIn ? 1 : -1
  }

  /// The numbers of persons in order.
  ///
  /// - Parameters:
  ///   - after: the number before the first.
  ///   - skip: how many to leave out first.
  ///   - limit: how many at most.
  func numbers(after: Int64, skip: Int64, limit: Int) -> [Int64] {
    var numbers: [Int64] = []
    var skip = skip
    let first = min(max(0, after), RowKey.maxNumber) &+ 1
    guard first >> 6 < Int64(words.count) else { return [] }
    for word in Int(first >> 6)..<words.count {
      var bits = words[word]
      if word == Int(first >> 6) { bits &= .max << UInt64(first & 63) }
      if skip >= Int64(bits.nonzeroBitCount) {
        skip &-= Int64(bits.nonzeroBitCount)
        continue
      }
      while bits != 0 {
        guard numbers.count < limit else { return numbers }
        if skip > 0 {
          skip &-= 1
        } else {
          numbers.append(Int64(word) << 6 | Int64(bits.trailingZeroBitCount))
        }
        bits &= bits &- 1
      }
    }
    return numbers
  }
}
