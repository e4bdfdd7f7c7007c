// SPDX-License-Identifier: Apache-2.0
//
// A person's words all together, and how well a query fits them: the rule of search for one person.

package import PersonsJSON
package import PersonsModel
package import PersonsStore

package struct CollectedDocument: Sendable {
  struct Term: Hashable, Sendable {
    let kind: SearchTermKind
    let field: SearchField
    let text: [UInt8]
  }

  package let person: Int64
  /// Numbers of the groups that the person is in.
  let groups: [Int64]
  private let terms: [(term: Term, traits: WordTraits)]
  let nameHash: UInt32
  let nameWords: Int

  package init(
    _ record: RecordText, groups: GroupNumbers, person: Int64
  ) throws(Failure) {
    var collected = Collected()
    var document = SearchDocument()
    let facts = try document.read(record, into: &collected)
    self.person = person
    self.groups = groups.numbers
    terms = collected.terms.map { ($0, WordTraits($0.text, $0.field)) }
    nameHash = UInt32(truncatingIfNeeded: facts.nameHash)
    nameWords = facts.nameWords
  }

  private struct Collected: SearchDocumentSink {
    var terms: Set<Term> = []

    mutating func add(
      _ kind: SearchTermKind, _ field: SearchField, _ bytes: UnsafeBufferPointer<UInt8>
    ) {
      terms.insert(Term(kind: kind, field: field, text: Array(bytes.prefix(QueryWord.longest))))
    }
  }

  /// How well the person fits the query at `fuzziness`, more is better; nil when they do not.
  package func score(_ query: SearchQuery, _ fuzziness: Fuzziness) -> Int? {
    guard query.filters.allSatisfy({ passes($0, fuzziness) }) else { return nil }
    guard query.hasText else { return 0 }
    guard let best = query.readings.compactMap({ score($0, fuzziness) }).max() else { return nil }
    return best + query.bonus(forName: nameHash)
  }

  private func passes(_ filter: SearchFilter, _ fuzziness: Fuzziness) -> Bool {
    terms.contains { $0.term.kind == filter.kind && filter.matches($0.term.text, fuzziness) }
  }

  private func score(_ reading: [QueryWord], _ fuzziness: Fuzziness) -> Int? {
    let required = reading.reduce(0) { $0 + ($1.isRequired ? $1.parts : 0) }
    var wrong = 0
    var found = 0
    var score = 0
    var askedNames = 0
    for word in reading {
      guard let match = match(word, fuzziness) else {
        if word.isRequired { wrong += word.parts }
        continue
      }
      found += 1
      score += word.weight * match.points
      if match.field == .name { askedNames += word.parts }
    }
    guard found > 0, wrong <= SearchSettings.wrongWords(required, fuzziness) else { return nil }
    if reading.count >= 2, askedNames > 0 {
      score -= SearchSettings.unaskedName * max(0, nameWords - askedNames)
    }
    return score
  }

  /// The best match of a word.
  func match(
    _ word: QueryWord, _ fuzziness: Fuzziness
  ) -> (points: Int, grade: SearchGrade, field: SearchField)? {
    var best: (points: Int, grade: SearchGrade, field: SearchField)?
    let isOwnInitial =
      !word.sharesInitial
      || terms.contains {
        $0.term.kind == .sharedInitial && word.texts.contains($0.term.text)
      }
    for (term, traits) in terms where term.kind == .word || term.kind == .email {
      // Strictly, words begin alike, but for the ends of phone numbers.
      if fuzziness == .strict, term.field != .phone,
        !word.texts.contains(where: { $0.first == term.text.first })
      {
        continue
      }
      guard var grade = word.grade(term.text, term.kind, term.field, fuzziness, traits: traits)
      else {
        continue
      }
      if grade == .prefix, term.field == .name, !isOwnInitial { grade = .sharedInitial }
      let points = SearchSettings.points(grade, term.field)
      if best == nil || points > best?.points ?? 0
        || (points == best?.points && term.field == .name)
      {
        best = (points, grade, term.field)
      }
    }
    return best
  }
}
