// SPDX-License-Identifier: Apache-2.0
//
// What a user typed, read into words: the ways in which it can be meant, each a list of words that must all
// be found.

package import PersonsJSON
internal import PersonsText

package struct SearchQuery: Sendable {
  /// More words than this are no name: 32.
  package static let maxWords = 32

  /// The ways to read the text; a person matches one of them. Empty when the text has no words.
  package private(set) var readings: [[QueryWord]]
  package let filters: [SearchFilter]
  /// Whether a text was given that asks for something; without one, every person matches.
  package let hasText: Bool
  /// Hashes of the names that are the query, whole, in one order or the other.
  let wholeNames: [UInt32]
  /// The same for the query without its middle name, and what it adds to have such a name.
  private let namesWithoutMiddle: [UInt32]
  let bonusWithoutMiddle: Int

  package init(_ text: String?, filters: [SearchFilter]) throws(Failure) {
    self.filters = filters
    let chunks = text.map(SearchQuery.chunks) ?? []
    let separate = chunks.flatMap { $0.words }
    guard separate.count <= SearchQuery.maxWords else {
      throw Failure(
        .tooLarge, "too_large", "The query has more than \(SearchQuery.maxWords) words.",
        field: "query")
    }
    var readings = [separate]
    let joined = SearchQuery.joiningNumbers(chunks)
    if joined != separate { readings.append(joined) }
    readings.append(contentsOf: SearchQuery.joiningNames(separate))
    self.readings = readings.filter { !$0.isEmpty }.map(SearchQuery.read)
    hasText = !chunks.isEmpty
    let texts = separate.map(\.text)
    wholeNames = SearchQuery.wholeNames(texts)
    let three = SearchQuery.threeNames(chunks)
    namesWithoutMiddle = three.map { [nameHash([$0[0], $0[2]]), nameHash([$0[2], $0[0]])] } ?? []
    bonusWithoutMiddle =
      three.map { SearchSettings.nameWithoutMiddle(scalarValues($0[1]).count) } ?? 0
  }

  /// Whether whoever has this score has the query as their whole name, e-mail address or phone number.
  func isWhole(_ score: Int?) -> Bool {
    guard let score else { return false }
    if score >= SearchSettings.wholeName { return true }
    // A number may be read in parts too.
    return readings.contains { reading in
      guard reading.count == 1, let word = reading.first else { return false }
      // What only a whole address is worth: the words of others do not have an @ inside.
      if word.isEmail, word.text.first != UInt8(ascii: "@") {
        return score >= word.weight * SearchSettings.points(.exact, .contact)
      }
      return word.isNumber && word.text.count >= SearchSettings.phoneWhole
        && score >= word.weight * SearchSettings.points(.end, .phone)
    }
  }

  /// What it adds to a score that a person has this name.
  func bonus(forName hash: UInt32) -> Int {
    if wholeNames.contains(hash) { return SearchSettings.wholeName }
    return namesWithoutMiddle.contains(hash) ? bonusWithoutMiddle : 0
  }

  /// The query as a search of this fuzziness needs it.
  func prepared(for fuzziness: Fuzziness) -> SearchQuery {
    guard fuzziness > .strict else { return self }
    var query = self
    query.readings = readings.map { $0.map { $0.withVariants() } }
    return query
  }

  // MARK: Words

  /// A word as it was typed.
  private struct Word: Equatable {
    var text: String
    var otherTexts: [String] = []
    var parts = 1
  }

  /// The words between two white spaces, and whether they are a part of a formatted number.
  private struct Chunk {
    var words: [Word]
    let isNumeric: Bool
  }

  private static func chunks(_ text: String) -> [Chunk] {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { part in
      let original = String(part)
      let folded = searchFold(original)
      // An e-mail address is one word; so are its beginnings, as they are typed.
      if folded.utf8.contains(UInt8(ascii: "@")), let address = email(folded) {
        return Chunk(words: [Word(text: address)], isNumeric: false)
      }
      // M.D. is one title, not two initials.
      let undotted = searchWords(folded.filter { $0 != "." }).joined()
      if folded.utf8.contains(UInt8(ascii: ".")), titles.contains(undotted) {
        return Chunk(words: [Word(text: undotted)], isNumeric: false)
      }
      let texts = words(ofFolded: folded)
      let isNumeric =
        !texts.isEmpty
        && folded.utf8.allSatisfy { byte in
          (byte >= 48 && byte <= 57) || "+-().,/".utf8.contains(byte)
        }
      var chunk = Chunk(words: texts.map { Word(text: $0) }, isNumeric: isNumeric)
      for form in otherForms(of: original) {
        let others = words(ofFolded: form)
        guard others.count == chunk.words.count else { continue }
        for (index, other) in others.enumerated() where !other.isSame(as: chunk.words[index].text) {
          chunk.words[index].otherTexts.append(other)
        }
      }
      return chunk
    }
  }

  /// The address in a chunk without what people put around it; nil when nothing is left.
  private static func email(_ part: String) -> String? {
    var address = Substring(part).unicodeScalars.drop { "<(\"',;".unicodeScalars.contains($0) }
    while let last = address.last, ">)\"',;.".unicodeScalars.contains(last) {
      address.removeLast()
    }
    let text = String(address)
    return text == "@" || text.isEmpty ? nil : text
  }

  // MARK: Other ways to read the words

  /// The words with each run of numbers that is long enough for a phone number made one word.
  private static func joiningNumbers(_ chunks: [Chunk]) -> [Word] {
    var words: [Word] = []
    var run: [Word] = []
    func endRun() {
      let digits = run.map(\.text).joined()
      let isPhone = digits.utf8.count >= SearchSettings.phoneWhole
      words.append(contentsOf: isPhone ? [Word(text: digits)] : run)
      run = []
    }
    for chunk in chunks {
      if chunk.isNumeric {
        run.append(contentsOf: chunk.words)
      } else {
        endRun()
        words.append(contentsOf: chunk.words)
      }
    }
    endRun()
    return words
  }

  /// The words with two or three of them, or all, written together: Anna Maria for Annamaria.
  private static func joiningNames(_ words: [Word]) -> [[Word]] {
    guard words.count >= 2, words.count <= SearchWords.maxJoined else { return [] }
    var readings: [[Word]] = []
    for length in Set([2, 3, words.count]).sorted() where length <= words.count {
      for start in 0...(words.count - length) {
        let run = words[start..<(start + length)]
        let joined = run.map(\.text).joined()
        guard run.allSatisfy({ isName($0.text) }), joined.utf8.count >= 5 else { continue }
        readings.append(
          words[..<start] + [Word(text: joined, parts: length)] + words[(start + length)...])
      }
    }
    return readings
  }

  /// Whether a word may be a part of a name, not an initial or a number.
  private static func isName(_ word: String) -> Bool {
    word.unicodeScalars.count >= 2 && !titles.contains(word)
      && !word.utf8.contains { ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "@") }
  }

  // MARK: Titles

  /// Titles and suffixes of names, folded. With other words beside them they need not be found.
  private static let titles: Set<String> = [
    "dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "doctor", "sir", "dame", "rev",
    "hon", "herr", "frau", "jr", "sr", "junior", "senior", "phd", "md", "esq", "mba", "ii", "iii",
    "ing", "dipl", "mag", "dott", "dottssa", "sra", "srta", "mme", "mlle", "lady", "lord",
    "med", "obe", "mbe", "cbe", "kbe", "llb", "llm", "rer", "nat", "habil", "reverend", "capt",
    "captain", "sig", "sigra", "signa", "col", "gen", "lt", "sgt", "msc", "bsc", "dds", "iv",
    "esquire",
  ]

  private static func read(_ words: [Word]) -> [QueryWord] {
    if words.count == 1, let word = words.first {
      return [
        QueryWord(word.text, otherTexts: word.otherTexts, isLast: true, parts: word.parts)
      ]
    }
    let onlyTitles = words.allSatisfy { titles.contains($0.text) }
    let names = words.indices.filter { onlyTitles || !titles.contains(words[$0].text) }
    return words.enumerated().map { index, word in
      let others = words[..<index] + words[(index + 1)...]
      return QueryWord(
        word.text, otherTexts: word.otherTexts,
        isRequired: onlyTitles || !titles.contains(word.text),
        hasOwnInitial: !others.contains {
          $0.text.unicodeScalars.first == word.text.unicodeScalars.first
        },
        isLast: index == words.count - 1,
        isMiddle: index != names.first && index != names.last,
        parts: word.parts)
    }
  }

  /// The words of a query of three names that were written apart, none of them an initial; nil for another query.
  private static func threeNames(_ chunks: [Chunk]) -> [[UInt8]]? {
    let names = chunks.filter { !($0.words.count == 1 && titles.contains($0.words[0].text)) }
    guard names.count == 3, names.allSatisfy({ $0.words.count == 1 && isName($0.words[0].text) })
    else { return nil }
    return names.map { Array($0.words[0].text.utf8) }
  }

  /// The query as a name, written in any order of turning it around.
  private static func wholeNames(_ words: [String]) -> [UInt32] {
    guard !words.isEmpty, words.count <= 12 else { return [] }
    if words.count == 1 { return [nameHash([Array(words[0].utf8)])] }
    let names = words.filter { !titles.contains($0) }
    var orders = [words]
    for index in names.indices { orders.append(Array(names[index...] + names[..<index])) }
    return Array(Set(orders.filter { !$0.isEmpty }.map { nameHash($0.map { Array($0.utf8) }) }))
  }
}
