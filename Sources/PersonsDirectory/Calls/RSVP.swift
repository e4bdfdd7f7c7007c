// SPDX-License-Identifier: Apache-2.0
//
// persons_record_rsvp: an answer to an event, appended to its history.

package import PersonsJSON
internal import PersonsStore
internal import PersonsText

/// An answer, read before the transaction begins.
struct RSVPRequest {
  static let keys = [
    "eventId", "personId", "status", "attendance", "actorId", "actorType", "createdAt",
    "idempotencyKey",
  ]

  /// The largest history of one answer, in bytes.
  static let largestHistory = 1 << 20

  /// The largest histories of a person, so that an export of them can be imported.
  static let largestHistories: Int64 = 16 << 20

  let eventId: String
  let personId: String
  let status: String?
  let attendance: String?
  private let actorId: String?
  private let actorType: String?
  private let createdAt: String?

  init(_ request: ObjectReader) throws(Failure) {
    eventId = try request.requiredString("eventId")
    personId = try request.requiredString("personId")
    status = try request.identifier("status", most: 100)
    attendance = try request.identifier("attendance", most: 100)
    actorId = try request.identifier("actorId")
    actorType = try request.identifier("actorType", most: 100)
    createdAt = try request.string("createdAt")
    guard status != nil || attendance != nil else {
      throw Failure(
        .invalid, "missing_field", "\"status\" or \"attendance\" is required.", field: "status")
    }
    if let createdAt, Timestamp.milliseconds(createdAt) == nil {
      throw .invalidValue(
        "createdAt", "\"createdAt\" must be an RFC 3339 time, such as 2026-11-15T09:00:00Z.")
    }
  }

  /// `old` with the answer at its end.
  func applied(to old: RSVPRow?, now: Int64) throws(Failure) -> RSVPRow {
    var rsvp = old ?? RSVPRow(status: nil, attendance: nil, history: "")
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
    guard rsvp.history.utf8.count <= RSVPRequest.largestHistory else {
      throw Failure(
        .tooLarge, "too_large", "The history of this answer would be over the bound of 1 MiB.",
        field: "status")
    }
    return rsvp
  }
}

extension EmbeddedDirectory {
  package func recordRSVP(_ text: RequestText, into result: inout TextBuffer) throws(Failure) {
    let reader = try ObjectReader(text, keys: RSVPRequest.keys)
    let request = try RSVPRequest(reader)
    let answer = try write(WriteRequest("record_rsvp", reader, text)) {
      (transaction, caller) throws(Failure) in
      let person = try transaction.visiblePerson(request.personId, caller: caller)
      let connection = transaction.connection
      let event = try connection.event(request.eventId, organization: caller.organization)
      guard let event else {
        throw Failure(
          .notFound, "event_not_found", "There is no such event.", field: "eventId")
      }
      let old = try connection.rsvp(
        person: person.number, event: event.number, seed: transaction.seed)
      let rsvp = try request.applied(to: old, now: transaction.now)
      guard
        try connection.historyBytes(ofPerson: person.number) + Int64(rsvp.history.utf8.count)
          - Int64(old?.history.utf8.count ?? 0) <= RSVPRequest.largestHistories
      else { throw .historiesTooLarge(field: "personId") }
      try transaction.putRSVP(rsvp, person: person.number, event: event.number)
      try transaction.touchPerson(
        person.number, revision: person.revision, organization: caller.organization)
      return successAnswer
    }
    result.append(string: answer)
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
