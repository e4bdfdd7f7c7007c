// SPDX-License-Identifier: Apache-2.0
//
// persons_upsert: create or update many.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension EmbeddedDirectory {
  package func upsert(_ request: UpsertRequest, into result: inout TextBuffer) throws(Failure) {
    let records = request.records
    let isKept = request.idempotency != nil
    var outcomes: [Upsert.Outcome]?
    let kept = try perform(request.idempotency) { (transaction, caller) throws(Failure) in
      let upsert = Upsert(transaction: transaction, caller: caller)
      var made: [Upsert.Outcome] = []
      made.reserveCapacity(records.count)
      for record in records {
        var outcome = try upsert.apply(record)
        // An identifier says that somebody is there, which is for those who may read.
        if !caller.canRead { outcome.identifier = nil }
        made.append(outcome)
      }
      outcomes = made
      return isKept ? try Upsert.Outcome.text(made) : ""
    }
    // Another call with the same key may have made them.
    let told: [Upsert.Outcome]
    if let outcomes { told = outcomes } else { told = try Upsert.Outcome.list(kept) }
    try EmbeddedDirectory.appendEcho(of: request.list, told, to: &result)
  }

  /// Appends each record as it was given and what became of it. Only the outcomes are kept for a retry,
  /// so that no kept answer holds what an erased person had.
  private static func appendEcho(
    of list: JSONValue, _ outcomes: [Upsert.Outcome], to result: inout TextBuffer
  ) throws(Failure) {
    guard list.count == outcomes.count else { throw .internal("an upsert lost an outcome") }
    result.append("{\"persons\":[")
    try list.forEachElement { (index, record) throws(Failure) in
      let outcome = outcomes[index]
      result.appendSeparator()
      result.append("{")
      try record.forEachMember { (key, value) throws(Failure) in
        result.appendSeparator()
        result.appendJSON(bytes: key)
        result.append(":")
        try result.append(value, field: "persons")
      }
      result.appendMember("identifier", ifPresent: outcome.identifier)
      result.appendMember("success", outcome.failureReason.isEmpty)
      result.appendMember("failure_reason", orNull: outcome.failureReason)
      result.append("}")
    }
    result.append("]}")
  }
}

/// The rules by which a record meets the person it is about.
struct Upsert {
  /// What became of one record.
  struct Outcome {
    /// Nil for a record that failed, and for callers who may not read.
    var identifier: String?
    /// Empty on success.
    var failureReason = ""

    /// Outcomes as they are kept: [[identifier,failureReason],…].
    static func text(_ outcomes: [Outcome]) throws(Failure) -> String {
      var text = TextBuffer()
      text.append("[")
      for outcome in outcomes {
        text.appendSeparator()
        text.append("[")
        text.appendJSON(outcome.identifier)
        text.append(",")
        text.appendJSON(outcome.failureReason)
        text.append("]")
      }
      text.append("]")
      return try text.text()
    }

    static func list(_ text: String) throws(Failure) -> [Outcome] {
      let document = try JSONDocument(text, isOurs: true)
      var outcomes: [Outcome] = []
      try document.root.forEachElement { (_, pair) throws(Failure) in
        guard let identifier = pair[0], let reason = pair[1] else {
          throw .corruptRecord("A kept answer")
        }
        outcomes.append(
          Outcome(
            identifier: identifier.kind == .string ? identifier.string : nil,
            failureReason: reason.string))
      }
      return outcomes
    }
  }

  let transaction: any WriteTransaction
  let caller: Caller

  func apply(_ record: UpsertRecord) throws(Failure) -> Outcome {
    let groups = try record.groups.resolveVisible(transaction, for: caller)
    guard groups?.isEmpty != true else {
      // Matching nobody it would make a new person each time it is sent.
      return Outcome(failureReason: "None of the given groups exists.")
    }
    if let match = try match(record, within: caller.scope(groups)) {
      try update(match, with: record, groups: groups ?? [])
      return Outcome(identifier: match.record.personId)
    }
    guard record.canCreate else { return Outcome(failureReason: UpsertRecord.insufficient) }
    let joined: [Int64]
    do throws(Failure) {
      joined = try caller.groups(forNew: groups, transaction)
    } catch {
      guard error.kind == .forbidden else { throw error }
      return Outcome(failureReason: error.message)
    }
    var person = PersonRecord()
    for (attribute, value) in record.values { person[attribute] = value }
    let new = try NewPerson(
      person, organization: caller.organization, seed: transaction.seed)
    _ = try transaction.insertPerson(new, groups: joined, createdAt: nil, updatedAt: nil)
    return Outcome(identifier: new.personId)
  }

  /// The oldest person with the record's external reference, or else with its e-mail or phone number. Callers tell
  /// persons apart by their references, so a record that has one matches nobody who has another.
  private func match(
    _ record: UpsertRecord, within groups: [Int64]?
  ) throws(Failure) -> StoredPerson? {
    let reference = record[.externalRef]
    if let match = try oldest(.externalRef, reference, groups) { return match }
    let isReferred = reference != nil
    let byEmail = try oldest(.email, record[.email], groups, withoutReference: isReferred)
    let byPhone = try oldest(
      .phoneNumber, record[.phoneNumber], groups, withoutReference: isReferred)
    guard let byEmail else { return byPhone }
    guard let byPhone else { return byEmail }
    return byEmail.number <= byPhone.number ? byEmail : byPhone
  }

  /// The oldest person in `groups` who has this value.
  ///
  /// - Parameter withoutReference: whether persons who have an external reference are passed over.
  func oldest(
    _ attribute: Attribute, _ value: String?, _ groups: [Int64]?, withoutReference: Bool = false
  ) throws(Failure) -> StoredPerson? {
    guard let value else { return nil }
    let comparable = attribute.comparable(value)
    guard !comparable.isEmpty else { return nil }
    let selection = PersonSelection(
      groups: groups, attributes: [AttributeValue(attribute, comparable: comparable)])
    var oldest: StoredPerson?
    try transaction.forEachPerson(selection, limit: nil, skip: 0, with: .record) {
      (person) throws(Failure) in
      if withoutReference, let reference = try person.record().string(.externalRef),
        !reference.isEmpty
      {
        return true
      }
      oldest = try StoredPerson(person)
      return false
    }
    return oldest
  }

  private func update(
    _ person: StoredPerson, with record: UpsertRecord, groups: [Int64]
  ) throws(Failure) {
    var changed = person.record
    for (attribute, value) in record.values { changed[attribute] = value }
    let joined = groups.filter { !person.groups.contains($0) }
    if changed.isSame(as: person.record) {
      guard !joined.isEmpty else { return }
      return try transaction.regroupPerson(person, to: person.groups + joined)
    }
    try transaction.updatePerson(
      person, to: changed, groups: person.groups + joined, createdAt: nil, updatedAt: nil)
  }
}
