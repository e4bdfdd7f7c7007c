// SPDX-License-Identifier: Apache-2.0
//
// The attributes of a person that are plain text, in the order in which a record writes them.

internal import PersonsText

package enum Attribute: Int, CaseIterable, Sendable {
  case personId, externalRef, firstName, lastName, email, phoneNumber
  case profilePicture, address, city, state

  package static let count = 10

  /// The key in a record and in the camelCase dialect.
  package var key: StaticString {
    switch self {
    case .personId: "personId"
    case .externalRef: "externalRef"
    case .firstName: "firstName"
    case .lastName: "lastName"
    case .email: "email"
    case .phoneNumber: "phoneNumber"
    case .profilePicture: "profilePicture"
    case .address: "address"
    case .city: "city"
    case .state: "state"
    }
  }

  /// The key as it stands in a record.
  package var member: StaticString {
    switch self {
    case .personId: "\"personId\":"
    case .externalRef: "\"externalRef\":"
    case .firstName: "\"firstName\":"
    case .lastName: "\"lastName\":"
    case .email: "\"email\":"
    case .phoneNumber: "\"phoneNumber\":"
    case .profilePicture: "\"profilePicture\":"
    case .address: "\"address\":"
    case .city: "\"city\":"
    case .state: "\"state\":"
    }
  }

  /// Attributes that the lookup table answers for.
  package static let lookedUp: [Attribute] = [
    .externalRef, .email, .phoneNumber, .lastName, .firstName,
  ]

  /// Whether two values of this attribute that differ only in case are the same.
  package var isCaseless: Bool {
    switch self {
    case .firstName, .lastName, .email: true
    default: false
    }
  }

  /// `value` in the form in which find compares this attribute.
  package func comparable(_ value: String) -> String {
    switch self {
    case .firstName, .lastName, .email: caselessKey(value)
    case .phoneNumber: phoneKey(value)
    default: value
    }
  }
}
