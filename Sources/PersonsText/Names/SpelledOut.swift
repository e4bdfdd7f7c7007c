// SPDX-License-Identifier: Apache-2.0
//
// The other way to type the letters with dots and rings: Müller as mueller, Ærø as aeroe.

/// The folded form of `text` with ä ö ü å ø spelled ae oe ue aa oe, nil when it has none of these
/// and no æ or œ (which searchFold spells ae and oe as well).
package func spelledOut(_ text: String) -> String? {
  if text.isASCII { return nil }
  // Taken apart, a letter with several marks is a base and its marks, and case is gone.
  var spelled = ""
  var isFound = false
  var base: Unicode.Scalar?
  for scalar in UnicodeForm.compatibilityDecomposed.applied(to: text).unicodeScalars {
    switch (scalar, base) {
    case ("\u{308}", "a"), ("\u{308}", "o"), ("\u{308}", "u"):
      spelled.append("e")
      (isFound, base) = (true, nil)
    case ("\u{30A}", "a"):
      spelled.append("a")
      (isFound, base) = (true, nil)
    case ("ø", _):
      spelled.append("oe")
      (isFound, base) = (true, nil)
    case ("æ", _), ("œ", _):
      spelled.unicodeScalars.append(scalar)
      (isFound, base) = (true, nil)
    default:
      // A mark before the diaeresis, as in ạ̈, does not part it from its letter.
      if scalar.properties.canonicalCombiningClass == .notReordered { base = scalar }
      spelled.unicodeScalars.append(scalar)
    }
  }
  return isFound ? searchFold(spelled) : nil
}
