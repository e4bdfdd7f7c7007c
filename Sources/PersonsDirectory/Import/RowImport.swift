// SPDX-License-Identifier: Apache-2.0
//
// Writing the rows of an import inside of a transaction.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

/// What became of a row.
enum ImportAction: String {
  case created, updated, unchanged, group, event
}

/// The rules by which a row of an import is written.
struct RowImport {
  let transaction: any WriteTransaction
  let caller: Caller

  /// Writes a row. When it throws, what it wrote is to be taken back.
  ///
  /// - Returns: what was done, and to whom.
  func apply(_ row: ImportRow) throws(Failure) -> (action: ImportAction, personId: String?) {
    switch row {
    case .group(let patch):
      try caller.requireEveryGroup()
      _ = try patch.put(transaction)
      return (.group, nil)
    case .event(let patch):
      try caller.requireEveryGroup()
      _ = try patch.put(transaction)
      return (.event, nil)
    case .person(let person):
      return try apply(person)
    }
  }

  private func apply(
    _ person: ImportPerson
  ) throws(Failure) -> (action: ImportAction, personId: String?) {
    let groups = try person.groups.resolve(transaction, for: caller)
    if let old = try known(person) {
      let changed = try change(old, to: person, groups: groups)
      return (changed ? .updated : .unchanged, old.record.personId)
    }
    var record = person.applied(to: PersonRecord())
    if let personId = person[.personId] {
      try caller.requireFree(personId, transaction)
      record[.personId] = personId
    }
    let events = try events(of: person)
    let joined = try caller.groups(forNew: groups, transaction)
    let new = try NewPerson(
      record, organization: caller.organization, seed: transaction.seed)
    let number = try transaction.insertPerson(
      new, groups: joined, createdAt: person.createdAt, updatedAt: person.updatedAt)
    try putAnswers(of: person, events, to: number)
    return (.created, new.personId)
  }

  /// The person that a line is about: the one with its identifier, or else with its external reference.
  private func known(_ person: ImportPerson) throws(Failure) -> StoredPerson? {
    if let personId = person[.personId] {
      return try transaction.person(personId, inOneOf: caller.groups)
    }
    return try Upsert(transaction: transaction, caller: caller)
      .oldest(.externalRef, person[.externalRef], caller.groups)
  }

  private func change(
    _ old: StoredPerson, to person: ImportPerson, groups: [Int64]?
  ) throws(Failure) -> Bool {
    let record = person.applied(to: old.record)
    let groups = caller.groups(of: old.groups, replacedBy: groups)
    let events = try events(of: person)
    let isSame =
      record.isSame(as: old.record)
      && (person.createdAt ?? old.createdAt) == old.createdAt
      && (person.updatedAt ?? old.updatedAt) == old.updatedAt
    if isSame, try hasAnswers(of: person, events, old.number) {
      guard groups != old.groups else { return false }
      try transaction.regroupPerson(old, to: groups)
      return true
    }
    // A record that is too large is found out before anything is changed.
    _ = try record.body()
    try putAnswers(of: person, events, to: old.number)
    try transaction.updatePerson(
      old, to: record, groups: groups, createdAt: person.createdAt, updatedAt: person.updatedAt)
    return true
  }

  /// An event of a line: one that is there, or one that the line describes.
  private enum EventPlace {
    case known(Int64)
    case new(EventPatch)
  }

  /// The events of a line, in its order.
  private func events(of person: ImportPerson) throws(Failure) -> [EventPlace] {
    var places: [EventPlace] = []
    for (index, answer) in (person.eventHistory ?? []).enumerated() {
      if let event = try transaction.event(answer.eventId) {
        places.append(.known(event.number))
      } else if let patch = answer.event, caller.groups == nil {
        places.append(.new(patch))
      } else {
        throw Failure(
          .notFound, "event_not_found", "There is no such event.",
          field: "eventHistory[\(index)].eventId")
      }
    }
    return places
  }

  private func hasAnswers(
    of person: ImportPerson, _ events: [EventPlace], _ number: Int64
  ) throws(Failure) -> Bool {
    for (answer, place) in zip(person.eventHistory ?? [], events) {
      guard case .known(let event) = place,
        let old = try transaction.rsvp(person: number, event: event),
        isSame(old.status, answer.rsvp.status),
        isSame(old.attendance, answer.rsvp.attendance),
        old.history.isSame(as: answer.rsvp.history)
      else { return false }
    }
    return true
  }

  private func putAnswers(
    of person: ImportPerson, _ events: [EventPlace], to number: Int64
  ) throws(Failure) {
    for (answer, place) in zip(person.eventHistory ?? [], events) {
      let event =
        switch place {
        case .known(let event): event
        case .new(let patch): try patch.put(transaction).number
        }
      try transaction.putRSVP(answer.rsvp, person: number, event: event)
    }
    guard !events.isEmpty else { return }
    guard try transaction.historyBytes(ofPerson: number) <= RSVPRequest.maxHistories else {
      throw .historiesTooLarge(field: "eventHistory")
    }
  }
}
