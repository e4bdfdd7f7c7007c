// SPDX-License-Identifier: Apache-2.0
//
// Finding a word of the query among the terms of a segment: the rule of WordMatch, turned around.

internal import PersonsJSON
internal import PersonsModel

struct WordLookup {
  private let segment: Segment
  private let fuzziness: Fuzziness
  private let vocabulary: Vocabulary
  private var terms: TermCursor

  init(_ segment: Segment, _ fuzziness: Fuzziness, _ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    self.segment = segment
    self.fuzziness = fuzziness
    terms = segment.terms()
  }

  /// Everything that a word finds.
  mutating func postings(_ word: QueryWord) throws(Failure) -> WordPostings {
    var postings = WordPostings()
    for text in word.texts {
      if word.isEmail { try addRange(.email, text, to: &postings) }
      try addWord(text, to: &postings, sharesInitial: word.sharesInitial)
    }
    if word.isNumber { try addPhones(word, to: &postings) }
    if word.isEmail, SearchSettings.emailErrors(word.text, fuzziness) > 0 {
      var ends = TextEnds(segment, .emailsByEnd)
      try ends.forEachEmail(near: word.text, word.scalars) { entry, errors in
        postings.add(entry, .typo(errors))
      }
    }
    if fuzziness > .strict, !word.isEmail, !word.hasDigit {
      try addVariants(word, to: &postings)
      try addTypos(word, to: &postings)
    }
    postings.finish(chunks: segment.chunks)
    return postings
  }

  /// Everything that a filter lets pass.
  mutating func postings(_ filter: SearchFilter) throws(Failure) -> WordPostings {
    var postings = WordPostings()
    let tag = filter.kind.rawValue
    try terms.seek([tag] + filter.text)
    while try terms.next(), terms.text.first == tag {
      let value = terms.text.dropFirst()
      guard filter.isPrefix ? value.starts(with: filter.text) : value.elementsEqual(filter.text)
      else { break }
      postings.add(try terms.entry(), .exact)
      if !filter.isPrefix { break }
    }
    if filter.errors(fuzziness) > 0 { try addNear(filter, to: &postings) }
    postings.finish(chunks: segment.chunks)
    return postings
  }

  private mutating func addNear(
    _ filter: SearchFilter, to postings: inout WordPostings
  ) throws(Failure) {
    if filter.attribute == .email {
      var ends = TextEnds(segment, .emailsByEnd)
      return try ends.forEachEmail(near: filter.text, filter.scalars) { entry, _ in
        postings.add(entry, .exact)
      }
    }
    let errors = filter.errors(fuzziness)
    let near = try vocabulary.near(
      filter.kind, filter.scalars, whole: filter.isPrefix ? 0 : errors,
      prefix: filter.isPrefix ? errors : 0)
    for value in near {
      try terms.read(number: value.term)
      postings.add(try terms.entry(), .exact)
    }
  }

  // MARK: Words as they are

  private mutating func addWord(
    _ text: [UInt8], to postings: inout WordPostings, sharesInitial: Bool
  ) throws(Failure) {
    let tagged = [SearchTermKind.word.rawValue] + text
    if try find([TermTag.prefix] + text) {
      add(try terms.entry(), .prefix, to: &postings, sharesInitial)
      if try find(tagged) { postings.add(try terms.entry(), .exact, isRefinement: true) }
    } else {
      try addRange(.word, text, to: &postings, sharesInitial: sharesInitial)
    }
    if sharesInitial, try find([SearchTermKind.sharedInitial.rawValue] + text) {
      postings.add(try terms.entry(), .prefix, isRefinement: true)
    }
  }

  /// Adds who is found by the beginning of a word; by one of their names only a little, when it `sharesInitial`.
  private func add(
    _ entry: TermEntry, _ grade: SearchGrade, to postings: inout WordPostings, _ sharesInitial: Bool
  ) {
    for field in SearchField.allCases {
      let isShared = sharesInitial && field == .name && grade == .prefix
      postings.add(entry[field], matchScore(isShared ? .sharedInitial : grade, field))
    }
  }

