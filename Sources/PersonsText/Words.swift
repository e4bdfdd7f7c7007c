// SPDX-License-Identifier: Apache-2.0
//
// Cutting a text into the words that search compares.

/// The words of `text`: folded, cut at everything that is neither letter, mark nor digit. An apostrophe
/// between letters joins them, so O'Brien is one word, obrien.
package func searchWords(_ text: String) -> [String] {
  words(ofFolded: searchFold(text))
}

/// The words of a text that searchFold has folded.
package func words(ofFolded folded: String) -> [String] {
  folded.isASCII ? asciiWords(folded) : unicodeWords(folded)
}

private func asciiWords(_ text: String) -> [String] {
  var text = text
  return text.withUTF8 { bytes in
    var words: [String] = []
    var start: Int?
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
        return unicodeWords(String(decoding: bytes, as: UTF8.self))
      }
      if isWordScalar(Unicode.Scalar(byte)) {
        if start == nil { start = index }
      } else if let first = start {
        words.append(String(decoding: bytes[first..<index], as: UTF8.self))
        start = nil
      }
    }
    if let first = start { words.append(String(decoding: bytes[first...], as: UTF8.self)) }
    return words
  }
}

private func unicodeWords(_ folded: String) -> [String] {
  var words: [String] = []
  var word = ""
  for scalar in folded.unicodeScalars {
    if isApostrophe(scalar) { continue }
    if isWordScalar(scalar) {
      word.unicodeScalars.append(scalar)
    } else if !word.isEmpty {
      words.append(word)
      word = ""
    }
  }
  if !word.isEmpty { words.append(word) }
  return words
}

/// Whether a scalar belongs to a word: a letter, a mark or a number of any script.
package func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x80 {
    return (scalar >= "a" && scalar <= "z") || (scalar >= "0" && scalar <= "9")
      || (scalar >= "A" && scalar <= "Z")
  }
  switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
    return true
  default:
    return false
  }
}

package func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "'", "\u{2019}", "\u{2018}", "\u{02BC}", "\u{02BB}", "\u{02B9}", "`", "\u{00B4}", "\u{FF07}":
    return true
  default:
    return false
  }
}
