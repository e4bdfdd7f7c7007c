// SPDX-License-Identifier: Apache-2.0
//
// Identifiers that we make: UUID version 7 (RFC 9562), so that new ones sort after old ones and the
// index that holds them grows at its end. Also the clock and random bytes.

internal import Glibc

/// Milliseconds since 1970 by the machine's clock.
package func currentMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// Bytes from the kernel's generator.
package func randomBytes(_ count: Int) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  bytes.withUnsafeMutableBytes { fillRandom($0) }
  return bytes
}

/// Two words from the kernel's generator.
private func randomWords() -> (UInt64, UInt64) {
  var words: (UInt64, UInt64) = (0, 0)
  withUnsafeMutableBytes(of: &words) { fillRandom($0) }
  return words
}

/// Fills `bytes` in one system call, where Swift's generator makes one for every eight.
private func fillRandom(_ bytes: UnsafeMutableRawBufferPointer) {
  if let start = bytes.baseAddress, getentropy(start, bytes.count) == 0 { return }
  // Only for more than 256 bytes at once.
  var generator = SystemRandomNumberGenerator()
  for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
}

package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

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
