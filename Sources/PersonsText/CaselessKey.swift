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
  var key = key
  let plain: Bool? = key.withUTF8 { key in
    for index in 0..<value.count {
      let byte = value[index]
      if byte >= 0x80 { return nil }
      guard index < key.count, lowercased(byte) == key[index] else { return false }
    }
    return value.count == key.count
  }
  // Beyond ASCII the tables decide.
  return plain ?? (caselessKey(String(decoding: value, as: UTF8.self)) == key)
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
