// SPDX-License-Identifier: Apache-2.0
//
// What a user typed, read into words: the ways in which it can be meant, each a list of words that must all
// be found.

package import PersonsJSON
package import PersonsStore
internal import PersonsText

/// One word of a query.
package struct QueryWord: Equatable, Sendable {
  /// Folded; an e-mail address keeps its punctuation.
  package let text: String
  /// Titles and suffixes of names need not be found.
  package let isRequired: Bool
  /// Digits that may be the end of a phone number.
  package let isNumber: Bool

  init(_ text: String, isRequired: Bool = true) {
    self.text = text
    self.isRequired = isRequired
    isNumber = text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
  }
}

/// A filter on one attribute.
package struct SearchFilter: Equatable, Sendable {
  package let attribute: Attribute
  /// The folded words with single spaces between them.
  package let text: String
  /// Whether the attribute need only begin so.
  package let isPrefix: Bool

  /// - Parameter value: what the caller gave; a trailing * asks for a beginning.
  package init(_ attribute: Attribute, _ value: String) {
    self.attribute = attribute
    isPrefix = value.hasSuffix("*")
    text = SearchFilter.folded(isPrefix ? String(value.dropLast()) : value)
  }

  static func folded(_ value: String) -> String {
    searchWords(value).joined(separator: " ")
  }

  func matches(_ value: String?) -> Bool {
    let value = value.map(SearchFilter.folded) ?? ""
    return isPrefix ? value.utf8.starts(with: text.utf8) : value == text
  }
}

package struct SearchQuery: Sendable {
  /// More words than this are no name: 32.
  package static let mostWords = 32

  /// The ways to read the text; a person matches one of them. Empty when the text has no words.
  package let readings: [[QueryWord]]
  package let filters: [SearchFilter]
  /// Whether a text was given that asks for something; without one, every person matches.
  package let hasText: Bool
  /// The folded words with single spaces, to see whether a name is the query, whole.
  let whole: Set<String>

  package init(_ text: String?, filters: [SearchFilter]) throws(Failure) {
    self.filters = filters
    hasText = text.map { !$0.allSatisfy(\.isWhitespace) } ?? false
    let chunks = text.map(SearchQuery.chunks) ?? []
    let separate = chunks.flatMap { $0.words }
    guard separate.count <= SearchQuery.mostWords else {
      throw Failure(
        .tooLarge, "too_large", "The query has more than \(SearchQuery.mostWords) words.",
        field: "query")
    }
    var readings = [SearchQuery.markTitles(separate)]
    let joined = SearchQuery.joiningNumbers(chunks)
    if joined != separate { readings.append(SearchQuery.markTitles(joined)) }
    self.readings = readings.filter { !$0.isEmpty }
    whole = SearchQuery.orders(separate)
  }

  /// The words between two white spaces, and whether they are a part of a formatted number.
  private struct Chunk {
    let words: [String]
    let isNumeric: Bool
  }

  private static func chunks(_ text: String) -> [Chunk] {
    searchFold(text).split(whereSeparator: \.isWhitespace).map { part in
      let part = String(part)
      // An e-mail address is one word; so are its beginnings, as they are typed.
      if part.contains("@"), let address = email(part) {
        return Chunk(words: [address], isNumeric: false)
      }
      let words = words(ofFolded: part)
      let isNumeric =
        !words.isEmpty
        && part.utf8.allSatisfy { byte in
          (byte >= 48 && byte <= 57) || "+-().,/".utf8.contains(byte)
        }
      return Chunk(words: words, isNumeric: isNumeric)
    }
  }

  /// The address in a chunk without what people put around it; nil when nothing is left.
  private static func email(_ part: String) -> String? {
    let trimmed = part.drop { "<(\"',;".contains($0) }
    var address = String(trimmed)
    while let last = address.last, ">)\"',;.".contains(last) { address.removeLast() }
    return address == "@" || address.isEmpty ? nil : address
  }

  /// The words with each run of numbers that is long enough for a phone number made one word.
  private static func joiningNumbers(_ chunks: [Chunk]) -> [String] {
    var words: [String] = []
    var run: [String] = []
    func endRun() {
      let digits = run.joined()
      words.append(contentsOf: digits.utf8.count >= 7 ? [digits] : run)
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

  /// Titles and suffixes of names, folded. With other words beside them they need not be found.
  private static let titles: Set<String> = [
    "dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "doctor", "sir", "dame", "rev",
    "hon", "herr", "frau", "jr", "sr", "junior", "senior", "phd", "md", "esq", "mba", "ii", "iii",
  ]

  private static func markTitles(_ words: [String]) -> [QueryWord] {
    guard words.contains(where: { !titles.contains($0) }) else {
      return words.map { QueryWord($0) }
    }
    return words.map { QueryWord($0, isRequired: !titles.contains($0)) }
  }

  /// The query as a name, written in either order.
  private static func orders(_ words: [String]) -> Set<String> {
    let names = words.filter { !titles.contains($0) }
    var orders: Set<String> = [words.joined(separator: " "), names.joined(separator: " ")]
    for index in names.indices {
      orders.insert((names[index...] + names[..<index]).joined(separator: " "))
    }
    orders.remove("")
    return orders
  }
}
