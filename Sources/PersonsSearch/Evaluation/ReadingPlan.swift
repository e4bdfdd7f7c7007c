// SPDX-License-Identifier: Apache-2.0
//
// One way to read a query, looked up in one segment: which lists each word has, and in which order to go
// through them.

internal import PersonsJSON

struct ReadingPlan {
  struct Word {
    let postings: WordPostings
    let weight: Int
    let parts: Int
    let isRequired: Bool
  }

  /// The required words with the fewest documents first, then the others.
  let words: [Word]
  /// How many of them are required.
  let required: Int
  /// How many required words may be missing, each counted as the words that were typed.
  let wrongWords: Int
  /// What the words from each one on are worth at most; one more than there are words.
  let maxOfRest: [Int]
  /// What a name word costs that is not asked for.
  let unaskedName: Int

  /// nil when no document can match.
  init?(
    _ reading: [QueryWord], _ fuzziness: Fuzziness,
    _ lookUp: (QueryWord) throws(Failure) -> WordPostings
  ) throws(Failure) {
    var words: [Word] = []
    for word in reading {
      words.append(
        Word(
          postings: try lookUp(word), weight: word.weight, parts: word.parts,
          isRequired: word.isRequired))
    }
    let required = words.filter(\.isRequired).sorted { $0.postings.total < $1.postings.total }
    wrongWords = SearchSettings.wrongWords(required.reduce(0) { $0 + $1.parts }, fuzziness)
    let missing = required.reduce(0) { $0 + ($1.postings.isEmpty ? $1.parts : 0) }
    guard missing <= wrongWords else { return nil }
    self.required = required.count
    self.words = required + words.filter { !$0.isRequired && !$0.postings.isEmpty }
    unaskedName = reading.count >= 2 ? SearchSettings.unaskedName : 0
    var maxOfRest = [0]
    for word in self.words.reversed() {
      let best = word.weight * (word.postings.tiers.first?.points ?? 0)
      maxOfRest.append((maxOfRest.last ?? 0) + best)
    }
    self.maxOfRest = maxOfRest.reversed()
  }
}
