// SPDX-License-Identifier: Apache-2.0
//
// The edit distance beside its definition, and the hint for a misspelt key.

import PersonsText
import Testing

@Suite struct EditDistanceTests {
  /// The definition, letter by letter.
  private func naive(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
    guard let lastA = a.last else { return b.count }
    guard let lastB = b.last else { return a.count }
    var best = min(
      naive(a.dropLast(), b) + 1, naive(a, b.dropLast()) + 1,
      naive(a.dropLast(), b.dropLast()) + (lastA == lastB ? 0 : 1))
    if a.count > 1, b.count > 1, lastA == b.dropLast().last, a.dropLast().last == lastB {
      best = min(best, naive(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return best
  }

  @Test func editDistance_isItsDefinition() {
    var words = [""]
    for _ in 0..<4 { words += words.flatMap { word in ["a", "b", "c"].map { word + $0 } } }
    words = Array(Set(words)).sorted()
    for (index, first) in words.enumerated() {
      let second = words[(index * 7919) % words.count]
      #expect(
        editDistance(first, second) == naive(Array(first)[...], Array(second)[...]),
        "\(first) and \(second)")
    }
  }

  @Test func nearest_namesWhatWasMeant() {
    let keys = ["firstName", "lastName", "email", "phoneNumber"]
    #expect(nearest(to: "fristName", among: keys) == "firstName")
    #expect(nearest(to: "first_name", among: keys) == "firstName")
    #expect(nearest(to: "Email", among: keys) == "email")
    #expect(nearest(to: "favouriteColour", among: keys) == nil)
  }
}
