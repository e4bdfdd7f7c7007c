// SPDX-License-Identifier: Apache-2.0
//
// How many slips of the finger are between two words, for the nearest valid key in an error.

/// The Damerau–Levenshtein distance (optimal string alignment) between two words, in characters.
package func editDistance(_ first: String, _ second: String) -> Int {
  let a = Array(first.unicodeScalars)
  let b = Array(second.unicodeScalars)
  guard !a.isEmpty else { return b.count }
  guard !b.isEmpty else { return a.count }
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for i in 1...a.count {
    current[0] = i
    for j in 1...b.count {
      let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        current[j] = min(current[j], beforePrevious[j - 2] + 1)
      }
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[b.count]
}

/// The candidate that is nearest to `word`, nil when none is near enough to be meant by it.
package func nearest(to word: String, among candidates: [String]) -> String? {
  func plain(_ text: String) -> String {
    String(caselessKey(text).filter { $0 != "_" && $0 != "-" })
  }
  let wanted = plain(word)
  guard wanted.utf8.count <= 64 else { return nil }
  let measured = candidates.map { ($0, editDistance(wanted, plain($0))) }
  guard let best = measured.min(by: { $0.1 < $1.1 }) else { return nil }
  return best.1 <= max(2, wanted.count / 3) ? best.0 : nil
}
