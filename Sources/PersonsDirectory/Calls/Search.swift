// SPDX-License-Identifier: Apache-2.0
//
// persons_search.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore

extension EmbeddedDirectory {
  package func search(_ request: SearchRequest, into result: inout TextBuffer) throws(Failure) {
    let start = result.count
    do throws(Failure) { try searchIndex(request, into: &result) } catch {
      guard error == .damagedIndex else { throw error }
      // Whole, and yet not what the rows say: somebody forged it. The next one is made of the rows.
      index.forget()
      result.shorten(to: start)
      try searchIndex(request, into: &result)
    }
  }

  private func searchIndex(
    _ request: SearchRequest, into result: inout TextBuffer
  ) throws(Failure) {
    let interruption = store.interruption()
    defer { index.publish() }
    try read { (transaction) throws(Failure) in
      if request.isEverybody {
        return try appendEverybody(request, transaction, to: &result)
      }
      var found: Caller?
      var scope = SearchScope(groups: nil)
      let answer = try index.search(
        request.query, request.widening, limit: Int(clamping: request.page.limit),
        skip: Int(clamping: request.page.skip), transaction, interruption: interruption
      ) { () throws(Failure) in
        let caller = try caller(transaction, .read)
        found = caller
        scope = SearchScope(
          groups: caller.scope(try request.groups.resolve(transaction, for: caller)))
        return scope
      }
      guard let caller = found else { throw .internal("a search without a caller") }
      let shape = PersonShape(caller: caller, shape: shape)
      let highlighter =
        request.showsHighlights ? SearchHighlighter(request.query, answer.fuzziness) : nil
      result.append("{\"persons\":[")
      let areThere = try transaction.forEachPerson(numbered: answer.persons, with: shape.details) {
        (person) throws(Failure) in
        // The index leads to the person; whether they are in one of the groups, their own row says.
        guard scope.groups == nil || scope.contains(memberOf: person.groupNumbers.numbers) else {
          throw .damagedIndex
        }
        result.appendSeparator()
        try append(person, shape, highlighter, to: &result)
      }
      guard areThere else { throw .damagedIndex }
      result.append("]")
      append(total: Int64(answer.total), request.page, to: &result)
      if answer.total > 0 {
        switch answer.fuzziness {
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
    _ request: SearchRequest, _ transaction: any ReadTransaction, to result: inout TextBuffer
  ) throws(Failure) {
    result.append("{")
    // Nothing was asked for, so nothing matched.
    let selection = try appendPage(
      request.page, within: request.groups, transaction,
      ending: request.showsHighlights ? ",\"highlight\":[]}" : "}", to: &result)
    append(total: try transaction.count(selection), request.page, to: &result)
    result.append("}")
  }

  private func append(total: Int64, _ page: Page, to result: inout TextBuffer) {
    result.appendMember("total", total)
    result.appendMember("limit", page.limit)
    result.appendMember("skip", page.skip)
  }

  private func append(
    _ person: borrowing PersonRow, _ shape: PersonShape, _ highlighter: SearchHighlighter?,
    to result: inout TextBuffer
  ) throws(Failure) {
    guard let highlighter else { return try shape.append(person, to: &result) }
    try shape.appendOpen(person, to: &result)
    result.append(",\"highlight\":[")
    for highlight in try highlighter.highlights(in: try person.record()) {
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
