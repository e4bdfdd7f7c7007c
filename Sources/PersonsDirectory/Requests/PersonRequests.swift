// SPDX-License-Identifier: Apache-2.0
//
// Requests of persons_create and persons_update.

package import PersonsJSON
internal import PersonsModel
internal import PersonsText

/// The keys of a person in a camelCase request.
enum PersonKeys {
  static let writable: [(key: String, attribute: Attribute)] = Attribute.allCases.map {
    ($0.key.description, $0)
  }

  static let all = writable.map { $0.key } + ["customFields"] + GroupSelection.Keys.camel.both

  /// Keys that a person is shown with and that only the directory writes.
  static let readOnly = ["eventHistory", "createdAt", "updatedAt"]
}

package struct CreateRequest {
  package let body: RequestBody
  let person: PersonRecord
  let groups: GroupSelection
  let idempotency: Idempotency?

  package init(_ body: RequestBody) throws(Failure) {
    self.body = body
    let request = try body.reader(keys: PersonKeys.all, readOnly: PersonKeys.readOnly)
    groups = try GroupSelection(request, .camel)
    for key in ["firstName", "lastName", "email"] { _ = try request.requiredString(key) }
    var person = PersonRecord()
    for (key, attribute) in PersonKeys.writable { person[attribute] = try request.string(key) }
    _ = try request.identifier("personId")
    person.customFields = try request.customFields()
    self.person = person
    idempotency = try body.idempotency("create", request)
  }
}

/// A merge patch (RFC 7396).
package struct UpdateRequest {
  package let body: RequestBody
  package let personId: String
  private var values: [(attribute: Attribute, value: String?)] = []
  private let clearsCustomFields: Bool
  let groups: GroupSelection
  let clearsGroups: Bool
  let idempotency: Idempotency?

  package init(_ personId: String, _ body: RequestBody) throws(Failure) {
    self.personId = personId
    self.body = body
    let request = try body.reader(keys: PersonKeys.all, readOnly: PersonKeys.readOnly)
    for (key, attribute) in PersonKeys.writable where attribute != .personId {
      if let value = try request.string(key) {
        values.append((attribute, value))
      } else if request.isNull(key) {
        values.append((attribute, nil))
      }
    }
    _ = try request.customFields()
    clearsCustomFields = request.isNull("customFields")
    groups = try GroupSelection(request, .camel)
    clearsGroups =
      groups.names == .notGiven && GroupSelection.Keys.camel.both.contains { request.isNull($0) }
    if let repeated = try request.string("personId"), !repeated.isSame(as: personId) {
      throw Failure(
        .invalid, "person_id_mismatch",
        "\"personId\" in the request is not the person that the call names.", field: "personId")
    }
    idempotency = try body.idempotency("update", request, target: personId)
  }

  /// `record` with the changes.
  ///
  /// - Throws: `too_large` when a string in it is over the bound.
  func applied(to record: PersonRecord) throws(Failure) -> PersonRecord {
    var record = record
    for (attribute, value) in values { record[attribute] = value }
    if clearsCustomFields {
      record.customFields = nil
    } else if let patch = body.document.root["customFields"] {
      let old = try record.customFields.map { (text: String) throws(Failure) in
        try JSONDocument(text, isOurs: true)
      }
      var merged = TextBuffer()
      try merged.appendMerged(old?.root, patch: patch)
      record.customFields = try merged.text()
    }
    return record
  }
}

extension TextBuffer {
  /// Appends `target` changed by `patch` as RFC 7396 says, keys in the order of the target, new ones
  /// behind.
  fileprivate mutating func appendMerged(
    _ target: JSONValue?, patch: JSONValue
  ) throws(Failure) {
    guard patch.kind == .object else { return try append(patch, field: "customFields") }
    append("{")
    let object = target?.kind == .object ? target : nil
    try object?.forEachMember { (key, old) throws(Failure) in
      let new = patch[String(decoding: key, as: UTF8.self)]
      if new?.kind == .null { return }
      appendSeparator()
      appendJSON(bytes: key)
      append(":")
      if let new {
        try appendMerged(old, patch: new)
      } else {
        try append(old, field: "customFields")
      }
    }
    try patch.forEachMember { (key, new) throws(Failure) in
      if new.kind == .null || object?[String(decoding: key, as: UTF8.self)] != nil { return }
      appendSeparator()
      appendJSON(bytes: key)
      append(":")
      try appendMerged(nil, patch: new)
    }
    append("}")
  }
}
