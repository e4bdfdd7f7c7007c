// SPDX-License-Identifier: Apache-2.0
//
// The keys by which a store finds persons: a hash of an attribute's value, keyed by the secret of the store, so that
// nobody who sees the keys learns the values. Different values may share a key: what is found is compared again.

package import PersonsModel
internal import PersonsSystem
internal import PersonsText

package enum LookupKey {
  /// The key of `value` of an attribute, in an organization of the file with this seed.
  package static func key(
    _ attribute: Attribute, _ value: String, organization: Int64, seed: UInt64
  ) -> Int64 {
    key(
      attribute, comparable: attribute.comparable(value), organization: organization, seed: seed)
  }

  /// The key of a value that is in the form in which the attribute is compared.
  package static func key(
    _ attribute: Attribute, comparable: String, organization: Int64, seed: UInt64
  ) -> Int64 {
    var comparable = comparable
    let place = UInt64(bitPattern: organization) &* 16 &+ UInt64(attribute.rawValue)
    let mixed = seed ^ (place &* 0x9E37_79B9_7F4A_7C15)
    return comparable.withUTF8 { Int64(bitPattern: XXH3.hash($0, seed: mixed)) }
  }

  /// The keys of everything in `record` that can be looked up.
  package static func keys(of record: PersonRecord, organization: Int64, seed: UInt64) -> [Int64] {
    var keys: [Int64] = []
    keys.reserveCapacity(Attribute.lookedUp.count)
    for attribute in Attribute.lookedUp {
      guard let value = record[attribute] else { continue }
      keys.append(key(attribute, value, organization: organization, seed: seed))
    }
    return keys
  }
}