  /// Adds the terms that begin with `text`.
  private mutating func addRange(
    _ kind: SearchTermKind, _ text: [UInt8], to postings: inout WordPostings,
    sharesInitial: Bool = false
  ) throws(Failure) {
    let tagged = [kind.rawValue] + text
    try terms.seek(tagged)
    while try terms.next(), terms.text.starts(with: tagged) {
      let grade = terms.text.count == tagged.count ? SearchGrade.exact : .prefix
      add(try terms.entry(), grade, to: &postings, sharesInitial)
    }
  }

  /// Stands behind the term `tagged`, when there is one.
  private mutating func find(_ tagged: [UInt8]) throws(Failure) -> Bool {
    try terms.seek(tagged)
    return try terms.next() && terms.text == tagged
  }

  // MARK: Phone numbers

  private func addPhones(_ word: QueryWord, to postings: inout WordPostings) throws(Failure) {
    guard word.text.count >= SearchSettings.phoneEnd else { return }
    var ends = TextEnds(segment, .phonesByEnd)
    let wanted = PhoneEnd.significant(word.text)
    let isWhole = wanted.count >= SearchSettings.phoneWhole
    // Numbers of that many digits can only match when they end alike.
    let end = isWhole ? wanted.suffix(SearchSettings.phoneWhole) : word.text[...]
    try ends.forEachTerm(endingWith: Array(end)) { phone, entry in
      if PhoneEnd.matches(word.text, phone) {
        postings.add(entry[.phone], matchScore(.end, .phone))
      }
    }
    guard fuzziness == .loose, isWhole else { return }
    // A wrong digit is before the last seven or one of them; which of two that changed places does not matter.
    let last = Array(wanted.suffix(SearchSettings.phoneWhole))
    for other in [last] + WordLookup.withError(last) {
      try ends.forEachTerm(endingWith: other) { phone, entry in
        if PhoneEnd.matchesWithError(wanted, phone) {
          postings.add(entry[.phone], matchScore(.typo(1), .phone))
        }
      }
    }
  }

  /// The digits with one of them wrong, in every way, and with two of them changed places.
  private static func withError(_ digits: [UInt8]) -> [[UInt8]] {
    var others: [[UInt8]] = []
    for index in digits.indices {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[index] {
        var other = digits
        other[index] = digit
        others.append(other)
      }
      if index > 0, digits[index] != digits[index - 1] {
        var other = digits
        other.swapAt(index, index - 1)
        others.append(other)
      }
    }
    return others
  }

  // MARK: Other forms of a name

  private mutating func addVariants(
    _ word: QueryWord, to postings: inout WordPostings
  ) throws(Failure) {
    guard let variants = word.variants else { return }
    let tag = SearchTermKind.word.rawValue
    for name in variants.relatives where try find([tag] + name) {
      postings.add(try terms.entry()[.name], matchScore(.relative, .name))
    }
    for sound in variants.sounds where try find([TermTag.sound] + sound) {
      postings.add(try terms.entry()[.name], matchScore(.sound, .name))
    }
    if let initial = variants.initial, try find([tag] + initial) {
      postings.add(try terms.entry()[.name], matchScore(.initial, .name))
    }
  }

  // MARK: Typing errors

  private mutating func addTypos(
    _ word: QueryWord, to postings: inout WordPostings
  ) throws(Failure) {
    let whole = word.errors(fuzziness)
    let prefix = word.prefixErrors(fuzziness)
    guard whole > 0 || prefix > 0 else { return }
    for near in try vocabulary.near(.word, word.scalars, whole: whole, prefix: prefix) {
      try terms.read(number: near.term)
      let entry = try terms.entry()
      let grades = [near.whole.map { SearchGrade.typo($0) }, near.prefix.map { .prefixTypo($0) }]
      for case .some(let grade) in grades {
        postings.add(entry[.name], matchScore(grade, .name))
        postings.add(entry[.text], matchScore(grade, .text))
      }
    }
  }
}
