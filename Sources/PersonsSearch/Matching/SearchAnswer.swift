// SPDX-License-Identifier: Apache-2.0
//
// What a search answers, and how far it widens.

internal import PersonsJSON

/// What a search found.
package struct SearchAnswer: Equatable, Sendable {
  /// Numbers of the persons of the page, the best match first.
  package let persons: [Int64]
  /// How many persons match in all.
  package let total: Int
  /// How far the query was read.
  package let fuzziness: Fuzziness
  /// Whether the query is the whole name, e-mail address or phone number of somebody who was found.
  let isWhole: Bool

  package init(persons: [Int64], total: Int, fuzziness: Fuzziness, isWhole: Bool = false) {
    self.persons = persons
    self.total = total
    self.fuzziness = fuzziness
    self.isWhole = isWhole
  }
}

/// How far a search may widen.
package enum Widening: Sendable {
  /// This one alone.
  case only(Fuzziness)
  /// From this one on, as far as it needs to find whom the query means.
  case from(Fuzziness)

  /// The answer of the first fuzziness that finds whom the query means: somebody who has it as their whole name, e-mail
  /// address or phone number, or enough persons; or else of the one that finds most. One that finds nobody new does
  /// not count.
  func widened(
    for query: SearchQuery, _ search: (SearchQuery, Fuzziness) throws(Failure) -> SearchAnswer
  ) throws(Failure) -> SearchAnswer {
    switch self {
    case .only(let fuzziness): return try search(query.prepared(for: fuzziness), fuzziness)
    case .from(let first):
      var answer = try search(query.prepared(for: first), first)
      guard query.hasText || !query.filters.isEmpty else { return answer }
      for fuzziness in Fuzziness.allCases
      where fuzziness > first && answer.total < SearchSettings.enough && !answer.isWhole {
        let wider = try search(query.prepared(for: fuzziness), fuzziness)
        if wider.total > answer.total { answer = wider }
      }
      return answer
    }
  }
}
