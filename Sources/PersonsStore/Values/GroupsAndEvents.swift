// SPDX-License-Identifier: Apache-2.0
//
// Groups, events, and what persons answer to events.

package struct Group: Sendable {
  /// 0 until it is stored.
  package let number: Int64
  package let groupId: String
  package var externalRef: String?
  package var name: String?

  package init(number: Int64 = 0, groupId: String, externalRef: String? = nil, name: String? = nil)
  {
    self.number = number
    self.groupId = groupId
    self.externalRef = externalRef
    self.name = name
  }
}

package struct Event: Sendable {
  /// 0 until it is stored.
  package let number: Int64
  package let eventId: String
  package let slug: String?
  /// The event as JSON text, as it is shown.
  package let body: String

  package init(number: Int64 = 0, eventId: String, slug: String?, body: String) {
    self.number = number
    self.eventId = eventId
    self.slug = slug
    self.body = body
  }
}

/// What a person answered to an event.
package struct RSVP: Sendable {
  package var status: String?
  package var attendance: String?
  /// JSON objects with commas between them, oldest first.
  package var history: String

  package init(status: String?, attendance: String?, history: String) {
    self.status = status
    self.attendance = attendance
    self.history = history
  }
}

/// An event and what a person answered to it.
package struct EventAnswer: Sendable {
  /// The event as JSON text.
  package let event: String
  package let rsvp: RSVP

  package init(event: String, rsvp: RSVP) {
    self.event = event
    self.rsvp = rsvp
  }
}
