// SPDX-License-Identifier: Apache-2.0
//
// The form in which names and e-mail addresses are compared exactly: case aside, nothing else aside.

/// `text` without its case (Unicode caseless matching, NFC).
package func caselessKey(_ text: String) -> String {
  guard text.isASCII else { return UnicodeForm.caseless.applied(to: text) }
  return asciiLowercased(text)
}

/// ASCII letters in lower case; other bytes as they are.
func asciiLowercased(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 >= 65 && $0 <= 90 }) else { return text }
  return String(unsafeUninitializedCapacity: text.utf8.count) { buffer in
    var length = 0
    for byte in text.utf8 where length < buffer.count {
      buffer[length] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
      length += 1
    }
    return length
  }
}
