// SPDX-License-Identifier: Apache-2.0
//
// What can become of a person, as the change log tells it.

package enum ChangeKind: Int64, Sendable {
  case created = 1
  case updated, deleted, erased

  package var name: StaticString {
    switch self {
    case .created: "created"
    case .updated: "updated"
    case .deleted: "deleted"
    case .erased: "erased"
    }
  }

  /// Whether the person is there no more.
  package var isGone: Bool { self == .deleted || self == .erased }
}

/// That a person left a group: what a token for the group sees last of them.
package struct Departure: Sendable, Equatable {
  package let group: Int64
  package let revision: Int64
  /// Milliseconds since 1970.
  package let at: Int64

  package init(group: Int64, revision: Int64, at: Int64) {
    self.group = group
    self.revision = revision
    self.at = at
  }
}
