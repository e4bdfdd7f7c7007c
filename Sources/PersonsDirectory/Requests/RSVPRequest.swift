// SPDX-License-Identifier: Apache-2.0
//
// A request of persons_record_rsvp: an answer to an event.

package import PersonsJSON
internal import PersonsStore
internal import PersonsText

package struct RSVPRequest {
  private static let keys = [
    "eventId", "personId", "status", "attendance", "actorId", "actorType", "createdAt",
  ]

  /// The largest history of one answer, in bytes.
  static let maxHistory = 1 << 20

  /// The largest histories of a person, so that an export of them can be imported.
  static let maxHistories: Int64 = 16 << 20

  package let body: RequestBody
  let eventId: String
  let personId: String
  private let status: String?
  private let attendance: String?
  private let actorId: String?
  private let actorType: String?
  private let createdAt: String?
  let idempotency: Idempotency?

  package init(_ body: RequestBody) throws(Failure) {
    self.body = body
    let request = try body.reader(keys: RSVPRequest.keys)
    eventId = try request.requiredString("eventId")
    personId = try request.requiredString("personId")
    status = try request.identifier("status", maxBytes: 100)
    attendance = try request.identifier("attendance", maxBytes: 100)
    actorId = try request.identifier("actorId")
    actorType = try request.identifier("actorType", maxBytes: 100)
    createdAt = try request.string("createdAt")
    guard status != nil || attendance != nil else {
      throw Failure(
        .invalid, "missing_field", "\"status\" or \"attendance\" is required.", field: "status")
    }
    if let createdAt, Timestamp.milliseconds(createdAt) == nil {
      throw .invalidValue(
        "createdAt", "\"createdAt\" must be an RFC 3339 time, such as 2026-11-15T09:00:00Z.")
    }
    idempotency = try body.idempotency("record_rsvp", request)
  }

  /// `old` with the answer at its end.
  func applied(to old: RSVP?, now: Int64) throws(Failure) -> RSVP {
    var rsvp = old ?? RSVP(status: nil, attendance: nil, history: "")
    if let attendance { rsvp.attendance = attendance }
    guard let status else { return rsvp }
    rsvp.status = status
    var entry = TextBuffer()
    entry.append("{")
    entry.appendMember("status", orNull: status)
    entry.appendMember("actorId", ifPresent: actorId)
    entry.appendMember("actorType", ifPresent: actorType ?? (actorId == nil ? nil : "user"))
    entry.appendMember("createdAt", orNull: createdAt ?? Timestamp.text(now))
    entry.append("}")
    rsvp.history += (rsvp.history.isEmpty ? "" : ",") + (try entry.text())
    guard rsvp.history.utf8.count <= RSVPRequest.maxHistory else {
      throw Failure(
        .tooLarge, "too_large", "The history of this answer would be over the bound of 1 MiB.",
        field: "status")
    }
    return rsvp
  }
}

extension Failure {
  /// The histories of a person would be over their bound, by a call or by a line of an import.
  static func historiesTooLarge(field: String) -> Failure {
    Failure(
      .tooLarge, "too_large", "The person's event history would be over the bound of 16 MiB.",
      field: field)
  }
}
