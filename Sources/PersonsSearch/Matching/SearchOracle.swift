// SPDX-License-Identifier: Apache-2.0
//
// Search as it is meant: every person is looked at, every word compared. Plain on purpose: whatever finds
// persons faster must find the same ones, in the same order, with the same total.

package import PersonsJSON
internal import PersonsModel

package struct SearchOracle {
  private var documents: [CollectedDocument] = []

  package init() {}

  /// Adds a person. Persons come in the order of creation.
  package mutating func add(_ document: CollectedDocument) { documents.append(document) }

  /// The page of the answer, among the persons for whom `isVisible` holds.
  package func answer(
    _ query: SearchQuery, _ widening: Widening, limit: Int, skip: Int,
    isVisible: (CollectedDocument) -> Bool = { _ in true }
  ) throws(Failure) -> SearchAnswer {
    let visible = documents.filter(isVisible)
    return try widening.widened(for: query) { (query, fuzziness) throws(Failure) in
      let found = visible.compactMap { document in
        document.score(query, fuzziness).map { (score: $0, person: document.person) }
      }
      let ranked = found.sorted { ($1.score, $0.person) < ($0.score, $1.person) }
      return SearchAnswer(
        persons: ranked.dropFirst(skip).prefix(limit).map(\.person), total: ranked.count,
        fuzziness: fuzziness, isWhole: query.isWhole(ranked.first?.score))
    }
  }
}
