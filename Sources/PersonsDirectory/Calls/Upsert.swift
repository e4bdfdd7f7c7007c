// SPDX-License-Identifier: Apache-2.0
//
// persons_upsert: create or update many, in the manner of persons/multiple of the Travtus document.

package import PersonsJSON
internal import PersonsStore

/// One record of a batch.
struct UpsertRecord {
  static let attributeKeys: [(key: String, attribute: Attribute)] = [
    ("email_address", .email), ("first_name", .firstName), ("last_name", .lastName),
    ("external_ref", .externalRef), ("phone_number", .phoneNumber),
  ]

  private static let keys = attributeKeys.map { $0.key } + GroupSelection.Keys.snake.both

  let values: [(attribute: Attribute, value: String)]
  let groups: GroupSelection

  subscript(_ attribute: Attribute) -> String? {
    values.first { $0.attribute == attribute }?.value
  }

  init(_ value: JSONValue) throws(Failure) {
    let request = try ObjectReader(value, keys: UpsertRecord.keys)
    var values: [(Attribute, String)] = []
    for (key, attribute) in UpsertRecord.attributeKeys {
      // An empty text says nothing about a person: strangers must not meet in it.
      if let text = try request.string(key), !text.isEmpty { values.append((attribute, text)) }
    }
    self.values = values
    groups = try UpsertRecord.groups(request)
  }

  /// The groups of a record, in an array or in a string that holds one: "['group-1', 'group-2']".
  private static func groups(_ request: ObjectReader) throws(Failure) -> GroupSelection {
    let keys = GroupSelection.Keys.snake
    for (key, other) in [(keys.ids, keys.externalRefs), (keys.externalRefs, keys.ids)] {
      guard let value = request.value(key), value.kind == .string else { continue }
      guard request.value(other) == nil else { throw .bothGroupIdentifiers }
      let names = try listInString(try request.string(key) ?? "", key)
      return GroupSelection(key == keys.ids ? .ids(names) : .externalRefs(names), keys)
    }
    return try GroupSelection(request, keys)
  }

  private static func listInString(_ text: String, _ key: String) throws(Failure) -> [String] {
    // A Python list: JSON once its quotes are JSON's.
    let json = text.contains("\"") ? text : String(text.map { $0 == "'" ? "\"" : $0 })
    do throws(Failure) {
      return try ObjectReader.strings(try JSONDocument(json).root, key)
    } catch {
      throw .invalidValue(
        key, "\"\(key)\" must be an array of strings, or a string that holds one.")
    }
  }

  /// Whether there is enough to create a person from.
  var canCreate: Bool {
    if self[.externalRef] != nil { return true }
    return (self[.phoneNumber] != nil || self[.email] != nil)
      && (self[.firstName] != nil || self[.lastName] != nil)
  }

  static let insufficient = """
    Insufficient information to create a new person record. Please provide either an external \
    reference or a combination of phone number OR email address AND first name OR last name.
    """
}

/// What became of one record.
struct UpsertOutcome {
  var identifier: String?
  var failureReason = ""
}

extension EmbeddedDirectory {
  /// The most records of one call.
  private static let largestBatch = 10_000

  package func upsert(_ text: RequestText, into result: inout TextBuffer) throws(Failure) {
    let document = try JSONDocument(text)
    let request = try ObjectReader(
      document.root, keys: ["persons", "idempotencyKey"])
    guard let list = request.value("persons") else {
      throw Failure(.invalid, "missing_field", "\"persons\" is required.", field: "persons")
    }
    guard list.kind == .array else { throw .wrongType("persons", wanted: "an array", list) }
    guard list.count <= EmbeddedDirectory.largestBatch else {
      throw Failure(
        .tooLarge, "too_large",
        "More than \(EmbeddedDirectory.largestBatch) records are given; send them in several calls, or import them.",
        field: "persons")
    }
    let records = try EmbeddedDirectory.records(list)
    let write = try WriteRequest("upsert", request, text)
    let kept = try self.write(write) { (transaction, caller) throws(Failure) in
      var outcomes = TextBuffer()
      outcomes.append("[")
      for record in records {
        let outcome = try transaction.upsert(record, caller: caller)
        outcomes.appendSeparator()
        outcomes.append("[")
        outcomes.appendJSON(outcome.identifier)
        outcomes.append(",")
        outcomes.appendJSON(outcome.failureReason)
        outcomes.append("]")
      }
      outcomes.append("]")
      return try outcomes.text()
    }
    try EmbeddedDirectory.appendEcho(of: list, outcomes: kept, to: &result)
  }

  private static func records(_ list: JSONValue) throws(Failure) -> [UpsertRecord] {
    var records: [UpsertRecord] = []
    records.reserveCapacity(list.count)
    try list.forEachElement { (index, value) throws(Failure) in
      do throws(Failure) {
        records.append(try UpsertRecord(value))
      } catch {
        throw error.type == "both_group_identifiers_provided"
          ? error : error.within("persons[\(index)]")
      }
    }
    return records
  }

