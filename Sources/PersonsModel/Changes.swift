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
