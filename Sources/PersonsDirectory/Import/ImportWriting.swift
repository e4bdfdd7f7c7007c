// SPDX-License-Identifier: Apache-2.0
//
// Writing the rows of an import inside of a transaction.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsText

/// What became of a row.
enum ImportAction: String {
  case created, updated, unchanged, group, event
}

extension WriteTransaction {
  /// Writes a row. When it throws, what it wrote is to be taken back.
  ///
  /// - Returns: what was done, and to whom.
  func write(
    _ row: ImportRow, caller: Caller
  ) throws(Failure) -> (action: ImportAction, personId: String?) {
    switch row {
    case .group(let patch):
      try caller.requireEveryGroup()
      _ = try patch.put(self, caller: caller)
      return (.group, nil)
    case .event(let patch):
      try caller.requireEveryGroup()
      _ = try patch.put(self, caller: caller)
      return (.event, nil)
    case .person(let person):
      return try write(person, caller: caller)
    }
  }

  private func write(
    _ person: ImportPerson, caller: Caller
  ) throws(Failure) -> (action: ImportAction, personId: String?) {
    let groups = try person.groups.resolve(connection, for: caller)
    if let old = try known(person, caller: caller) {
      let changed = try change(old, to: person, groups: groups, caller: caller)
      return (changed ? .updated : .unchanged, old.record.personId)
    }
    var record = person.applied(to: PersonRecord())
    if let personId = person[.personId] {
      try requireFree(personId, caller: caller)
      record[.personId] = personId
    }
    let events = try events(of: person, caller: caller)
    let joined = try caller.groups(forNew: groups, connection)
    let new = try NewPerson(record, organization: caller.organization, seed: seed)
    let number = try insertPerson(
      new, groups: joined, createdAt: person.createdAt, updatedAt: person.updatedAt)
    try putAnswers(of: person, events, to: number)
    return (.created, new.personId)
  }

  /// The person that a line is about: the one with its identifier, or else with its external reference.
  private func known(_ person: ImportPerson, caller: Caller) throws(Failure) -> StoredPerson? {
    if let personId = person[.personId] {
      guard let old = try self.person(personId, organization: caller.organization),
        try caller.maySee(person: old.number, connection)
      else { return nil }
      return old
    }
    return try oldest(.externalRef, person[.externalRef], caller.groups, caller)
  }

  private func change(
    _ old: StoredPerson, to person: ImportPerson, groups: [Int64]?, caller: Caller
  ) throws(Failure) -> Bool {
    let record = person.applied(to: old.record)
    let current = try connection.groups(ofPerson: old.number).filter(caller.maySee(group:))
    let events = try events(of: person, caller: caller)
    let isSame =
      record.isSame(as: old.record) && (groups == nil || Set(groups ?? []) == Set(current))
      && (person.createdAt ?? old.createdAt) == old.createdAt
      && (person.updatedAt ?? old.updatedAt) == old.updatedAt
    if isSame, try hasAnswers(of: person, events, old.number) { return false }
    // A record that is too large is found out before anything is changed.
    _ = try record.body()
    let left = try replaceGroups(of: old.number, by: groups, caller: caller)
    try putAnswers(of: person, events, to: old.number)
    try updatePerson(
      old, to: record, organization: caller.organization, createdAt: person.createdAt,
      updatedAt: person.updatedAt, leftGroups: left)
    return true
  }

  /// The numbers of the events of a line, in its order; nil for one that must be made.
  private func events(of person: ImportPerson, caller: Caller) throws(Failure) -> [EventPlace] {
    var places: [EventPlace] = []
    for (index, answer) in (person.eventHistory ?? []).enumerated() {
      if let event = try connection.event(answer.eventId, organization: caller.organization) {
        places.append(.known(event.number))
      } else if let patch = answer.event, caller.groups == nil {
        places.append(.new(patch, caller))
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
        let old = try connection.rsvp(person: number, event: event, seed: seed),
        isSame(old.status, answer.answer.status),
        isSame(old.attendance, answer.answer.attendance),
        old.history.isSame(as: answer.answer.history)
      else { return false }
    }
    return true
  }

  private func putAnswers(
    of person: ImportPerson, _ events: [EventPlace], to number: Int64
  ) throws(Failure) {
    for (answer, place) in zip(person.eventHistory ?? [], events) {
      switch place {
      case .known(let event): try putRSVP(answer.answer, person: number, event: event)
      case .new(let patch, let caller):
        _ = try patch.put(self, caller: caller)
        let made = try connection.event(answer.eventId, organization: caller.organization)
        guard let made else { throw .internal("an event was not made") }
        try putRSVP(answer.answer, person: number, event: made.number)
      }
    }
    guard !events.isEmpty else { return }
    guard try connection.historyBytes(ofPerson: number) <= RSVPRequest.largestHistories else {
      throw .historiesTooLarge(field: "eventHistory")
    }
  }
}

/// An event of a line: one that is there, or one that the line describes.
private enum EventPlace {
  case known(Int64)
  case new(EventPatch, Caller)
}
