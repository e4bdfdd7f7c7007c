// SPDX-License-Identifier: Apache-2.0
//
// Whether a word of the query fits a word of a person, and how well: the rule of search for one pair of words.
// The index reaches the same answers from lists of words; this is what it has to agree with.

internal import PersonsText

extension QueryWord {
  /// How this word fits `text` in `field` at `step`; nil when it does not.
  func grade(
    _ text: [UInt8], _ kind: SearchTermKind, _ field: SearchField, _ step: SearchStep
  ) -> SearchGrade? {
    if kind == .email { return isEmail ? emailGrade(text, step) : nil }
    if texts.contains(text) { return .exact }
    if field == .phone, isNumber, let grade = phoneGrade(text, step) { return grade }
    if texts.contains(where: { text.starts(with: $0) }) { return .prefix }
    guard field != .phone else { return nil }
    guard step > .strict, !isEmail, !hasDigit else { return nil }
    var grades = field == .name ? variantGrades(text) : []
    if field == .name || field == .text { grades += typoGrades(text, step) }
    return grades.max { SearchSettings.points($0, field) < SearchSettings.points($1, field) }
  }

  private func emailGrade(_ text: [UInt8], _ step: SearchStep) -> SearchGrade? {
    if text == self.text { return .exact }
    if text.starts(with: self.text) { return .prefix }
    let errors = SearchSettings.emailErrors(self.text, step)
    guard errors > 0 else { return nil }
    return errorCount(scalars, scalarValues(text), atMost: errors).map { .typo($0) }
  }

  private func phoneGrade(_ phone: [UInt8], _ step: SearchStep) -> SearchGrade? {
    if PhoneEnd.matches(text, phone) { return .end }
    return step == .loose && PhoneEnd.matchesWithError(text, phone) ? .typo(1) : nil
  }

  private func variantGrades(_ name: [UInt8]) -> [SearchGrade] {
    guard let variants else { return [] }
    var grades: [SearchGrade] = []
    if variants.relatives.contains(name) { grades.append(.relative) }
    if !variants.sounds.isEmpty, let sound = soundKey(String(decoding: name, as: UTF8.self)),
      variants.sounds.contains(Array(sound.utf8))
    {
      grades.append(.sound)
    }
    if name == variants.initial { grades.append(.initial) }
    return grades
  }

  private func typoGrades(_ text: [UInt8], _ step: SearchStep) -> [SearchGrade] {
    guard !text.contains(where: { $0 >= 48 && $0 <= 57 }) else { return [] }
    let whole = errors(step)
    let prefix = prefixErrors(step)
    guard whole > 0 || prefix > 0 else { return [] }
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
