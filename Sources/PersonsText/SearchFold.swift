// SPDX-License-Identifier: Apache-2.0
//
// The form in which search compares: no case, no accents, one spelling for letters that are one letter
// with a stroke or a ligature. The parts of other scripts that carry the sense stay.

/// `text` as search sees it.
package func searchFold(_ text: String) -> String {
  if text.isASCII { return asciiLowercased(text) }
  let decomposed = UnicodeForm.compatibilityDecomposed.applied(to: text)
  var plain = ""
  plain.reserveCapacity(decomposed.utf8.count)
  for scalar in decomposed.unicodeScalars {
    if let letters = undecomposedLetters[scalar] {
      plain.append(letters)
    } else if !isAccent(scalar) {
      plain.unicodeScalars.append(scalar)
    }
  }
  // Back together: kana with their voice marks and Hangul syllables are letters, not accents.
  return plain.isASCII ? plain : UnicodeForm.composed.applied(to: plain)
}

/// Whether a scalar is a mark that people leave out when they type: the accents of Latin, Greek and
/// Cyrillic and the points of Hebrew and Arabic, told by their canonical combining class. Vowel
/// signs of Indic scripts and the voice marks of kana have other classes and stay.
private func isAccent(_ scalar: Unicode.Scalar) -> Bool {
  guard scalar.value >= 0x300 else { return false }
  let combining = scalar.properties.canonicalCombiningClass.rawValue
  return (10...36).contains(combining) || (200...240).contains(combining)
}

/// Letters that Unicode does not take apart, in the way that people type them without the key.
private let undecomposedLetters: [Unicode.Scalar: String] = [
  "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
  "ŧ": "t", "ŋ": "n", "ĸ": "k", "ß": "ss", "ɨ": "i", "ʉ": "u", "ƀ": "b", "ɖ": "d", "ƒ": "f",
]
