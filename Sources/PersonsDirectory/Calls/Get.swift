// SPDX-License-Identifier: Apache-2.0
//
// persons_get and persons_list.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func get(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      let statement = try connection.statementForPerson(
        personId, organization: caller.organization)
      defer { statement.reset() }
      guard try statement.step() else { throw .notFound }
      let row = try PersonRow(
        statement, seed: store.seed, of: caller.organization, personId: personId)
      guard try caller.maySee(person: row.number, connection) else { throw .notFound }
      let shape = try PersonShape(
        connection: connection, caller: caller, shape: shape, isForMany: false)
      try shape.appendOpen(row, to: &result)
      try shape.appendEventHistory(of: row.number, seed: store.seed, to: &result)
      result.append("}")
    }
  }

  package func list(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let request = try ObjectReader(text, keys: Page.keysWithGroups)
    let page = try Page(request, limit: 10)
    let groups = try GroupSelection.filter(request, .snake)
    try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      let selection = PersonSelection(
        organization: caller.organization,
        groups: caller.scope(try groups.resolve(connection, for: caller)))
      let shape = try PersonShape(
        connection: connection, caller: caller, shape: shape, isForMany: true)
      let statement = try selection.statement(connection, limit: page.limit, skip: page.skip)
      defer { statement.reset() }
      result.append("{\"persons\":[")
      while try statement.step() {
        result.appendSeparator()
        try shape.append(
          try PersonRow(statement, seed: store.seed, of: caller.organization), to: &result)
      }
      result.append("]}")
    }
  }
}
