// SPDX-License-Identifier: Apache-2.0
//
// persons_delete, and persons_erase, which leaves no trace.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore

extension EmbeddedDirectory {
  package func delete(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    let answer = try perform { (transaction, caller) throws(Failure) in
      let person = try caller.person(personId, transaction)
      let hidden = caller.groups(of: person.groups, replacedBy: [])
      if hidden.isEmpty {
        try transaction.deletePerson(person, erased: false)
      } else {
        // Others see the person too, to whom nothing of theirs changes.
        try transaction.regroupPerson(person, to: hidden)
      }
      return successAnswer
    }
    result.append(string: answer)
  }

  package func erase(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    let outcome: Result<String, Failure>
    do throws(Failure) {
      let answer = try perform { (transaction, caller) throws(Failure) in
        try caller.requireEveryGroup()
        let person = try transaction.person(personId, inOneOf: nil)
        if let person { try transaction.deletePerson(person, erased: true) }
        // A person of this identifier may also have been deleted before.
        let wasDeleted = try transaction.forgetDeleted(personId)
        try transaction.forgetAnswers(naming: personId)
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
      try read { (transaction) throws(Failure) in try index.forgetTheErased(transaction) }
    }
    try store.forgetThePast()
    result.append(string: try outcome.get())
  }
}
