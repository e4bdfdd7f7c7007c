// SPDX-License-Identifier: Apache-2.0
//
// A stored person as the two dialects show them. Stored JSON text is copied, not parsed.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

/// How persons are shown to one caller in one call.
struct PersonShape {
  let caller: Caller
  let shape: EmbeddedDirectory.Shape

  /// What is shown of a person besides the record.
  var details: PersonDetails { shape == .complete ? .groups : .record }

  /// Appends the camelCase person without its closing brace, for more members to follow.
  func appendOpen(_ person: borrowing PersonRow, to text: inout TextBuffer) throws(Failure) {
    // A damaged list of a group's members shows a token persons who are in none of its own.
    guard caller.maySee(memberOf: person.groupNumbers) else {
      throw .corruptRecord("The table membership")
    }
    switch shape {
    case .documented: try appendDocumented(try person.record(), to: &text)
    case .complete:
      guard person.body.count >= 2 else { throw .corruptRecord("A record") }
      text.append(UnsafeBufferPointer(rebasing: person.body[..<(person.body.count - 1)]))
      if !person.groups.isEmpty { appendGroups(person.groups, to: &text) }
      text.append(",\"createdAt\":")
      Timestamp.append(person.createdAt, to: &text)
      text.append(",\"updatedAt\":")
      Timestamp.append(person.updatedAt, to: &text)
    }
  }

  /// Appends the camelCase person.
  func append(_ person: borrowing PersonRow, to text: inout TextBuffer) throws(Failure) {
    try appendOpen(person, to: &text)
    text.append("}")
  }

  /// Appends the person as persons/find shows them: six keys, null for what they do not have.
  static func appendFound(_ record: RecordText, to text: inout TextBuffer) {
    func append(_ key: StaticString, _ attribute: Attribute, _ text: inout TextBuffer) {
      text.append(key)
      if let json = record.json(attribute) { text.append(json) } else { text.append("null") }
    }
    append("{\"identifier\":", .personId, &text)
    append(",\"email_address\":", .email, &text)
    append(",\"first_name\":", .firstName, &text)
    append(",\"last_name\":", .lastName, &text)
    append(",\"external_ref\":", .externalRef, &text)
    append(",\"phone_number\":", .phoneNumber, &text)
    text.append("}")
  }

  private func appendDocumented(_ record: RecordText, to text: inout TextBuffer) throws(Failure) {
    text.append("{")
    for attribute in Attribute.allCases where attribute != .externalRef {
      guard let json = record.json(attribute) else { continue }
      if attribute != .personId { text.append(",") }
      text.append(attribute.member)
      text.append(json)
    }
    if let customFields = record.customFields {
      text.append(",\"customFields\":")
      text.append(customFields)
    }
  }

  /// Appends the groups of a person that the caller may see, by id and by external reference.
  private func appendGroups(_ groups: [Group], to text: inout TextBuffer) {
    let visible = groups.filter { caller.maySee(group: $0.number) }
    text.append(",\"groupIds\":[")
    for (index, group) in visible.enumerated() {
      if index > 0 { text.append(",") }
      text.appendJSON(group.groupId)
    }
    text.append("]")
    var isFirst = true
    for group in visible {
      guard let externalRef = group.externalRef else { continue }
      text.append(isFirst ? ",\"groupExternalRefs\":[" : ",")
      isFirst = false
      text.appendJSON(externalRef)
    }
    if !isFirst { text.append("]") }
  }

  /// Appends `"eventHistory":[…]`.
  func appendEventHistory(_ person: borrowing PersonRow, to text: inout TextBuffer) {
    text.append(",\"eventHistory\":[")
    var isFirst = true
    for answer in person.answers {
      if !isFirst { text.append(",") }
      isFirst = false
      text.append(string: String(answer.event.dropLast()))
      text.appendMember("rsvpStatus", ifPresent: answer.rsvp.status)
      text.append(",\"rsvpStatusHistory\":[")
      text.append(string: answer.rsvp.history)
      text.append("]")
      text.appendMember("attendance", ifPresent: answer.rsvp.attendance)
      text.append("}")
    }
    text.append("]")
  }
}
