// SPDX-License-Identifier: Apache-2.0
//
// persons_find: persons by attributes that match exactly, a cursor from page to page.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func find(_ request: FindRequest, into result: inout TextBuffer) throws(Failure) {
    // The most frequent request is one verb, which needs no transaction around it.
    if request.groups.names == .notGiven, request.cursor == 0 {
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
    let numbers = caller.groups.map { _ in opaqueNumbers(.cursor) }
    let after = try request.person(before: numbers)
    var selection = PersonSelection(
      personId: request.identifier,
      groups: caller.scope(try request.groups.resolve(transaction, for: caller)),
      attributes: request.attributes, after: after)
    result.append("{\"last_id\":")
    let cursorPlace = result.count
    result.append("-1,\"persons\":[")
    let page = try appendPage(of: selection, limit: request.limit, transaction, to: &result)
    if page.count == 0 {
      // The pages before may have had persons: then this is the end, not an error.
      selection.after = 0
      var earlier = TextBuffer()
      guard request.cursor > 0,
        try appendPage(of: selection, limit: 1, transaction, to: &earlier).count > 0
      else { throw .notFound }
    }
    result.append("]}")
    if let last = page.lastOfMore {
      let cursor = FindRequest.cursor(behind: last, numbers)
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
    try transaction.forEachPerson(selection, limit: limit + 1, skip: 0, with: .record) {
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

extension FindRequest {
  /// The cursor behind a person. Where it is not opaque it is one more than their number, so that 1, which the document
  /// has as the default, hides nobody.
  fileprivate static func cursor(behind number: Int64, _ numbers: OpaqueNumbers?) -> Int64 {
    numbers?.opaque(number) ?? number + 1
  }

  /// The number of the person behind whom the page begins; 0 for the beginning.
  ///
  /// - Parameter numbers: for a caller who is limited to groups.
  fileprivate func person(before numbers: OpaqueNumbers?) throws(Failure) -> Int64 {
    guard cursor > 0 else { return 0 }
    guard let numbers else { return cursor - 1 }
    guard let number = numbers.number(cursor) else { throw .badAfterId }
    return number
  }
}
