// SPDX-License-Identifier: Apache-2.0
//
// persons_update: a merge patch (RFC 7396).

package import PersonsJSON
internal import PersonsStore
internal import PersonsText

/// The changes that a patch asks for, read before the transaction begins.
struct PersonPatch {
  private var values: [(attribute: Attribute, value: String?)] = []
  private let document: JSONDocument
  private let clearsCustomFields: Bool
  let request: ObjectReader
  let groups: GroupSelection
  let clearsGroups: Bool

  init(_ text: RequestText) throws(Failure) {
    document = try JSONDocument(text)
    let request = try ObjectReader(
      document.root, keys: PersonKeys.all, readOnly: PersonKeys.readOnly)
    self.request = request
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
  }

  /// `record` with the changes.
  ///
  /// - Throws: `too_large` when a string in it is over the bound.
  func applied(to record: PersonRecord) throws(Failure) -> PersonRecord {
    var record = record
    for (attribute, value) in values { record[attribute] = value }
    if clearsCustomFields {
      record.customFields = nil
    } else if let patch = document.root["customFields"] {
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
  mutating func appendMerged(_ target: JSONValue?, patch: JSONValue) throws(Failure) {
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

extension EmbeddedDirectory {
  package func update(
    _ personId: String, _ changes: RequestText, into result: inout TextBuffer
  ) throws(Failure) {
    let patch = try PersonPatch(changes)
    if let repeated = try patch.request.string("personId"), !repeated.isSame(as: personId) {
      throw Failure(
        .invalid, "person_id_mismatch",
        "\"personId\" in the request is not the person that the call names.", field: "personId")
    }
    let request = try WriteRequest("update", patch.request, target: personId, changes)
    let answer = try write(request) { (transaction, caller) throws(Failure) in
      let person = try transaction.visiblePerson(personId, caller: caller)
      let record = try patch.applied(to: person.record)
      let groups = try patch.groups.resolve(transaction.connection, for: caller)
      let left = try transaction.replaceGroups(
        of: person.number, by: groups ?? (patch.clearsGroups ? [] : nil), caller: caller)
      try transaction.updatePerson(
        person, to: record, organization: caller.organization, leftGroups: left)
      return successAnswer
    }
    result.append(string: answer)
  }
}

extension WriteTransaction {
  /// The person, if the caller may see them.
  func visiblePerson(_ personId: String, caller: Caller) throws(Failure) -> StoredPerson {
    guard let person = try person(personId, organization: caller.organization),
      try caller.maySee(person: person.number, connection)
    else { throw .notFound }
    return person
  }

  /// Puts a person into `wanted` and takes them out of the other groups that the caller may see; nil
  /// leaves them where they are.
  ///
  /// - Returns: the groups that the person left.
  func replaceGroups(
    of person: Int64, by wanted: [Int64]?, caller: Caller
  ) throws(Failure) -> [Int64] {
    guard let wanted else { return [] }
    let current = try connection.groups(ofPerson: person)
    let left = current.filter { caller.maySee(group: $0) && !wanted.contains($0) }
    for group in left { try removeMember(person, from: group) }
    for group in wanted where !current.contains(group) { try addMember(person, to: group) }
    return left
  }
}
