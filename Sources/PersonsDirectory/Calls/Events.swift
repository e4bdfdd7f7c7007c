// SPDX-License-Identifier: Apache-2.0
//
// persons_put_event and persons_list_events.

package import PersonsJSON
internal import PersonsStore
internal import PersonsText

/// A change of an event, read before the transaction begins.
struct EventPatch {
  static let keys = ["eventId", "name", "slug", "date", "idempotencyKey"]
  private static let shown = ["name", "slug", "date"]

  let eventId: String?
  /// What is given: a text, or null for what is to be cleared.
  private var given: [(key: String, value: String?)] = []

  init(_ request: ObjectReader) throws(Failure) {
    eventId = try request.identifier("eventId")
    _ = try request.identifier("slug")
    if let date = try request.string("date"), Timestamp.milliseconds(date) == nil {
      throw .invalidValue(
        "date", "\"date\" must be an RFC 3339 time, such as 2026-11-15T09:00:00Z.")
    }
    for key in EventPatch.shown {
      if let value = try request.string(key) {
        given.append((key, value))
      } else if request.isNull(key) {
        given.append((key, nil))
      }
    }
  }

  /// Makes the event or changes it.
  ///
  /// - Returns: the event as JSON text.
  func put(_ transaction: WriteTransaction, caller: Caller) throws(Failure) -> String {
    let id = eventId ?? newIdentifier(at: transaction.now)
    let old = try transaction.connection.event(id, organization: caller.organization)
    var values: [String: String] = [:]
    if let old {
      let document = try JSONDocument(old.body)
      for key in EventPatch.shown {
        if let value = document.root[key], value.kind == .string { values[key] = value.string }
      }
    }
    for (key, value) in given { values[key] = value }
    guard values["name"] != nil else {
      throw Failure(.invalid, "missing_field", "\"name\" is required.", field: "name")
    }
    if let slug = values["slug"],
      try transaction.connection.isSlug(
        slug, takenBesides: id, organization: caller.organization)
    {
      throw Failure(
        .conflict, "duplicate_slug", "Another event has this slug.", field: "slug")
    }
    var body = TextBuffer()
    body.append("{")
    body.appendMember("eventId", orNull: id)
    for key in EventPatch.shown { body.appendMember(key, ifPresent: values[key]) }
    body.append("}")
    let text = try body.text()
    try transaction.putEvent(
      id, slug: values["slug"], body: text, organization: caller.organization)
    return text
  }
}

extension EmbeddedDirectory {
  package func putEvent(_ text: RequestText, into result: inout TextBuffer) throws(Failure) {
    let request = try ObjectReader(text, keys: EventPatch.keys)
    let patch = try EventPatch(request)
    let answer = try write(WriteRequest("put_event", request, text)) {
      (transaction, caller) throws(Failure) in
      try caller.requireEveryGroup()
      return try patch.put(transaction, caller: caller)
    }
    result.append(string: answer)
  }

  package func listEvents(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let page = try Page(try ObjectReader(text, keys: Page.keys), limit: Page.largest)
    try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      result.append("{\"events\":[")
      try connection.forEachEvent(
        organization: caller.organization, limit: page.limit, skip: page.skip
      ) { (event) throws(Failure) in
        result.appendSeparator()
        result.append(string: event.body)
      }
      result.append("]}")
    }
  }
}
