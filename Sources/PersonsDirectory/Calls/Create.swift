// SPDX-License-Identifier: Apache-2.0
//
// persons_create.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension EmbeddedDirectory {
  package func create(_ request: CreateRequest, into result: inout TextBuffer) throws(Failure) {
    let isChosen = request.person[.personId] != nil
    let groups = request.groups
    let person = try NewPerson(request.person, organization: organization, seed: store.seed)
    let answer = try perform(request.idempotency) { (transaction, caller) throws(Failure) in
      if isChosen { try caller.requireFree(person.personId, transaction) }
      let named = try groups.resolve(transaction, for: caller)
      _ = try transaction.insertPerson(
        person, groups: try caller.groups(forNew: named, transaction), createdAt: nil,
        updatedAt: nil)
      var answer = TextBuffer()
      answer.append("{\"personId\":")
      answer.appendJSON(person.personId)
      answer.append("}")
      return try answer.text()
    }
    result.append(string: answer)
  }
}
