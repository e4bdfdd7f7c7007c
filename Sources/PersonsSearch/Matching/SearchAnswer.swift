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
  package let step: SearchStep
}

/// Which steps a search may take.
package enum SearchSteps: Sendable {
  /// This one alone.
  case only(SearchStep)
  /// From this one on, as many as it needs to find enough.
  case from(SearchStep)

  /// The answer of the first step that finds enough, or else of the one that finds most. A step that finds
  /// nobody new does not count as taken.
  func widened(
    for query: SearchQuery, _ search: (SearchQuery, SearchStep) throws(Failure) -> SearchAnswer
  ) throws(Failure) -> SearchAnswer {
    switch self {
    case .only(let step): return try search(query.prepared(for: step), step)
    case .from(let first):
      var answer = try search(query.prepared(for: first), first)
      guard query.hasText || !query.filters.isEmpty else { return answer }
      for step in SearchStep.allCases where step > first && answer.total < SearchSettings.enough {
        let wider = try search(query.prepared(for: step), step)
        if wider.total > answer.total { answer = wider }
      }
      return answer
    }
  }
}
