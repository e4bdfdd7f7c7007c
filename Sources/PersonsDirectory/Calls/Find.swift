// SPDX-License-Identifier: Apache-2.0
//
// persons_find: persons by attributes that match exactly, a cursor from page to page.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func find(_ request: FindRequest, into result: inout TextBuffer) throws(Failure) {
    // The most frequent request is one verb, which needs no transaction around it.
    if request.groups.names == .notGiven, request.after == 0 {
      try readOnce { (transaction) throws(Failure) in
        try find(request, transaction, into: &result)
      }
    } else {
      try read { (transaction) throws(Failure) in
        try find(request, transaction, into: &result)
      }
    }
  }

  private func find(
    _ request: FindRequest, _ transaction: any ReadTransaction, into result: inout TextBuffer
  ) throws(Failure) {
    let caller = try caller(transaction, .read)
    var selection = PersonSelection(
      personId: request.identifier,
      groups: caller.scope(try request.groups.resolve(transaction, for: caller)),
      attributes: request.attributes, after: request.after)
    result.append("{\"last_id\":")
    let cursorPlace = result.count
    result.append("-1,\"persons\":[")
    let page = try appendPage(of: selection, limit: request.limit, transaction, to: &result)
    if page.count == 0 {
      // The pages before may have had persons: then this is the end, not an error.
      selection.after = 0
      var earlier = TextBuffer()
      guard request.after > 0,
        try appendPage(of: selection, limit: 1, transaction, to: &earlier).count > 0
      else { throw .notFound }
    }
    result.append("]}")
    if let last = page.lastOfMore {
      let cursor = FindRequest.cursor(behind: last)
      result.replace(at: cursorPlace, length: 2, with: String(cursor))
    }
  }

  /// Appends a page of persons.
  ///
  /// - Returns: how many they are, and the number of the last when somebody is left behind them.
  private func appendPage(
    of selection: PersonSelection, limit: Int64, _ transaction: any ReadTransaction,
    to persons: inout TextBuffer
  ) throws(Failure) -> (count: Int64, lastOfMore: Int64?) {
    var count: Int64 = 0
    var last: Int64 = 0
    var isMore = false
    try transaction.forEachPerson(selection, limit: nil, skip: 0, with: .record) {
      (person) throws(Failure) in
      guard count < limit else {
        isMore = true
        return false
      }
      if count > 0 { persons.append(",") }
      PersonShape.appendFound(try person.record(), to: &persons)
      last = person.number
      count += 1
      return true
    }
    return (count, isMore ? last : nil)
  }
}
