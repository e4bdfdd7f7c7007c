// SPDX-License-Identifier: Apache-2.0
//
// Identifiers that we make: UUID version 7 (RFC 9562), so that new ones sort after old ones and the
// index that holds them grows at its end.

internal import PersonsSystem

/// A new UUID version 7: 48 bits of `milliseconds`, 74 random bits.
package func newIdentifier(at milliseconds: Int64) -> String {
  let time = UInt64(clamping: milliseconds) & 0xFFFF_FFFF_FFFF
  let random = randomWords()
  let high = time << 16 | 0x7000 | random.0 & 0xFFF
  let low = 0x8000_0000_0000_0000 | random.1 >> 2
  return String(unsafeUninitializedCapacity: 36) { buffer in
    var index = 0
    for position in 0..<32 {
      if position == 8 || position == 12 || position == 16 || position == 20 {
        buffer[index] = UInt8(ascii: "-")
        index += 1
      }
      let word = position < 16 ? high : low
      let nibble = UInt8(truncatingIfNeeded: word >> (60 - 4 * UInt64(position % 16)) & 15)
      buffer[index] = nibble < 10 ? 48 + nibble : 87 + nibble
      index += 1
    }
    return index
  }
}
