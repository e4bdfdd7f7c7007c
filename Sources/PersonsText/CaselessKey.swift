// SPDX-License-Identifier: Apache-2.0
//
// The form in which names and e-mail addresses are compared exactly: case aside, nothing else aside.

/// `text` without its case (Unicode caseless matching, NFC).
package func caselessKey(_ text: String) -> String {
  guard text.isASCII else { return UnicodeForm.caseless.applied(to: text) }
  return asciiLowercased(text)
}

/// Whether `value`, in UTF-8, is `key` when its case is taken away. `key` is a caseless key.
package func isCaselessEqual(_ value: UnsafeBufferPointer<UInt8>, _ key: String) -> Bool {
  guard isASCII(value) else {
    return caselessKey(String(decoding: value, as: UTF8.self)).isSame(as: key)
  }
  var key = key
  return key.withUTF8 { key in
    guard value.count == key.count else { return false }
    for index in 0..<value.count where lowercased(value[index]) != key[index] { return false }
    return true
  }
}

/// ASCII letters in lower case; other bytes as they are.
func asciiLowercased(_ text: String) -> String {
  var text = text
  return text.withUTF8 { bytes in
    String(unsafeUninitializedCapacity: bytes.count) { buffer in
      for index in 0..<bytes.count { buffer[index] = lowercased(bytes[index]) }
      return bytes.count
    }
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= 65 && byte <= 90 ? byte | 0x20 : byte
}
