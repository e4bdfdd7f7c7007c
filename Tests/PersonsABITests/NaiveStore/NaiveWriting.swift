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
      let revision = own.log(
        .created, person: number, person.personId, at: now, before: [], after: groups)
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
    alter(person: old.number, isOfGroupsAlone: false) { person in
      person.createdAt = createdAt ?? person.createdAt
      person.updatedAt = updatedAt ?? now
      person.body = body
      if let groups { person.groups = groups.sorted() }
    }
  }

  func regroupPerson(_ old: StoredPerson, to groups: [Int64]) throws(Failure) {
    try requireLatest(old)
    alter(person: old.number, isOfGroupsAlone: true) { $0.groups = groups.sorted() }
  }

  func deletePerson(_ person: StoredPerson, erased: Bool) throws(Failure) {
    try requireLatest(person)
    change { own in
      _ = own.log(
        .deleted, person: person.number, person.record.personId, at: now, before: person.groups,
        after: [])
      if erased { own.erase(person.number) }
      own.persons.removeAll { $0.number == person.number }
      own.answers.removeAll { $0.person == person.number }
    }
  }

  func forgetDeleted(_ personId: String) -> Bool {
    let found = own.latestChanges.filter { $0.kind == .deleted && isSame($0.personId, personId) }
    guard !found.isEmpty else { return false }
    change { own in for deleted in found { own.erase(deleted.person) } }
    return true
  }

  /// Changes a person under a new revision.
  private func alter(
    person number: Int64, isOfGroupsAlone: Bool, _ body: (inout NaivePerson) -> Void
  ) {
    change { own in
      guard let place = own.persons.firstIndex(where: { $0.number == number }) else { return }
      var person = own.persons[place]
      body(&person)
      person.revision = own.log(
        .updated, person: number, person.personId, at: now, before: own.persons[place].groups,
        after: person.groups, isOfGroupsAlone: isOfGroupsAlone)
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
      alter(person: member, isOfGroupsAlone: true) { person in
        person.groups.removeAll { $0 == group.number }
      }
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
    alter(person: person.number, isOfGroupsAlone: false) { _ in }
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
  /// - Returns: the revision of the change.
  fileprivate mutating func log(
    _ kind: ChangeKind, person: Int64, _ personId: String, at now: Int64, before: [Int64],
    after: [Int64], isOfGroupsAlone: Bool = false
  ) -> Int64 {
    lastRevision += 1
    history.append(
      NaiveChange(
        person: person, revision: lastRevision, kind: kind, at: now, personId: personId,
        before: before, after: after, isOfGroupsAlone: isOfGroupsAlone))
    return lastRevision
  }

  /// Makes a deleted person an erased one.
  fileprivate mutating func erase(_ person: Int64) {
    for place in history.indices where history[place].person == person {
      history[place].personId = nil
      if history[place].kind == .deleted { history[place].kind = .erased }
    }
  }

  /// The latest change of each person, in the order of revisions.
  var latestChanges: [NaiveChange] {
    history.filter { change in
      !history.contains { $0.person == change.person && $0.revision > change.revision }
    }
  }
}
