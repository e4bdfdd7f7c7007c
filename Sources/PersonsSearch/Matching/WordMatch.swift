// SPDX-License-Identifier: Apache-2.0
//
// Whether a word of the query fits a word of a person, and how well: the rule of search for one pair of words.
// The index reaches the same answers from lists of words; this is what it has to agree with.

internal import PersonsText

/// What a word is compared by besides its letters, worked out once when it is compared often.
struct WordTraits: Sendable {
  /// Which letters are in it: a bit for each from a to z, six for all others.
  let letters: UInt32
  /// How it sounds, when it is a name.
  let sound: [UInt8]?

  init(_ text: [UInt8], _ field: SearchField) {
    letters = WordTraits.letters(scalarValues(text))
    sound =
      field == .name ? soundKey(String(decoding: text, as: UTF8.self)).map { Array($0.utf8) } : nil
  }

  static func letters(_ scalars: [UInt32]) -> UInt32 {
    var set: UInt32 = 0
    for scalar in scalars {
      set |= scalar >= 0x61 && scalar <= 0x7A ? 1 << (scalar - 0x61) : 1 << (26 + scalar % 6)
    }
    return set
  }
}

extension QueryWord {
  /// How this word fits `text` in `field` at `fuzziness`; nil when it does not.
  func grade(
    _ text: [UInt8], _ kind: SearchTermKind, _ field: SearchField, _ fuzziness: Fuzziness,
    traits: WordTraits? = nil
  ) -> SearchGrade? {
    if kind == .email { return isEmail ? emailGrade(text, fuzziness) : nil }
    if texts.contains(text) { return .exact }
    if field == .phone, isNumber, let grade = phoneGrade(text, fuzziness) { return grade }
    if texts.contains(where: { text.starts(with: $0) }) { return .prefix }
    guard field != .phone else { return nil }
    guard fuzziness > .strict, !isEmail, !hasDigit else { return nil }
    let traits = traits ?? WordTraits(text, field)
    var grades = field == .name ? variantGrades(text, traits) : []
    if field == .name || field == .text { grades += typoGrades(text, traits, fuzziness) }
    return grades.max { SearchSettings.points($0, field) < SearchSettings.points($1, field) }
  }

  private func emailGrade(_ text: [UInt8], _ fuzziness: Fuzziness) -> SearchGrade? {
    if text == self.text { return .exact }
    if text.starts(with: self.text) { return .prefix }
    let errors = SearchSettings.emailErrors(self.text, fuzziness)
    guard errors > 0 else { return nil }
    return errorCount(scalars, scalarValues(text), atMost: errors).map { .typo($0) }
  }

  private func phoneGrade(_ phone: [UInt8], _ fuzziness: Fuzziness) -> SearchGrade? {
    if PhoneEnd.matches(text, phone) { return .end }
    return fuzziness == .loose && PhoneEnd.matchesWithError(text, phone) ? .typo(1) : nil
  }

  private func variantGrades(_ name: [UInt8], _ traits: WordTraits) -> [SearchGrade] {
    guard let variants else { return [] }
    var grades: [SearchGrade] = []
    if variants.relatives.contains(name) { grades.append(.relative) }
    if let sound = traits.sound, variants.sounds.contains(sound) { grades.append(.sound) }
    if name == variants.initial { grades.append(.initial) }
    return grades
  }

  private func typoGrades(
    _ text: [UInt8], _ traits: WordTraits, _ fuzziness: Fuzziness
  ) -> [SearchGrade] {
    guard !text.contains(where: { $0 >= 48 && $0 <= 57 }) else { return [] }
    let whole = errors(fuzziness)
    let prefix = prefixErrors(fuzziness)
    guard whole > 0 || prefix > 0 else { return [] }
    // An error takes away one of the letters at most.
    guard (letterSet & ~traits.letters).nonzeroBitCount <= max(whole, prefix) else { return [] }
    let word = scalarValues(text)
    guard word.count <= SearchSettings.longestWithErrors else { return [] }
    var grades: [SearchGrade] = []
    if whole > 0, let count = errorCount(scalars, word, atMost: whole) {
      grades.append(.typo(count))
    }
    if prefix > 0, let count = prefixErrorCount(scalars, word, atMost: prefix) {
      grades.append(.prefixTypo(count))
    }
    return grades
  }
}
