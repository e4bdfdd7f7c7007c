// SPDX-License-Identifier: Apache-2.0
//
// A request of persons_put_event.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

package struct EventRequest {
  package let body: RequestBody
  let patch: EventPatch
  let idempotency: Idempotency?

  package init(_ body: RequestBody) throws(Failure) {
    self.body = body
    let request = try body.reader(keys: EventPatch.keys)
    patch = try EventPatch(request)
    idempotency = try body.idempotency("put_event", request)
  }
}

/// A change of an event.
struct EventPatch: Sendable {
  static let keys = ["eventId", "name", "slug", "date"]
  private static let shown = ["name", "slug", "date"]

  private let eventId: String?
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
  /// - Returns: the event as JSON text, and its number.
  func put(
    _ transaction: any WriteTransaction
  ) throws(Failure) -> (body: String, number: Int64) {
    let id = eventId ?? newIdentifier(at: transaction.now)
    var values: [String: String] = [:]
    if let old = try transaction.event(id) {
      let document = try JSONDocument(old.body)
      for key in EventPatch.shown {
        if let value = document.root[key], value.kind == .string { values[key] = value.string }
      }
    }
    for (key, value) in given { values[key] = value }
    guard values["name"] != nil else {
      throw Failure(.invalid, "missing_field", "\"name\" is required.", field: "name")
    }
    if let slug = values["slug"], try transaction.isSlug(slug, takenBesides: id) {
      throw Failure(
        .conflict, "duplicate_slug", "Another event has this slug.", field: "slug")
    }
    var body = TextBuffer()
    body.append("{")
    body.appendMember("eventId", orNull: id)
    for key in EventPatch.shown { body.appendMember(key, ifPresent: values[key]) }
    body.append("}")
    let text = try body.text()
    let number = try transaction.putEvent(Event(eventId: id, slug: values["slug"], body: text))
    return (text, number)
  }
}
