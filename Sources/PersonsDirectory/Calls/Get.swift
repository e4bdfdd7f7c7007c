// SPDX-License-Identifier: Apache-2.0
//
// persons_get and persons_list.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func get(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    try readOnce { (transaction) throws(Failure) in
      let caller = try caller(transaction, .read)
      let shape = PersonShape(caller: caller, shape: shape)
      var isFound = false
      try transaction.forEachPerson(
        PersonSelection(personId: personId, groups: caller.groups), limit: nil, skip: 0,
        with: .everything
      ) { (person) throws(Failure) in
        isFound = true
        try shape.appendOpen(person, to: &result)
        shape.appendEventHistory(person, to: &result)
        result.append("}")
        return false
      }
      guard isFound else { throw .notFound }
    }
  }

  package func list(_ request: ListRequest, into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in
      result.append("{")
      _ = try appendPage(request.page, within: request.groups, transaction, to: &result)
      result.append("}")
    }
  }

  /// Appends `"persons":[…]`, a page of everybody in some groups, in the order of creation.
  ///
  /// - Parameter ending: what ends each person.
  /// - Returns: whom the page is of.
  func appendPage(
    _ page: Page, within groups: GroupSelection, _ transaction: any ReadTransaction,
    ending: StaticString = "}", to result: inout TextBuffer
  ) throws(Failure) -> PersonSelection {
    let caller = try caller(transaction, .read)
    let selection = PersonSelection(
      groups: caller.scope(try groups.resolve(transaction, for: caller)))
    let shape = PersonShape(caller: caller, shape: shape)
    result.append("\"persons\":[")
    try transaction.forEachPerson(
      selection, limit: page.limit, skip: page.skip, with: shape.details
    ) { (person) throws(Failure) in
      result.appendSeparator()
      try shape.appendOpen(person, to: &result)
      result.append(ending)
      return true
    }
    result.append("]")
    return selection
  }
}
