// SPDX-License-Identifier: Apache-2.0
//
// Search as it is meant: every person is looked at, every word compared. Plain on purpose: whatever finds
// persons faster must find the same ones, in the same order, with the same total.

package import PersonsJSON
package import PersonsStore
internal import PersonsText

/// What a search found.
package struct SearchAnswer: Equatable, Sendable {
  /// Numbers of the persons of the page, the best match first.
  package let persons: [Int64]
  /// How many persons match in all.
  package let total: Int
}

package struct SearchOracle {
  /// A word of the query found in a person.
  private struct Match {
    let word: Int
    let token: Int
    let grade: SearchGrade
    let field: SearchField
    /// Characters of the query's word.
    let length: Int
  }

  /// A person who has every word of a reading.
  private struct Candidate {
    let person: Int64
    /// For each reading that fits, what was found.
    let readings: [[Match]]
    let isWhole: Bool
  }

  private struct Ranked {
    let person: Int64
    let isWhole: Bool
    let score: Int
    let field: Int
  }

  private let query: SearchQuery
  private var candidates: [Candidate] = []
  private var persons = 0
  /// Each word of the directory that any word of the query found, and how many persons have it.
  private var tokens: [String: Int] = [:]
  private var personsWithToken: [Int] = []

  package init(_ query: SearchQuery) { self.query = query }

  /// Looks at one person. Persons come in the order of creation.
  package mutating func look(at record: RecordText, person: Int64) throws(Failure) {
    persons += 1
    if query.hasText {
      try lookWithText(at: record, person: person)
    } else if passesFilters(record) {
      candidates.append(Candidate(person: person, readings: [[]], isWhole: false))
    }
  }

  private mutating func lookWithText(at record: RecordText, person: Int64) throws(Failure) {
    let document = try SearchDocument(record)
    var found = Set<Int>()
    var fitting: [[Match]] = []
    for reading in query.readings {
      var matches: [Match] = []
      var isComplete = true
      for (index, word) in reading.enumerated() {
        let before = matches.count
        for token in document.tokens {
          guard let grade = SearchOracle.grade(word, token.text, phone: document.phone) else {
            continue
          }
          let number = number(of: token.text)
          found.insert(number)
          matches.append(
            Match(
              word: index, token: number, grade: grade, field: token.field,
              length: word.text.unicodeScalars.count))
        }
        if matches.count == before, word.isRequired { isComplete = false }
      }
      if isComplete { fitting.append(matches) }
    }
    // How rare a word is does not depend on who else matches.
    for token in found { personsWithToken[token] += 1 }
    guard !fitting.isEmpty, passesFilters(record) else { return }
    candidates.append(
      Candidate(
        person: person, readings: fitting, isWhole: query.whole.contains(document.name)))
  }

  private func passesFilters(_ record: RecordText) -> Bool {
    query.filters.allSatisfy { $0.matches(record.string($0.attribute)) }
  }

  private mutating func number(of token: String) -> Int {
    if let number = tokens[token] { return number }
    tokens[token] = personsWithToken.count
    personsWithToken.append(0)
    return personsWithToken.count - 1
  }

  /// How `word` fits a word of a person, nil when it does not.
  private static func grade(_ word: QueryWord, _ token: String, phone: String) -> SearchGrade? {
    if token.begins(with: word.text) {
      return token.utf8.count == word.text.utf8.count ? .exact : .prefix
    }
    guard word.isNumber, token == phone, isEnd(word.text, of: phone) else { return nil }
    return .prefix
  }

  /// Whether a number of four or more digits is the end of a phone number. A leading 0 stands for the
  /// country code that the other one has.
  private static func isEnd(_ digits: String, of phone: String) -> Bool {
    guard digits.utf8.count >= 4 else { return false }
    if phone.utf8.reversed().starts(with: digits.utf8.reversed()) { return true }
    func significant(_ number: String) -> Substring.UTF8View { number.utf8.drop { $0 == 48 } }
    let wanted = significant(digits)
    let stored = significant(phone)
    guard wanted.count >= 7, stored.count >= 7 else { return false }
    return stored.reversed().starts(with: wanted.reversed())
      || wanted.reversed().starts(with: stored.reversed())
  }

  /// The page of the answer.
  package func answer(limit: Int, skip: Int) -> SearchAnswer {
    let ranked = candidates.map(rank).sorted { first, second in
      if first.isWhole != second.isWhole { return first.isWhole }
      if first.score != second.score { return first.score > second.score }
      if first.field != second.field { return first.field > second.field }
      return first.person < second.person
    }
    let page = ranked.dropFirst(skip).prefix(limit)
    return SearchAnswer(persons: page.map(\.person), total: ranked.count)
  }

  /// The best reading counts; in it, the best match of each word.
  private func rank(_ candidate: Candidate) -> Ranked {
    var best = (score: 0, field: 0)
    for matches in candidate.readings {
      var words: [Int: (score: Int, field: Int)] = [:]
      for match in matches {
        let score = SearchScore.word(
          match.grade, persons: personsWithToken[match.token], of: persons, length: match.length)
        let rated = (score: score, field: match.field.rawValue)
        if rated > words[match.word] ?? (0, 0) { words[match.word] = rated }
      }
      let sum = words.values.reduce((score: 0, field: 0)) {
        ($0.score + $1.score, $0.field + $1.field)
      }
      if sum > best { best = sum }
    }
    return Ranked(
      person: candidate.person, isWhole: candidate.isWhole, score: best.score, field: best.field)
  }
}