  /// Appends each record as it was given and what became of it. Only the outcomes are kept for a retry,
  /// so that no kept answer holds what an erased person had.
  private static func appendEcho(
    of list: JSONValue, outcomes text: String, to result: inout TextBuffer
  ) throws(Failure) {
    let outcomes = try JSONDocument(text, isOurs: true)
    result.append("{\"persons\":[")
    try list.forEachElement { (index, record) throws(Failure) in
      guard let outcome = outcomes.root[index], let identifier = outcome[0],
        let reason = outcome[1]
      else { throw .internal("an upsert lost an outcome") }
      result.appendSeparator()
      result.append("{")
      try record.forEachMember { (key, value) throws(Failure) in
        result.appendSeparator()
        result.appendJSON(bytes: key)
        result.append(":")
        try result.append(value, field: "persons")
      }
      if identifier.kind == .string { result.appendMember("identifier", orNull: identifier.string) }
      result.appendMember("success", identifier.kind == .string)
      result.appendMember("failure_reason", orNull: reason.string)
      result.append("}")
    }
    result.append("]}")
  }
}

extension WriteTransaction {
  fileprivate func upsert(
    _ record: UpsertRecord, caller: Caller
  ) throws(Failure) -> UpsertOutcome {
    let groups = try record.groups.resolveVisible(connection, for: caller)
    guard groups?.isEmpty != true else {
      // Matching nobody it would make a new person each time it is sent.
      return UpsertOutcome(failureReason: "None of the given groups exists.")
    }
    if let match = try match(record, within: caller.scope(groups), caller: caller) {
      try update(match, with: record, groups: groups ?? [], caller: caller)
      return UpsertOutcome(identifier: match.record.personId)
    }
    guard record.canCreate else {
      return UpsertOutcome(failureReason: UpsertRecord.insufficient)
    }
    let joined: [Int64]
    do throws(Failure) {
      joined = try caller.groups(forNew: groups, connection)
    } catch {
      guard error.kind == .forbidden else { throw error }
      return UpsertOutcome(failureReason: error.message)
    }
    var person = PersonRecord()
    for (attribute, value) in record.values { person[attribute] = value }
    let new = try NewPerson(person, organization: caller.organization, seed: seed)
    _ = try insertPerson(new, groups: joined)
    return UpsertOutcome(identifier: new.personId)
  }

  /// The oldest person with the record's external reference, or else with its e-mail or phone number. Callers tell
  /// persons apart by their references, so a record that has one matches nobody who has another.
  private func match(
    _ record: UpsertRecord, within groups: [Int64]?, caller: Caller
  ) throws(Failure) -> StoredPerson? {
    let reference = record[.externalRef]
    if let match = try oldest(.externalRef, reference, groups, caller) { return match }
    let isReferred = reference != nil
    let byEmail = try oldest(
      .email, record[.email], groups, caller, withoutReference: isReferred)
    let byPhone = try oldest(
      .phoneNumber, record[.phoneNumber], groups, caller, withoutReference: isReferred)
    guard let byEmail else { return byPhone }
    guard let byPhone else { return byEmail }
    return byEmail.number <= byPhone.number ? byEmail : byPhone
  }

  /// The oldest person in `groups` who has this value.
  ///
  /// - Parameter withoutReference: whether persons who have an external reference are passed over.
  func oldest(
    _ attribute: Attribute, _ value: String?, _ groups: [Int64]?, _ caller: Caller,
    withoutReference: Bool = false
  ) throws(Failure) -> StoredPerson? {
    guard let value else { return nil }
    let comparable = attribute.comparable(value)
    guard !comparable.isEmpty else { return nil }
    let key = LookupKey.key(
      attribute, comparable: comparable, organization: caller.organization, seed: seed)
    try settleLookups(of: key)
    let selection = PersonSelection(
      organization: caller.organization, groups: groups, keys: [key])
    let statement = try selection.statement(connection)
    defer { statement.reset() }
    while try statement.step() {
      let row = try PersonRow(statement, seed: seed)
      let text = try RecordText(row.body)
      guard text.has(attribute, comparable) else { continue }
      if withoutReference, let reference = text.string(.externalRef), !reference.isEmpty {
        continue
      }
      return try StoredPerson(row)
    }
    return nil
  }

  private func update(
    _ person: StoredPerson, with record: UpsertRecord, groups: [Int64], caller: Caller
  ) throws(Failure) {
    var changed = person.record
    for (attribute, value) in record.values { changed[attribute] = value }
    let current = try connection.groups(ofPerson: person.number)
    let joined = groups.filter { !current.contains($0) }
    if changed.isSame(as: person.record), joined.isEmpty { return }
    for group in joined { try addMember(person.number, to: group) }
    try updatePerson(person, to: changed, organization: caller.organization)
  }
}
