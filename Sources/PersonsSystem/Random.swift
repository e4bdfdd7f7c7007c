// SPDX-License-Identifier: Apache-2.0
//
// Bytes from the kernel's generator.

internal import Glibc

package func randomBytes(_ count: Int) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  bytes.withUnsafeMutableBytes { fillRandom($0) }
  return bytes
}

/// Two words.
package func randomWords() -> (UInt64, UInt64) {
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

/// Two digits a byte, in small letters.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
