// SPDX-License-Identifier: Apache-2.0
//
// persons_search.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore

/// A request of persons_search.
struct SearchRequest {
  private static let filterKeys: [(key: String, attribute: Attribute)] = [
    ("firstName", .firstName), ("lastName", .lastName), ("email", .email), ("city", .city),
    ("state", .state),
  ]

  private static let keys =
    ["query"] + filterKeys.map { $0.key } + Page.keysWithGroups + ["fuzzy", "highlight"]

  let query: SearchQuery
  let steps: SearchSteps
  let page: Page
  let groups: GroupSelection
  let isEverybody: Bool
  let showsHighlights: Bool

  init(_ text: RequestText?) throws(Failure) {
    let request = try ObjectReader(text, keys: SearchRequest.keys)
    page = try Page(request, limit: 10)
    groups = try GroupSelection.filter(request, .snake)
    switch try request.choice("fuzzy", of: ["auto", "off", "on", "loose"]) {
    case "off": steps = .only(.strict)
    case "on": steps = .from(.fuzzy)
    case "loose": steps = .from(.loose)
    default: steps = .from(.strict)
    }
    showsHighlights = try request.boolean("highlight", default: false)
    var filters: [SearchFilter] = []
    for (key, attribute) in SearchRequest.filterKeys {
      if let value = try request.string(key) { filters.append(SearchFilter(attribute, value)) }
    }
    query = try SearchQuery(try request.string("query"), filters: filters)
    isEverybody = !query.hasText && filters.isEmpty
  }
}

extension EmbeddedDirectory {
  package func search(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let request = try SearchRequest(text)
    let interruption = store.interruption()
    defer { index.publish() }
    try store.read { (connection) throws(Failure) in
      if request.isEverybody {
        return try appendEverybody(request, connection, to: &result)
      }
      var found: Caller?
      let answer = try index.search(
        request.query, request.steps, limit: Int(clamping: request.page.limit),
        skip: Int(clamping: request.page.skip), connection, interruption: interruption
      ) { () throws(Failure) in
        let caller = try caller(connection, .read)
        found = caller
        let groups = caller.scope(try request.groups.resolve(connection, for: caller))
        return SearchScope(
          persons: try groups.map { (groups) throws(Failure) in
            try connection.persons(inOneOf: groups)
          })
      }
      guard let caller = found else { throw .internal("a search without a caller") }
      let shape = try PersonShape(
        connection: connection, caller: caller, shape: shape, isForMany: true)
      result.append("{\"persons\":[")
      let highlighter =
        request.showsHighlights ? SearchHighlighter(request.query, answer.step) : nil
      for person in answer.persons {
        result.appendSeparator()
        try append(person: person, shape, highlighter, connection, to: &result)
      }
      result.append("]")
      result.appendMember("total", Int64(answer.total))
      result.appendMember("limit", request.page.limit)
      result.appendMember("skip", request.page.skip)
      if answer.total > 0 {
        switch answer.step {
        case .strict: break
        case .fuzzy: result.append(",\"matched\":\"fuzzy\"")
        case .loose: result.append(",\"matched\":\"loose\"")
        }
      }
      result.append("}")
    }
  }

  /// A search that asks for nothing: everybody, in the order of creation.
  private func appendEverybody(
    _ request: SearchRequest, _ connection: Connection, to result: inout TextBuffer
  ) throws(Failure) {
    let caller = try caller(connection, .read)
    let selection = PersonSelection(
      organization: caller.organization,
      groups: caller.scope(try request.groups.resolve(connection, for: caller)))
    let shape = try PersonShape(
      connection: connection, caller: caller, shape: shape, isForMany: true)
    result.append("{\"persons\":[")
    let statement = try selection.statement(
      connection, limit: request.page.limit, skip: request.page.skip)
    defer { statement.reset() }
    while try statement.step() {
      result.appendSeparator()
      let row = try PersonRow(statement, seed: store.seed, of: caller.organization)
      try shape.appendOpen(row, to: &result)
      // Nothing was asked for, so nothing matched.
      result.append(request.showsHighlights ? ",\"highlight\":[]}" : "}")
    }
    result.append("]")
    result.appendMember("total", try selection.count(connection))
    result.appendMember("limit", request.page.limit)
    result.appendMember("skip", request.page.skip)
    result.append("}")
  }

  private func append(
    person: Int64, _ shape: PersonShape, _ highlighter: SearchHighlighter?,
    _ connection: Connection, to result: inout TextBuffer
  ) throws(Failure) {
    let statement = try connection.statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p WHERE p.person = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, person)
    guard try statement.step() else { throw .internal("a found person is not there") }
    let row = try PersonRow(statement, seed: store.seed, of: shape.caller.organization)
    guard let highlighter else { return try shape.append(row, to: &result) }
    try shape.appendOpen(row, to: &result)
    result.append(",\"highlight\":[")
    for highlight in try highlighter.highlights(in: try RecordText(row.body)) {
      result.appendSeparator()
      result.append("{\"field\":")
      result.appendJSON(highlight.field)
      result.appendMember("start", Int64(highlight.start))
      result.appendMember("length", Int64(highlight.length))
      result.append(",\"grade\":\"")
      result.append(highlight.grade.name)
      result.append("\"}")
    }
    result.append("]}")
  }
}
