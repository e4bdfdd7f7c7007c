// SPDX-License-Identifier: Apache-2.0
//
// The index finds what the oracle finds where its layout has edges: chunks of 65,536 documents, lists of every
// kind, prefixes with lists of their own, words and names that are too long for it.

import PersonsJSON
import PersonsModel
import PersonsStore
import Testing

@testable import PersonsSearch

@Suite struct IndexEdgesTests {
  /// Compares what a segment of the persons and the oracle find. The oracle is spared those without anything.
  private func expectSame(
    _ persons: [(number: Int64, someone: Someone)], masked: [Int64] = [],
    _ searches: [RandomSearch],
    for scopes: [SearchScope] = [SearchScope(groups: nil)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var view = SearchView(revision: 1, base: SearchView.Level(try segment(of: persons)))
    for number in masked { try view.forget(number) }
    var oracle = SearchOracle()
    for (number, someone) in persons where !someone.values.isEmpty && !masked.contains(number) {
      oracle.add(try someone.document(number))
    }
    for search in searches {
      guard let query = search.query else { continue }
      for scope in scopes {
        let found = try view.search(
          query, search.widening, scope, limit: search.limit, skip: search.skip,
          scratch: SearchScratch(),
          interruption: Interruption(InterruptionCounter()))
        let wanted = try oracle.answer(
          query, search.widening, limit: search.limit, skip: search.skip, isVisible: scope.contains)
        #expect(found == wanted, "\(search) in \(scope)", sourceLocation: sourceLocation)
      }
    }
  }

  private func numbered(_ persons: [Someone]) -> [(number: Int64, someone: Someone)] {
    persons.enumerated().map { (number: Int64($0 + 1), someone: $1) }
  }

  private func named(_ first: String, _ last: String? = nil) -> Someone {
    var someone = Someone()
    someone[.firstName] = first
    someone[.lastName] = last
    return someone
  }

  @Test func personsOnBothSidesOfAChunk_areFound() throws {
    var random = RandomPersons(5)
    var persons: [(number: Int64, someone: Someone)] = []
    for number in 0..<65_700 {
      let isSomebody = number < 60 || (65_480..<65_600).contains(number) || number >= 65_660
      var someone = isSomebody ? random.someone() : Someone()
      // So few that their list stands in the dictionary.
      if number == 30 || number == 65_570 { someone = named("Quendolin", "Ostrava") }
      // Of all, of a few in each chunk, of the second chunk alone.
      someone.groups = [1] + (number % 3 == 0 ? [2] : []) + (number > 65_560 ? [3] : [])
      if number % 400 == 30 { someone.groups.append(4) }
      persons.append((number: Int64(number + 1), someone: someone))
    }
    let somebody = persons.map(\.someone).filter { !$0.values.isEmpty }
    var searches = (0..<40).map { _ in
      var search = random.search(somebody)
      // Everybody passes an empty filter, and whom the oracle was spared would be missing.
      search.filters.removeAll { $0.value.allSatisfy { !$0.isLetter && !$0.isNumber } }
      return search
    }
    searches.append(RandomSearch(text: "quendolin"))
    try expectSame(
      persons, masked: [1, 7, 65_536, 65_537, 65_538, 65_600], searches,
      for: [nil, [1], [2], [3], [4], [3, 4], [1, 2, 3, 4, 5], [5], []].map(SearchScope.init))
  }

  @Test func listsOfEveryKind_arePutTogether() throws {
    var persons: [Someone] = []
    for number in 0..<5000 {
      // Of all: bitmap. Of a tenth: array. Of a few: plain. Of one: the document itself.
      let last = number % 10 == 0 ? "Berg" : number % 1700 == 3 ? "Zweig" : nil
      persons.append(named("Anna", number == 4321 ? "Quittengelee" : last))
    }
    let texts = [
      "a", "an", "anna", "anna berg", "zweig anna", "berg", "quitten", "q", "anna quittengele",
      "zwieg",
    ]
    try expectSame(
      numbered(persons), masked: [1, 11, 4322],
      texts.map { RandomSearch(text: $0, limit: 20, skip: 2) }
        + [
          RandomSearch(
            filters: [(.lastName, "berg"), (.firstName, "ana")], widening: .from(.fuzzy))
        ])
  }

  @Test func prefixesWithLists_areFound_andThoseThatAreShort() throws {
    var random = RandomPersons(8)
    let persons = (0..<400).map { number in
      named(
        "an" + random.letters(1 + number % 5), number % 3 == 0 ? "Añb" + random.letters(2) : "Anna")
    }
    let texts = ["a", "an", "ana", "anb", "añ", "anna", "annab", "ann an", "a a", "anbb"]
    try expectSame(
      numbered(persons), masked: [3, 4], texts.map { RandomSearch(text: $0, limit: 50) })
  }

  @Test func beginningThatManyShare_losesWhoGoes_oneAfterTheOther() throws {
    var random = RandomPersons(9)
    // Persons 3 and 5 have this name and no other, so that they come before person 1.
    let persons = numbered(
      (1...200).map { number in
        switch number {
        case 1: return named("An", "Berg")
        case 3, 5: return named("An")
        default:
          // The beginning of the city counts nobody twice.
          var someone = named("an" + random.letters(3), "Berg")
          someone[.city] = "Anstadt"
          return someone
        }
      })
    var view = SearchView(revision: 1, base: SearchView.Level(try segment(of: persons)))
    let query = try SearchQuery("an", filters: [])
    func found() throws -> SearchAnswer {
      try view.search(
        query, .only(.strict), SearchScope(groups: nil), limit: 3, skip: 0,
        scratch: SearchScratch(), interruption: Interruption(InterruptionCounter()))
    }
    #expect(
      try found()
        == SearchAnswer(persons: [3, 5, 1], total: 200, fuzziness: .strict, isWhole: true))
    try view.forget(3)
    #expect(
      try found()
        == SearchAnswer(persons: [5, 1, 2], total: 199, fuzziness: .strict, isWhole: true))
    try view.forget(2)
    #expect(
      try found()
        == SearchAnswer(persons: [5, 1, 4], total: 198, fuzziness: .strict, isWhole: true))
  }

  @Test func nameOfOneWord_isNotLost_behindALongOneThatFitsBetter() throws {
    var long = named("Anna B C D E", "F")
    var short = named("Annah")
    (long[.city], short[.city]) = ("Berlin", "Berlin")
    try expectSame(numbered([long, short]), [RandomSearch(text: "anna berlin", limit: 1)])
  }

  @Test func nameOfManyWords_costsWhatEachWordCosts() throws {
    let long = Array(repeating: "anna", count: 300).joined(separator: " ")
    let longer = long + " " + long
    let persons = [named("Anna Berg " + longer), named("Anna Berg " + long), named("Anna", "Berg")]
    try expectSame(
      numbered(persons), [RandomSearch(text: "berg anna"), RandomSearch(text: "anna xyz")])
  }

  @Test func longWords_areComparedByTheirBeginning() throws {
    let long = String(repeating: "ab", count: 127)
    let letters = String(repeating: "語", count: 100)
    let persons = [
      named(long + "x"), named(long + "yz"), named(letters), named(letters + "語"),
      named(String(repeating: "q", count: 62)), named(String(repeating: "q", count: 65)),
    ]
    let texts = [
      long, long + "x", long + "y", long + "zzzzz", letters, letters + letters,
      String(repeating: "q", count: 63),
      String(repeating: "q", count: 64), String(repeating: "q", count: 66),
      String(long.dropLast(2)),
    ]
    try expectSame(numbered(persons), texts.map { RandomSearch(text: $0, widening: .from(.loose)) })
  }

  @Test func empty_isFoundByNothing() throws {
    try expectSame([], ["a", "anna", "1234", "a@b"].map { RandomSearch(text: $0) })
    try expectSame(
      numbered([Someone()]), ["a", "anna", "1234", "a@b"].map { RandomSearch(text: $0) })
  }
}
