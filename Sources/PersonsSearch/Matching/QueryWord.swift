// SPDX-License-Identifier: Apache-2.0
//
// One word of a query, in every form in which it is compared.

internal import PersonsText

/// One word of a query.
package struct QueryWord: Equatable, Sendable {
  /// Folded UTF-8; an e-mail address keeps its punctuation.
  let text: [UInt8]
  /// The same word as it may be written too: ü as ue, other scripts in Latin letters.
  let otherTexts: [[UInt8]]
  /// `text` and `otherTexts`.
  let texts: [[UInt8]]
  let scalars: [UInt32]
  /// As in WordTraits.
  let letterSet: UInt32
  /// Titles and suffixes of names need not be found.
  let isRequired: Bool
  /// The last word of the query may still be being typed.
  let isLast: Bool
  /// Whether the word is one letter that another word of the query begins with too, so that both may have been found
  /// in the same word.
  let sharesInitial: Bool
  /// Between the first and the last word, where middle names stand.
  let isMiddle: Bool
  /// Of how many words as they were typed it is made. Those that were written apart are not forgiven errors
  /// on top of that.
  let parts: Int
  let isNumber: Bool
  let isEmail: Bool
  let hasDigit: Bool
  /// What a fuzzy search compares with; looked up when it comes to that.
  private(set) var variants: Variants?

  struct Variants: Equatable, Sendable {
    /// Other forms of the same name.
    let relatives: [[UInt8]]
    /// How the name sounds.
    let sounds: [[UInt8]]
    /// The initial that a person may have in place of this name.
    let initial: [UInt8]?
  }

  init(
    _ text: String, otherTexts: [String] = [], isRequired: Bool = true,
    hasOwnInitial: Bool = true, isLast: Bool = false, isMiddle: Bool = false, parts: Int = 1
  ) {
    self.text = Array(text.utf8.prefix(QueryWord.longest))
    self.otherTexts = otherTexts.map { Array($0.utf8.prefix(QueryWord.longest)) }
    texts = [self.text] + self.otherTexts
    scalars = scalarValues(self.text)
    letterSet = WordTraits.letters(scalars)
    self.isRequired = isRequired
    self.isLast = isLast
    self.isMiddle = isMiddle
    self.parts = parts
    sharesInitial = !hasOwnInitial && scalars.count == 1
    isNumber = self.text.allSatisfy { $0 >= 48 && $0 <= 57 }
    isEmail = self.text.contains(UInt8(ascii: "@"))
    hasDigit = self.text.contains { $0 >= 48 && $0 <= 57 }
  }

  /// Words are compared by their first so many bytes.
  static let longest = 255

  var letters: Int { scalars.count }

  private var isJoined: Bool { parts > 1 }

  private var isTooLongForErrors: Bool { letters > SearchSettings.longestWithErrors }

  var weight: Int { SearchSettings.weight(letters, isMiddle: isMiddle) }

  /// Errors that the whole word is forgiven.
  func errors(_ fuzziness: Fuzziness) -> Int {
    isEmail || hasDigit || isJoined || isTooLongForErrors
      ? 0 : SearchSettings.errors(letters, fuzziness)
  }

  /// Errors that the word is forgiven as the beginning of another.
  func prefixErrors(_ fuzziness: Fuzziness) -> Int {
    isEmail || hasDigit || isJoined || !isLast || isTooLongForErrors
      ? 0 : SearchSettings.prefixErrors(letters, fuzziness)
  }

  /// The same word with what a fuzzy search needs.
  func withVariants() -> QueryWord {
    var word = self
    if !hasDigit, !isEmail {
      word.variants = Variants(
        relatives: relatives, sounds: isJoined ? [] : sounds, initial: isJoined ? nil : initial)
    }
    return word
  }

  private var relatives: [[UInt8]] {
    texts.flatMap { NameFamilies.relatives(of: String(decoding: $0, as: UTF8.self)) }
      .map { Array($0.utf8) }
  }

  private var sounds: [[UInt8]] {
    texts.compactMap { soundKey(String(decoding: $0, as: UTF8.self)) }
      .map { Array($0.utf8) }
  }

  /// nil for a word that is an initial itself.
  private var initial: [UInt8]? {
    guard letters >= 2, let first = scalars.first,
      let scalar = Unicode.Scalar(first)
    else { return nil }
    return Array(String(scalar).utf8)
  }
}
