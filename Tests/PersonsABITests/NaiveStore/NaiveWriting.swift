// SPDX-License-Identifier: Apache-2.0
// Job: the verbs of the naive store that write persons, groups and events, and the change log that they keep.

import PersonsJSON
import PersonsModel
import PersonsStore
import PersonsText

extension NaiveTransaction {
  // MARK: Persons

  func person(
    _ personId: String, inOneOf groups: [Int64]?
  ) throws(Failure) -> StoredPerson? {
    var found: StoredPerson?
    let selection = PersonSelection(personId: personId, groups: groups)
    try forEachPerson(selection, limit: 1, skip: 0, with: .record) { (row) throws(Failure) in
      found = try StoredPerson(row)
      return false
    }
    return found
  }

  func insertPerson(
    _ person: NewPerson, groups: [Int64], createdAt: Int64?, updatedAt: Int64?
  ) throws(Failure) -> Int64 {
    guard !own.persons.contains(where: { $0.personId.isSame(as: person.personId) }) else {
      throw .internal("a new person has the identifier of another")
    }
    let created = createdAt ?? now
    return change { own in
      own.lastPerson += 1
      let number = own.lastPerson
      let revision = own.log(.created, person: number, at: now)
      own.persons.append(
        NaivePerson(
          number: number, personId: person.personId, revision: revision, createdAt: created,
          updatedAt: updatedAt ?? created, body: person.withBody { Array($0) },
          groups: groups.sorted()))
      return number
    }
  }

  func updatePerson(
    _ old: StoredPerson, to record: PersonRecord, groups: [Int64]?, createdAt: Int64?,
    updatedAt: Int64?
  ) throws(Failure) {
    try requireLatest(old)
    let body = try record.body().withBytes { Array($0) }
    alter(person: old.number) { person in
      person.createdAt = createdAt ?? person.createdAt
      person.updatedAt = updatedAt ?? now
      person.body = body
      if let groups { person.groups = groups.sorted() }
    }
  }

  func deletePerson(_ person: StoredPerson, erased: Bool) throws(Failure) {
    try requireLatest(person)
    change { own in
      _ = own.log(
        erased ? .erased : .deleted, person: person.number, at: now,
        personId: erased ? nil : person.record.personId, leaving: person.groups)
      own.persons.removeAll { $0.number == person.number }
      own.answers.removeAll { $0.person == person.number }
    }
  }

  func forgetDeleted(_ personId: String) -> Bool {
    let found = own.changes.indices.filter { isSame(own.changes[$0].personId, personId) }
    guard !found.isEmpty else { return false }
    change { own in
      for place in found {
        own.changes[place].kind = .erased
        own.changes[place].personId = nil
      }
    }
    return true
  }

  /// Changes a person under a new revision, in whose row of the log the groups stand that `body` took them out of.
  private func alter(person number: Int64, _ body: (inout NaivePerson) -> Void) {
    change { own in
      guard let place = own.persons.firstIndex(where: { $0.number == number }) else { return }
      var person = own.persons[place]
      body(&person)
      let left = own.persons[place].groups.filter { !person.groups.contains($0) }
      person.revision = own.log(.updated, person: number, at: now, leaving: left)
      own.persons[place] = person
    }
  }

  /// Throws unless a person is as they were read.
  private func requireLatest(_ person: StoredPerson) throws(Failure) {
    guard self.person(person.number)?.revision == person.revision else {
      throw .internal("a person was written who had changed since they were read")
    }
  }

  // MARK: Groups and events

  func putGroup(_ group: Group) {
    change { own in
      if let place = own.groups.firstIndex(where: { $0.groupId.isSame(as: group.groupId) }) {
        own.groups[place].externalRef = group.externalRef
        own.groups[place].name = group.name
      } else {
        own.lastGroup += 1
        own.groups.append(
          Group(
            number: own.lastGroup, groupId: group.groupId, externalRef: group.externalRef,
            name: group.name))
      }
    }
  }

  func deleteGroup(_ group: Group) {
    for member in members(of: [group.number]) {
      alter(person: member) { person in person.groups.removeAll { $0 == group.number } }
    }
    change { own in own.groups.removeAll { $0.number == group.number } }
  }

  func putEvent(_ event: Event) -> Int64 {
    change { own in
      let place = own.events.firstIndex { $0.eventId.isSame(as: event.eventId) }
      let number = place.map { own.events[$0].number } ?? Int64(own.events.count) + 1
      let stored = Event(
        number: number, eventId: event.eventId, slug: event.slug, body: event.body)
      if let place { own.events[place] = stored } else { own.events.append(stored) }
      return number
    }
  }

  func putRSVP(_ rsvp: RSVP, person: StoredPerson, event: Int64) throws(Failure) {
    try requireLatest(person)
    putRSVP(rsvp, person: person.number, event: event)
    alter(person: person.number) { _ in }
  }

  func putRSVP(_ rsvp: RSVP, person: Int64, event: Int64) {
    change { own in
      let known = own.answers.firstIndex { $0.person == person && $0.event == event }
      if let known {
        own.answers[known].rsvp = rsvp
      } else {
        own.answers.append(NaiveAnswer(person: person, event: event, rsvp: rsvp))
      }
    }
  }
}

extension NaiveOrganization {
  /// Puts a new row into the change log in place of the person's row before.
  ///
  /// - Returns: its revision.
  fileprivate mutating func log(
    _ kind: ChangeKind, person: Int64, at now: Int64, personId: String? = nil,
    leaving groups: [Int64] = []
  ) -> Int64 {
    lastRevision += 1
    let earlier = changes.first { $0.person == person }?.departures ?? []
    changes.removeAll { $0.person == person }
    changes.append(
      NaiveChange(
        person: person, revision: lastRevision, kind: kind, at: now, personId: personId,
        departures: Departure.merged(earlier, leaving: groups, revision: lastRevision, at: now)))
    return lastRevision
  }
}
