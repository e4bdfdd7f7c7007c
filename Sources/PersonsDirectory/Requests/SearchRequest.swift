// SPDX-License-Identifier: Apache-2.0
//
// A request of persons_search.

package import PersonsJSON
internal import PersonsModel
internal import PersonsSearch

package struct SearchRequest {
  private static let filterKeys: [(key: String, attribute: Attribute)] = [
    ("firstName", .firstName), ("lastName", .lastName), ("email", .email), ("city", .city),
    ("state", .state),
  ]

  package static let keys =
    ["query"] + filterKeys.map { $0.key } + Page.keysWithGroups + ["fuzzy", "highlight"]

  /// What was given as text: the query, the filters, "fuzzy".
  package let texts: [(key: String, value: String)]
  package let page: Page
  package let groups: GroupSelection
  package let showsHighlights: Bool
  let query: SearchQuery
  let widening: Widening
  let isEverybody: Bool

  package init(_ request: some RequestReader) throws(Failure) {
    page = try Page(request, limit: 10)
    groups = try GroupSelection.filter(request, .snake)
    var texts: [(key: String, value: String)] = []
    func text(_ key: String, _ value: String?) -> String? {
      if let value { texts.append((key, value)) }
      return value
    }
    switch text("fuzzy", try request.choice("fuzzy", of: ["auto", "off", "on", "loose"])) {
    case "off": widening = .only(.strict)
    case "on": widening = .from(.fuzzy)
    case "loose": widening = .from(.loose)
    default: widening = .from(.strict)
    }
    showsHighlights = try request.boolean("highlight", default: false)
    var filters: [SearchFilter] = []
    for (key, attribute) in SearchRequest.filterKeys {
      if let value = text(key, try request.string(key)) {
        filters.append(SearchFilter(attribute, value))
      }
    }
    query = try SearchQuery(text("query", try request.string("query")), filters: filters)
    isEverybody = !query.hasText && filters.isEmpty
    self.texts = texts
  }

  package init(_ text: RequestText?) throws(Failure) {
    try self.init(try ObjectReader(text, keys: SearchRequest.keys))
  }
}
