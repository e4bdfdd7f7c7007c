// SPDX-License-Identifier: Apache-2.0
//
// One line of an import, read and checked before the transaction that writes it.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

enum ImportRow {
  case group(GroupPatch)
  case event(EventPatch)
  case person(ImportPerson)

  /// Whether the row can fail after it changed something: at an event that it brings with it, or at a record
  /// that is too large once it is put together.
  var canFailHalfWay: Bool {
    if case .person(let person) = self {
      !(person.eventHistory ?? []).isEmpty || person.isLarge
    } else {
      false
    }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    let root = try JSONDocument(bytes, isOurs: true, maxValues: JSONBounds.lineValues).root
    if root.kind == .object, root.count == 1, let group = root["group"], group.kind == .object {
      do throws(Failure) {
        self = .group(try GroupPatch(try ObjectReader(group, keys: GroupPatch.keys)))
      } catch { throw error.within("group") }
    } else if root.kind == .object, root.count == 1, let event = root["event"],
      event.kind == .object
    {
      do throws(Failure) {
        self = .event(try EventPatch(try ObjectReader(event, keys: EventPatch.keys)))
      } catch { throw error.within("event") }
    } else {
      self = .person(try ImportPerson(root))
    }
  }
}

/// A person of an import: what the line says of them.
struct ImportPerson {
  /// The keys of the other dialect, and whose they are.
  private static let snakeKeys: [(key: String, attribute: Attribute)] =
    [("identifier", .personId)] + UpsertRecord.attributeKeys

  private static let keys =
    PersonKeys.all + PersonKeys.readOnly + snakeKeys.map { $0.key } + GroupSelection.Keys.snake.both

  private let values: [(attribute: Attribute, value: String)]
  private let customFields: String?
  let groups: GroupSelection
  let createdAt: Int64?
  let updatedAt: Int64?
  /// Nil when the line does not tell.
  let eventHistory: [ImportedAnswer]?

  subscript(_ attribute: Attribute) -> String? {
    values.first { $0.attribute == attribute }?.value
  }

  init(_ value: JSONValue) throws(Failure) {
    let line = try ObjectReader(value, keys: ImportPerson.keys)
    var values: [(attribute: Attribute, value: String)] = []
    for (key, attribute) in PersonKeys.writable {
      if let value = try line.string(key) { values.append((attribute, value)) }
    }
    for (key, attribute) in ImportPerson.snakeKeys {
      guard let value = try line.string(key) else { continue }
      guard !values.contains(where: { $0.attribute == attribute }) else {
        throw Failure(
          .invalid, "duplicate_key", "The line gives this attribute under two keys.", field: key)
      }
      values.append((attribute, value))
    }
    self.values = values
    customFields = try line.customFields()
    groups = try ImportPerson.groups(line)
    createdAt = try ImportPerson.time(line, "createdAt")
    updatedAt = try ImportPerson.time(line, "updatedAt")
    eventHistory = try ImportedAnswer.history(line)
    if let personId = self[.personId] { try checkIdentifier(personId, "personId") }
    guard values.contains(where: { $0.attribute != .profilePicture }) else {
      throw Failure(
        .invalid, "missing_field",
        "The line has nothing to know a person by: a personId, externalRef, name, email or phoneNumber.",
        field: "personId")
    }
  }

  /// An exported line names its groups both ways; the ids count then.
  private static func groups(_ line: ObjectReader) throws(Failure) -> GroupSelection {
    let camel = GroupSelection.Keys.camel
    if let ids = try line.strings(camel.ids) {
      _ = try line.strings(camel.externalRefs)
      return GroupSelection(.ids(ids), camel)
    }
    let selection = try GroupSelection(line, camel)
    return selection.names == .notGiven ? try GroupSelection(line, .snake) : selection
  }

  private static func time(_ line: ObjectReader, _ key: String) throws(Failure) -> Int64? {
    guard let text = try line.string(key) else { return nil }
    guard let time = Timestamp.milliseconds(text) else {
      throw .invalidValue(
        key, "\"\(key)\" must be an RFC 3339 time, such as 2026-11-15T09:00:00Z.")
    }
    return time
  }

  /// Whether the custom fields are so large that the bound on a record may be reached.
  var isLarge: Bool { (customFields?.utf8.count ?? 0) > JSONBounds.recordBytes / 4 }

  /// `record` with what the line says.
  func applied(to record: PersonRecord) -> PersonRecord {
    var record = record
    for (attribute, value) in values where attribute != .personId { record[attribute] = value }
    if let customFields { record.customFields = customFields }
    return record
  }
}

/// An event of a line's eventHistory.
struct ImportedAnswer {
  let eventId: String
  /// To make the event from when it does not exist; nil without a name.
  let event: EventPatch?
  let rsvp: RSVP

  static func history(_ line: ObjectReader) throws(Failure) -> [ImportedAnswer]? {
    guard let list = line.value("eventHistory") else { return nil }
    guard list.kind == .array else { throw .wrongType("eventHistory", wanted: "an array", list) }
    var answers: [ImportedAnswer] = []
    try list.forEachElement { (index, value) throws(Failure) in
      do throws(Failure) {
        answers.append(try ImportedAnswer(value))
      } catch { throw error.within("eventHistory[\(index)]") }
    }
    return answers
  }

  private init(_ value: JSONValue) throws(Failure) {
    let entry = try ObjectReader(
      value,
      keys: [
        "eventId", "name", "slug", "date", "rsvpStatus", "rsvpStatusHistory", "attendance",
      ])
    eventId = try entry.requiredString("eventId")
    let event = try EventPatch(entry)
    self.event = try entry.string("name") == nil ? nil : event
    var history = TextBuffer()
    if let list = entry.value("rsvpStatusHistory") {
      guard list.kind == .array else {
        throw .wrongType("rsvpStatusHistory", wanted: "an array", list)
      }
      for index in 0..<list.count {
        guard let step = list[index] else { continue }
        do throws(Failure) {
          if index > 0 { history.append(",") }
          try ImportedAnswer.append(step, to: &history)
        } catch { throw error.within("rsvpStatusHistory[\(index)]") }
      }
    }
    guard history.count <= RSVPRequest.maxHistory else {
      throw Failure(
        .tooLarge, "too_large", "The history is over the bound of 1 MiB.",
        field: "rsvpStatusHistory")
    }
    rsvp = RSVP(
      status: try entry.identifier("rsvpStatus", maxBytes: 100),
      attendance: try entry.identifier("attendance", maxBytes: 100), history: try history.text())
  }

  private static func append(_ value: JSONValue, to history: inout TextBuffer) throws(Failure) {
    let step = try ObjectReader(
      value, keys: ["status", "actorId", "actorType", "createdAt"])
    if let createdAt = try step.string("createdAt"), Timestamp.milliseconds(createdAt) == nil {
      throw .invalidValue("createdAt", "\"createdAt\" must be an RFC 3339 time.")
    }
    history.append("{")
    history.appendMember("status", orNull: try step.requiredString("status"))
    for key in ["actorId", "actorType", "createdAt"] {
      history.appendMember(key, ifPresent: try step.string(key))
    }
    history.append("}")
  }
}
