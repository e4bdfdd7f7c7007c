// SPDX-License-Identifier: Apache-2.0
//
// persons_create.

package import PersonsJSON
internal import PersonsStore

/// The keys of a person in a camelCase request.
enum PersonKeys {
  static let writable: [(key: String, attribute: Attribute)] = Attribute.allCases.map {
    ($0.key.description, $0)
  }

  static let all =
    writable.map { $0.key } + ["customFields", "idempotencyKey"] + GroupSelection.Keys.camel.both

  /// Keys that a person is shown with and that only the directory writes.
  static let readOnly = ["eventHistory", "createdAt", "updatedAt"]
}

extension ObjectReader {
  /// The custom fields as compact text; nil when they are absent or null.
  func customFields() throws(Failure) -> String? {
    guard let value = value("customFields") else { return nil }
    guard value.kind == .object else {
      throw .wrongType("customFields", wanted: "an object", value)
    }
    var text = TextBuffer()
    try text.append(value, field: "customFields")
    return try text.text()
  }
}

extension EmbeddedDirectory {
  package func create(_ text: RequestText, into result: inout TextBuffer) throws(Failure) {
    let request = try ObjectReader(text, keys: PersonKeys.all, readOnly: PersonKeys.readOnly)
    let groups = try GroupSelection(request, .camel)
    for key in ["firstName", "lastName", "email"] { _ = try request.requiredString(key) }
    var given = PersonRecord()
    for (key, attribute) in PersonKeys.writable { given[attribute] = try request.string(key) }
    _ = try request.identifier("personId")
    given.customFields = try request.customFields()
    let isChosen = given[.personId] != nil
    let person = try NewPerson(given, organization: organization, seed: store.seed)
    let answer = try write(WriteRequest("create", request, text)) {
      (transaction, caller) throws(Failure) in
      if isChosen { try transaction.requireFree(person.personId, caller: caller) }
      let named = try groups.resolve(transaction.connection, for: caller)
      _ = try transaction.insertPerson(
        person, groups: try caller.groups(forNew: named, transaction.connection))
      var answer = TextBuffer()
      answer.append("{\"personId\":")
      answer.appendJSON(person.personId)
      answer.append("}")
      return try answer.text()
    }
    result.append(string: answer)
  }
}

extension WriteTransaction {
  /// Throws unless a new person may have this identifier.
  func requireFree(_ personId: String, caller: Caller) throws(Failure) {
    // Whether an identifier is free would tell a limited token of persons that it may not see.
    guard caller.groups == nil else {
      throw Failure(
        .forbidden, "limited_token",
        "A token that is limited to groups may not choose a person's identifier.",
        field: "personId")
    }
    guard try person(personId, organization: caller.organization) == nil else {
      throw Failure(
        .conflict, "duplicate_person_id", "Another person has this identifier.",
        field: "personId")
    }
  }
}
