// SPDX-License-Identifier: Apache-2.0
//
// The keys of the tables person and change: an organization's number above a number that this organization counts. The
// rows of an organization so lie together, in the order of its own numbers.

package enum RowKey {
  /// A number has so many bits.
  package static let numberBits: Int64 = 40
  /// The largest number of a person, and the largest revision: 2^40 - 1.
  package static let largestNumber: Int64 = 1 << numberBits - 1
  /// The largest number of an organization.
  package static let largestOrganization: Int64 = 1 << (62 - numberBits) - 1

  /// The key of a number. A number beyond the bounds, which only a caller's cursor or a damaged file has, becomes the
  /// nearest one.
  package static func key(organization: Int64, number: Int64) -> Int64 {
    let organization = min(max(organization, 0), largestOrganization)
    return organization << numberBits | min(max(number, 0), largestNumber)
  }

  package static func organization(of key: Int64) -> Int64 { key >> numberBits }

  package static func number(of key: Int64) -> Int64 { key & largestNumber }

  /// The largest key of an organization.
  package static func last(of organization: Int64) -> Int64 {
    key(organization: organization, number: largestNumber)
  }
}
