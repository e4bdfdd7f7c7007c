// SPDX-License-Identifier: Apache-2.0
//
// What the rule answers for a few persons, and the index, which must say the same.

import PersonsJSON
import PersonsModel
import PersonsStore
import Testing

@testable import PersonsSearch

/// The answer for persons whose numbers count from 1, by the oracle and by a segment.
func answer(
  _ text: String?, filters: [SearchFilter] = [], _ widening: Widening = .from(.strict),
  limit: Int = 100, skip: Int = 0, in persons: [Someone]
) throws -> SearchAnswer {
  let query = try SearchQuery(text, filters: filters)
  var oracle = SearchOracle()
  var numbered: [(number: Int64, someone: Someone)] = []
  for (index, someone) in persons.enumerated() {
    numbered.append((number: Int64(index + 1), someone: someone))
    oracle.add(try someone.document(Int64(index + 1)))
  }
  let wanted = try oracle.answer(query, widening, limit: limit, skip: skip)
  // Asking for nothing is answered without the index.
  guard query.hasText || !filters.isEmpty else { return wanted }
  let view = SearchView(revision: 1, base: SearchView.Level(try segment(of: numbered)))
  let found = try view.search(
    query, widening, SearchScope(groups: nil), limit: limit, skip: skip,
    scratch: SearchScratch(), interruption: Interruption(InterruptionCounter()))
  #expect(found == wanted)
  return wanted
}

/// A person by name, "First Last"; a bar parts the two where that is not the last space.
func person(_ name: String, _ more: [Attribute: String] = [:]) -> Someone {
  let bar: Character = name.contains("|") ? "|" : " "
  var someone = Someone(values: more)
  if let place = name.lastIndex(of: bar) {
    someone[.firstName] = String(name[..<place])
    someone[.lastName] = String(name[name.index(after: place)...])
  } else {
    someone[.firstName] = name
  }
  return someone
}
