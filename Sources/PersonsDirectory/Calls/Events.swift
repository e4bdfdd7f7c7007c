// SPDX-License-Identifier: Apache-2.0
//
// persons_put_event, persons_list_events, and persons_record_rsvp: an answer to an event, appended to its history.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func putEvent(_ request: EventRequest, into result: inout TextBuffer) throws(Failure) {
    let patch = request.patch
    let answer = try perform(request.idempotency) { (transaction, caller) throws(Failure) in
      try caller.requireEveryGroup()
      return try patch.put(transaction).body
    }
    result.append(string: answer)
  }

  package func listEvents(_ page: Page, into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in
      _ = try caller(transaction, .read)
      result.append("{\"events\":[")
      try transaction.forEachEvent(limit: page.limit, skip: page.skip, salvage: nil) {
        (event) throws(Failure) in
        result.appendSeparator()
        result.append(string: event.body)
      }
      result.append("]}")
    }
  }

  package func recordRSVP(_ request: RSVPRequest, into result: inout TextBuffer) throws(Failure) {
    let answer = try perform(request.idempotency) { (transaction, caller) throws(Failure) in
      let person = try caller.person(request.personId, transaction)
      guard let event = try transaction.event(request.eventId) else {
        throw Failure(
          .notFound, "event_not_found", "There is no such event.", field: "eventId")
      }
      let old = try transaction.rsvp(person: person.number, event: event.number)
      let rsvp = try request.applied(to: old, now: transaction.now)
      guard
        try transaction.historyBytes(ofPerson: person.number) + Int64(rsvp.history.utf8.count)
          - Int64(old?.history.utf8.count ?? 0) <= RSVPRequest.maxHistories
      else { throw .historiesTooLarge(field: "personId") }
      try transaction.putRSVP(rsvp, person: person, event: event.number)
      return successAnswer
    }
    result.append(string: answer)
  }
}
