// SPDX-License-Identifier: Apache-2.0
//
// persons_update.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension EmbeddedDirectory {
  package func update(_ request: UpdateRequest, into result: inout TextBuffer) throws(Failure) {
    let answer = try perform(request.idempotency) { (transaction, caller) throws(Failure) in
      let person = try caller.person(request.personId, transaction)
      let record = try request.applied(to: person.record)
      let wanted = try request.groups.resolve(transaction, for: caller)
      let groups = caller.groups(
        of: person.groups, replacedBy: wanted ?? (request.clearsGroups ? [] : nil))
      if !record.isSame(as: person.record) {
        try transaction.updatePerson(
          person, to: record, groups: groups, createdAt: nil, updatedAt: nil)
      } else if groups != person.groups {
        try transaction.regroupPerson(person, to: groups)
      }
      return successAnswer
    }
    result.append(string: answer)
  }
}
