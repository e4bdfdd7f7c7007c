// SPDX-License-Identifier: Apache-2.0
//
// Which part of which field of a found person the query stands for: so that a user sees why the person is there.
// Done for the persons of one page, from their records.

package import PersonsJSON
package import PersonsModel
internal import PersonsText

/// A part of a value that a word of the query was found in.
package struct SearchHighlight: Equatable, Sendable {
  /// The key of the value; of custom fields with a dot before each key and each index.
  package let field: String
  /// Unicode scalars (code points) before the part, and in it.
  package let start: Int
  package let length: Int
  package let grade: SearchGrade
}

package struct SearchHighlighter {
  private let words: [QueryWord]
  private let fuzziness: Fuzziness

  package init(_ query: SearchQuery, _ fuzziness: Fuzziness) {
    var words: [QueryWord] = []
    for word in query.prepared(for: fuzziness).readings.joined() where !words.contains(word) {
      words.append(word)
    }
    self.words = words
    self.fuzziness = fuzziness
  }

  package func highlights(in record: RecordText) throws(Failure) -> [SearchHighlight] {
    guard !words.isEmpty else { return [] }
    var found: [SearchHighlight] = []
    for attribute in Attribute.allCases {
      guard let value = record.string(attribute) else { continue }
      let field = attribute.key.description
      switch attribute {
      case .personId, .profilePicture: continue
      case .phoneNumber: addPhone(value, field, to: &found)
      case .email:
        addEmail(value, field, to: &found)
        addWords(value, field, .contact, to: &found)
      case .externalRef: addWords(value, field, .contact, to: &found)
      case .firstName, .lastName: addWords(value, field, .name, to: &found)
      case .address, .city, .state: addWords(value, field, .text, to: &found)
      }
    }
    if let customFields = record.customFields {
      let fields = try JSONDocument(customFields, isOurs: true)
      try addStrings(below: fields.root, "customFields", to: &found)
    }
    return found
  }

  private func addStrings(
    below value: JSONValue, _ path: String, to found: inout [SearchHighlight]
  ) throws(Failure) {
    switch value.kind {
    case .string: addWords(value.string, path, .text, to: &found)
    case .array:
      try value.forEachElement { (index, element) throws(Failure) in
        try addStrings(below: element, "\(path).\(index)", to: &found)
      }
    case .object:
      try value.forEachMember { (key, member) throws(Failure) in
        try addStrings(below: member, path + "." + String(decoding: key, as: UTF8.self), to: &found)
      }
    default: break
    }
  }

  /// The best grade of any word of the query, and how many letters of the value it stands for when those are
  /// its beginning.
  private func best(
    _ texts: [String], _ kind: SearchTermKind, _ field: SearchField
  ) -> (grade: SearchGrade, beginning: Int?)? {
    var best: (grade: SearchGrade, beginning: Int?, points: Int)?
    for text in texts {
      let bytes = Array(text.utf8.prefix(QueryWord.longest))
      for word in words {
        guard let grade = word.grade(bytes, kind, field, fuzziness) else { continue }
        let points = SearchSettings.points(grade, field)
        guard points > best?.points ?? 0 else { continue }
        let isBeginning = grade == .prefix && bytes.starts(with: word.text)
        best = (grade, isBeginning ? word.letters : nil, points)
      }
    }
    return best.map { ($0.grade, $0.beginning) }
  }

  private func addWords(
    _ value: String, _ field: String, _ kind: SearchField, to found: inout [SearchHighlight]
  ) {
    let runs = WordRun.all(of: value)
    var taken = 0
    for (index, run) in runs.enumerated() {
      // Names written apart that the query has together.
      if kind == .name, runs.count >= 2, index + 1 < runs.count,
        runs.count <= SearchWords.maxJoined
      {
        for last in Set([index + 1, runs.count - 1]).sorted() where index == 0 || last == index + 1
        {
          let joined = runs[index...last].map { $0.forms[0] }.joined()
          guard best(run.forms + runs[index + 1].forms, .word, kind) == nil,
            let match = best([joined], .word, kind), index >= taken
          else { continue }
          let end = runs[last].start + runs[last].length
          found.append(
            SearchHighlight(
              field: field, start: run.start, length: end - run.start, grade: match.grade))
          taken = last + 1
        }
      }
      guard index >= taken, let match = best(run.forms, .word, kind) else { continue }
      // Where folding changed the number of letters, a part of the word cannot be told.
      let part = run.isLetterForLetter ? match.beginning.map { min($0, run.length) } : nil
      found.append(
        SearchHighlight(
          field: field, start: run.start, length: part ?? run.length, grade: match.grade))
    }
  }

  private func addEmail(_ value: String, _ field: String, to found: inout [SearchHighlight]) {
    let folded = searchFold(value)
    let scalars = Array(value.unicodeScalars)
    // Where folding changed the number of letters, a part of what was found cannot be told.
    func length(_ folded: Substring, of whole: Int, _ beginning: Int?) -> Int {
      folded.unicodeScalars.count == whole ? min(beginning ?? whole, whole) : whole
    }
    if let match = best([folded], .email, .contact) {
      found.append(
        SearchHighlight(
          field: field, start: 0, length: length(folded[...], of: scalars.count, match.beginning),
          grade: match.grade))
    }
    guard let at = folded.utf8.lastIndex(of: UInt8(ascii: "@")),
      let start = scalars.lastIndex(where: {
        searchFold(String($0)).utf8.contains(UInt8(ascii: "@"))
      }), let match = best([String(folded[at...])], .word, .contact)
    else { return }
    found.append(
      SearchHighlight(
        field: field, start: start,
        length: length(folded[at...], of: scalars.count - start, match.beginning),
        grade: match.grade))
  }

  private func addPhone(_ value: String, _ field: String, to found: inout [SearchHighlight]) {
    let digits = phoneDigits(value)
    guard !digits.isEmpty, let match = best([digits], .word, .phone) else { return }
    // The places of the digits in the number as it is written.
    let places = value.unicodeScalars.enumerated().filter {
      $0.element.properties.numericType != nil
    }.map(\.offset)
    let wanted = words.filter { $0.isNumber }.map(\.letters).max() ?? places.count
    let count = min(match.beginning ?? wanted, places.count)
    let part = match.grade == .prefix ? places.prefix(count) : places.suffix(count)
    guard let first = part.first, let last = part.last else { return }
    found.append(
      SearchHighlight(
        field: field, start: first, length: last - first + 1, grade: match.grade))
  }
}

/// A word as it stands in a value.
private struct WordRun {
  let start: Int
  let length: Int
  /// Folded, and in the other ways in which it may be written; the first is the word itself.
  let forms: [String]
  let isLetterForLetter: Bool

  static func all(of value: String) -> [WordRun] {
    var runs: [WordRun] = []
    var run = String.UnicodeScalarView()
    var start = 0
    func end() {
      defer { run = String.UnicodeScalarView() }
      let text = String(run)
      guard let word = words(ofFolded: searchFold(text)).first else { return }
      runs.append(
        WordRun(
          start: start, length: run.count, forms: [word] + otherForms(of: text),
          isLetterForLetter: word.unicodeScalars.count == run.count))
    }
    for (index, scalar) in value.unicodeScalars.enumerated() {
      if isWordScalar(scalar) || (!run.isEmpty && isApostrophe(scalar)) {
        if run.isEmpty { start = index }
        run.append(scalar)
      } else if !run.isEmpty {
        end()
      }
    }
    if !run.isEmpty { end() }
    return runs
  }
}
