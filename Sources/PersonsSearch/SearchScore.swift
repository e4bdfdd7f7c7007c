// SPDX-License-Identifier: Apache-2.0
//
// How good a match is: the one table of weights, in integers, so that every machine ranks alike.

/// How a word of the query was found.
enum SearchGrade: Int {
  /// The beginning of a word, or the end of a phone number.
  case prefix = 2
  /// The whole word.
  case exact = 4
}

enum SearchScore {
  /// The score of one word of the query.
  ///
  /// - Parameters:
  ///   - persons: how many persons have the found word, of those that the caller may see.
  ///   - total: how many persons the caller may see.
  ///   - length: characters of the query's word.
  static func word(_ grade: SearchGrade, persons: Int, of total: Int, length: Int) -> Int {
    // How often the number of persons must be halved until only those with the word are left.
    let rarity = (max(total, 1) / max(persons, 1)).bitWidthUsed
    return grade.rawValue * (4 * rarity + min(length, 16))
  }
}

extension Int {
  /// Bits up to the highest that is set: 0 for 0, 1 for 1, 3 for 5.
  fileprivate var bitWidthUsed: Int { Int.bitWidth - leadingZeroBitCount }
}
