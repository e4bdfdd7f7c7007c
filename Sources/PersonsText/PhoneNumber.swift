// SPDX-License-Identifier: Apache-2.0
//
// Phone numbers as people write them, in the form in which they are compared.

/// `text` without its formatting: digits and letters in lower case, and a leading plus.
///
/// "+44 1234 567-890" and "+441234567890" have the same key. The country code is never guessed:
/// "01234 567890" is another number.
package func phoneKey(_ text: String) -> String {
  let folded =
    text.isASCII
    ? asciiLowercased(text) : UnicodeForm.compatibilityDecomposed.applied(to: text)
  var key = ""
  key.reserveCapacity(folded.utf8.count)
  for scalar in folded.unicodeScalars {
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
