// SPDX-License-Identifier: Apache-2.0
//
// Phone numbers as people write them, in the form in which they are compared.

/// `text` without its formatting: digits and letters in lower case, and a leading plus.
///
/// "+44 1234 567-890" and "+441234567890" have the same key. The country code is never guessed:
/// "01234 567890" is another number.
package func phoneKey(_ text: String) -> String {
  text.isASCII ? asciiPhoneKey(text) : unicodePhoneKey(text)
}

/// Whether `value`, in UTF-8, has this key.
package func isPhoneEqual(_ value: UnsafeBufferPointer<UInt8>, _ key: String) -> Bool {
  guard isASCII(value) else {
    return phoneKey(String(decoding: value, as: UTF8.self)).isSame(as: key)
  }
  var key = key
  return key.withUTF8 { key in
    var length = 0
    for byte in value {
      guard let kept = keptInPhone(byte, isFirst: length == 0) else { continue }
      guard length < key.count, key[length] == kept else { return false }
      length += 1
    }
    return length == key.count
  }
}

private func asciiPhoneKey(_ text: String) -> String {
  var text = text
  return text.withUTF8 { bytes in
    String(unsafeUninitializedCapacity: bytes.count) { buffer in
      var length = 0
      for byte in bytes {
        guard let kept = keptInPhone(byte, isFirst: length == 0) else { continue }
        buffer[length] = kept
        length += 1
      }
      return length
    }
  }
}

/// What an ASCII byte is in a key; nil when it is formatting.
private func keptInPhone(_ byte: UInt8, isFirst: Bool) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): byte
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
  case UInt8(ascii: "+") where isFirst: byte
  default: nil
  }
}

private func unicodePhoneKey(_ text: String) -> String {
  var key = ""
  for scalar in UnicodeForm.compatibilityDecomposed.applied(to: text).unicodeScalars {
    if isWordScalar(scalar) {
      key.unicodeScalars.append(asciiDigit(scalar) ?? scalar)
    } else if scalar == "+", key.isEmpty {
      key.unicodeScalars.append(scalar)
    }
  }
  return key
}

/// The digits of `text` alone: "+44 20 7946" is "44207946".
package func phoneDigits(_ text: String) -> String {
  String(String.UnicodeScalarView(phoneKey(text).unicodeScalars.filter { $0 >= "0" && $0 <= "9" }))
}

/// The ASCII digit for a decimal digit of any script, nil for what is none.
private func asciiDigit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
  guard scalar.value > 0x7F, scalar.properties.generalCategory == .decimalNumber,
    let value = scalar.properties.numericValue, value >= 0, value <= 9
  else { return nil }
  return Unicode.Scalar(UInt8(48 + Int(value)))
}
