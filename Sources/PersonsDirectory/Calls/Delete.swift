// SPDX-License-Identifier: Apache-2.0
//
// persons_delete, and persons_erase, which leaves no trace.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore

extension EmbeddedDirectory {
  package func delete(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    let answer = try write(WriteRequest("delete")) { (transaction, caller) throws(Failure) in
      let person = try transaction.visiblePerson(personId, caller: caller)
      try transaction.deletePerson(person, organization: caller.organization, erased: false)
      return successAnswer
    }
    result.append(string: answer)
  }

  package func erase(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    let outcome: Result<String, Failure>
    do throws(Failure) {
      let answer = try write(WriteRequest("erase")) { (transaction, caller) throws(Failure) in
        try caller.requireEveryGroup()
        let organization = caller.organization
        let person = try transaction.person(personId, organization: organization)
        if let person {
          try transaction.deletePerson(person, organization: organization, erased: true)
        }
        // A person of this identifier may also have been deleted before.
        let wasDeleted = try transaction.forgetDeleted(personId, organization: organization)
        try transaction.forgetAnswers(naming: personId, organization: organization)
        guard person != nil || wasDeleted else { throw .notFound }
        return successAnswer
      }
      outcome = .success(answer)
    } catch {
      guard error == .notFound else { throw error }
      outcome = .failure(error)
    }
    // An earlier call may have been kept from this: it is done again even when nobody was found.
    // The index has the words of everybody it was made of.
    if case .success = outcome {
      index.forget()
    } else {
      try store.read { (connection) throws(Failure) in try index.forgetTheErased(connection) }
    }
    try store.cleanLog()
    result.append(string: try outcome.get())
  }
}
