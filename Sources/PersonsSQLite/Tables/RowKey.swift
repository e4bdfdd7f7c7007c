// SPDX-License-Identifier: Apache-2.0
//
// The keys of the tables person and change: how many organizations are before this one, above a number that this
// organization counts. The rows of an organization so lie together, in the order of its own numbers; those of the
// first, which most files have alone, are the numbers themselves, which take half the space. Everywhere else a person
// or a revision is known by its own number alone.

enum RowKey {
  /// A number has so many bits.
  static let numberBits: Int64 = 40
  /// The largest number of a person, and the largest revision: 2^40 - 1.
  static let maxNumber: Int64 = 1 << numberBits - 1
  /// The largest number of an organization.
  static let maxOrganization: Int64 = 1 << (62 - numberBits) - 1

  /// The key of a number. A number beyond the bounds, which only a caller's cursor or a damaged file has, becomes the
  /// nearest one.
  static func key(organization: Int64, number: Int64) -> Int64 {
    base(of: organization) | min(max(number, 0), maxNumber)
  }

  static func organization(of key: Int64) -> Int64 { (key >> numberBits) &+ 1 }

  static func number(of key: Int64) -> Int64 { key & maxNumber }

  /// What is added to a number to make a key.
  static func base(of organization: Int64) -> Int64 {
    (min(max(organization, 1), maxOrganization) - 1) << numberBits
  }

  /// The largest key of an organization.
  static func last(of organization: Int64) -> Int64 {
    key(organization: organization, number: maxNumber)
  }
}

/// `[1,2]`, as SQLite's json_each reads it.
func integerArray(_ numbers: [Int64]) -> String {
  // Written digit by digit, for a page of changes names a thousand persons.
  let longest = 21
  return String(unsafeUninitializedCapacity: numbers.count * longest + 2) { text in
    var end = 0
    func append(_ byte: UInt8) {
      text[end] = byte
      end += 1
    }
    append(UInt8(ascii: "["))
    for (index, number) in numbers.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      if number < 0 { append(UInt8(ascii: "-")) }
      let first = end
      var rest = number.magnitude
      repeat {
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      text[first..<end].reverse()
    }
    append(UInt8(ascii: "]"))
    return end
  }
}
