// SPDX-License-Identifier: Apache-2.0
// Job: the verbs of the naive store that read persons, groups, events and the change log: each looks at everybody.

import PersonsJSON
import PersonsModel
import PersonsStore
import PersonsText

extension NaiveTransaction {
  // MARK: Persons

  func forEachPerson(
    _ selection: PersonSelection, limit: Int64?, skip: Int64, with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> Bool
  ) throws(Failure) {
    for person in page(of: try persons(selection), limit: limit, skip: skip) {
      guard try show(person, with: details, body) else { return }
    }
  }

  func forEachPerson(
    numbered numbers: [Int64], with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    for number in numbers {
      guard let person = person(number) else { return false }
      try show(person, with: details, body)
    }
    return true
  }

  func salvagePersons(
    inOneOf groups: [Int64]?, with details: PersonDetails, _ salvage: Salvage,
    _ body: (borrowing PersonRow) throws(Failure) -> Void
  ) throws(Failure) {
    for person in own.persons where person.isInOne(of: groups) {
      try salvage.attempt { () throws(Failure) in try show(person, with: details, body) }
    }
  }

  func count(_ selection: PersonSelection) throws(Failure) -> Int64 {
    Int64(try persons(selection).count)
  }

  func members(of groups: [Int64]) -> [Int64] {
    own.persons.filter { $0.isInOne(of: groups) }.map(\.number)
  }

  func person(_ number: Int64) -> NaivePerson? { own.persons.first { $0.number == number } }

  private func persons(_ selection: PersonSelection) throws(Failure) -> [NaivePerson] {
    var found: [NaivePerson] = []
    for person in own.persons
    where person.number > selection.after && person.isInOne(of: selection.groups)
      && selection.personId.map(person.personId.isSame) ?? true
    {
      let isWanted = try show(person, with: .record) { (row) throws(Failure) in
        selection.matches(try row.record())
      }
      if isWanted { found.append(person) }
    }
    return found
  }

  private func show<R>(
    _ person: NaivePerson, with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> R
  ) throws(Failure) -> R {
    try person.body.withUnsafeBufferPointer { (bytes) throws(Failure) in
      try body(
        PersonRow(
          number: person.number, revision: person.revision, createdAt: person.createdAt,
          updatedAt: person.updatedAt, body: bytes, groupNumbers: GroupNumbers(person.groups),
          groups: details != .record
            ? own.groups.filter { person.groups.contains($0.number) } : [],
          answers: details == .everything ? answers(of: person.number) : []))
    }
  }

  private func answers(of person: Int64) -> [EventAnswer] {
    own.answers.filter { $0.person == person }.compactMap { answer in
      own.events.first { $0.number == answer.event }
        .map { EventAnswer(event: $0.body, rsvp: answer.rsvp) }
    }
  }

  // MARK: Groups and events

  func group(_ groupId: String) -> Group? { own.groups.first { $0.groupId.isSame(as: groupId) } }

  func group(externalRef: String) -> Group? {
    own.groups.first { isSame($0.externalRef, externalRef) }
  }

  func existing(groups numbers: [Int64]) -> [Int64] {
    numbers.filter { number in own.groups.contains { $0.number == number } }
  }

  func forEachGroup(
    among numbers: [Int64]?, limit: Int64?, skip: Int64, salvage: Salvage?,
    _ body: (Group) throws(Failure) -> Void
  ) throws(Failure) {
    let groups = own.groups.filter { numbers?.contains($0.number) ?? true }
    for group in page(of: groups, limit: limit, skip: skip) { try body(group) }
  }

  func groupCount() -> Int64 { Int64(own.groups.count) }

  func event(_ eventId: String) -> Event? { own.events.first { $0.eventId.isSame(as: eventId) } }

  func isSlug(_ slug: String, takenBesides eventId: String) -> Bool {
    own.events.contains { isSame($0.slug, slug) && !$0.eventId.isSame(as: eventId) }
  }

  func forEachEvent(
    limit: Int64?, skip: Int64, salvage: Salvage?, _ body: (Event) throws(Failure) -> Void
  ) throws(Failure) {
    for event in page(of: own.events, limit: limit, skip: skip) { try body(event) }
  }

  func eventCount() -> Int64 { Int64(own.events.count) }

  func rsvp(person: Int64, event: Int64) -> RSVP? {
    own.answers.first { $0.person == person && $0.event == event }?.rsvp
  }

  func historyBytes(ofPerson person: Int64) -> Int64 {
    own.answers.filter { $0.person == person }
      .reduce(0) { $0 + Int64($1.rsvp.history.utf8.count) }
  }

  // MARK: Changes

  func lastRevision() -> Int64 { own.lastRevision }

  func forEachChange(
    after revision: Int64, _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) {
    for change in own.latestChanges where change.revision > revision {
      let isContinued = try body(
        Change(
          revision: change.revision, kind: change.kind, at: change.at, personId: change.personId))
      guard isContinued else { return }
    }
  }

  func forEachChange(
    after revision: Int64, in groups: [Int64], leftAfter: Int64,
    _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) {
    var seen: [Change] = []
    for latest in own.latestChanges {
      let history = own.history.filter { $0.person == latest.person }
      // What each group saw last of the person.
      var sights: [NaiveChange] = []
      for group in groups {
        guard let last = history.last(where: { $0.sight(in: group) != nil }) else { continue }
        if last.sight(in: group) == false, last.revision <= leftAfter { continue }
        sights.append(last)
      }
      guard let last = sights.max(by: { $0.revision < $1.revision }), last.revision > revision
      else { continue }
      let isMember = latest.after.contains(where: groups.contains)
      let kind: ChangeKind =
        isMember
        ? (last.kind == .created ? .created : .updated)
        : latest.kind == .erased ? .erased : .deleted
      seen.append(
        Change(revision: last.revision, kind: kind, at: last.at, personId: last.personId))
    }
    for change in seen.sorted(by: { $0.revision < $1.revision }) {
      guard try body(change) else { return }
    }
  }

  // MARK: For the search index

  func searchId() -> [UInt8]? { own.searchId }

  func personChanges(after revision: Int64, atMost limit: Int) -> [PersonChange]? {
    let changes = own.latestChanges.filter { $0.revision > revision }
    guard changes.count <= limit else { return nil }
    return changes.map { PersonChange(person: $0.person, revision: $0.revision, kind: $0.kind) }
  }

  func hasErasure(after revision: Int64) -> Bool {
    own.latestChanges.contains { $0.revision > revision && $0.kind == .erased }
  }

  func forEachRecord(
    _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachRecord(of: own.persons.map(\.number), body)
  }

  func forEachRecord(
    of persons: [Int64], _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure) {
    for number in persons {
      guard let person = person(number) else { continue }
      try show(person, with: .record) { (row) throws(Failure) in
        try body(number, try row.record(), row.groupNumbers)
      }
    }
  }
}
