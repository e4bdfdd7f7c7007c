// SPDX-License-Identifier: Apache-2.0
//
// A stored person as the two dialects show them. Stored JSON text is copied, not parsed.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsText

/// How persons are shown to one caller in one call.
struct PersonShape {
  let connection: Connection
  let caller: Caller
  let shape: EmbeddedDirectory.Shape
  /// Whether anybody can be in a group. Asked once for many persons; for one it would cost as much as it saves.
  private let hasMembers: Bool
  /// Where groups and answers to events that are damaged are passed over; nil: they are an error.
  private let passedOver: PassedOver?

  init(
    connection: Connection, caller: Caller, shape: EmbeddedDirectory.Shape, isForMany: Bool,
    passedOver: PassedOver? = nil
  ) throws(Failure) {
    self.passedOver = passedOver
    self.connection = connection
    self.caller = caller
    self.shape = shape
    guard isForMany, passedOver == nil else {
      hasMembers = true
      return
    }
    hasMembers = try connection.firstInteger("SELECT 1 FROM membership LIMIT 1") != nil
  }

  /// Appends the camelCase person without its closing brace, for more members to follow.
  func appendOpen(_ row: PersonRow, to text: inout TextBuffer) throws(Failure) {
    switch shape {
    case .documented: try appendDocumented(row, to: &text)
    case .complete:
      guard row.body.count >= 2 else { throw .corruptRecord("A record") }
      text.append(UnsafeBufferPointer(rebasing: row.body[..<(row.body.count - 1)]))
      try appendGroups(of: row.number, to: &text)
      text.append(",\"createdAt\":")
      Timestamp.append(row.createdAt, to: &text)
      text.append(",\"updatedAt\":")
      Timestamp.append(row.updatedAt, to: &text)
    }
  }

  /// Appends the camelCase person.
  func append(_ row: PersonRow, to text: inout TextBuffer) throws(Failure) {
    try appendOpen(row, to: &text)
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

  private func appendDocumented(_ row: PersonRow, to text: inout TextBuffer) throws(Failure) {
    let record = try RecordText(row.body)
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
  private func appendGroups(of person: Int64, to text: inout TextBuffer) throws(Failure) {
    guard hasMembers else { return }
    let statement = try connection.statement(
      """
      SELECT g.organization, g.group_id, g.external_ref, g.name, g.checksum, m."group", m.checksum
      FROM membership m JOIN "group" g ON g."group" = m."group"
      WHERE m.person = ?1 ORDER BY m."group"
      """)
    defer { statement.reset() }
    statement.bind(1, person)
    var externalRefs = TextBuffer()
    var isFirst = true
    var isFirstRef = true
    try pass(passedOver) { () throws(Failure) in
      while try statement.step() {
        try pass(passedOver) { () throws(Failure) in
          let group = statement.integer(5)
          try connection.requireMembership(of: person, in: group, checksum: statement.integer(6))
          guard caller.maySee(group: group) else { return }
          try GroupRow.requireChecksum(statement, seed: connection.seed)
          if isFirst { text.append(",\"groupIds\":[") } else { text.append(",") }
          isFirst = false
          text.appendJSON(bytes: statement.bytes(1))
          if !statement.isNull(2) {
            if !isFirstRef { externalRefs.append(",") }
            isFirstRef = false
            externalRefs.appendJSON(bytes: statement.bytes(2))
          }
        }
      }
    }
    // A damaged index of the groups shows a token persons who are in none of its own.
    guard !isFirst || caller.groups == nil || passedOver != nil else {
      throw .corruptRecord("The table membership")
    }
    if !isFirst { text.append("]") }
    if !isFirstRef {
      text.append(",\"groupExternalRefs\":[")
      externalRefs.withBytes { text.append($0) }
      text.append("]")
    }
  }

  /// Appends `"eventHistory":[…]`.
  func appendEventHistory(
    of person: Int64, seed: UInt64, to text: inout TextBuffer
  ) throws(Failure) {
    text.append(",\"eventHistory\":[")
    var isFirst = true
    try pass(passedOver) { () throws(Failure) in
      try connection.forEachRSVP(ofPerson: person) { (statement) throws(Failure) in
        try pass(passedOver) { () throws(Failure) in
          let (rsvp, event) = try RSVPRow.withEvent(statement, person: person, seed: seed)
          guard event.count >= 2 else { throw .corruptRecord("An event") }
          if !isFirst { text.append(",") }
          isFirst = false
          text.append(UnsafeBufferPointer(rebasing: event[..<(event.count - 1)]))
          text.appendMember("rsvpStatus", ifPresent: rsvp.status)
          text.append(",\"rsvpStatusHistory\":[")
          text.append(string: rsvp.history)
          text.append("]")
          text.appendMember("attendance", ifPresent: rsvp.attendance)
          text.append("}")
        }
      }
    }
    text.append("]")
  }
}
