// SPDX-License-Identifier: Apache-2.0
//
// A person as search sees them: the words of every field. Given out one by one, as bytes, because the index
// takes in many persons a second; the oracle collects them.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsSystem
internal import PersonsText

/// What a text of a person can be found by.
enum SearchTermKind: UInt8 {
  case word = 0x57
  /// A letter that two words of the name begin with.
  case sharedInitial = 0x44
  /// The whole e-mail address.
  case email = 0x45
  /// Whole values, for the filters.
  case firstName = 0x46
  case lastName = 0x4C
  case city = 0x43
  case state = 0x53
}

/// Whoever takes the words of a person.
protocol SearchDocumentSink {
  /// `bytes` are folded UTF-8 and valid during the call. A text may come more than once.
  mutating func add(
    _ kind: SearchTermKind, _ field: SearchField, _ bytes: UnsafeBufferPointer<UInt8>)
}

/// What is known of a person besides their words.
struct SearchDocumentFacts {
  /// XXH3 of the words of first and last name, folded.
  var nameHash: UInt64 = 0
  /// Words of first and last name as they are written; more than this are not counted.
  var nameWords = 0

  static let maxNameWords = 255
}

struct SearchDocument {
  private var words = SearchWords()
  /// The first letter of each word of the name, as UTF-8 in one number.
  private var initials: [UInt32] = []

  /// Gives the words of a person to `sink`.
  mutating func read(
    _ record: RecordText, into sink: inout some SearchDocumentSink
  ) throws(Failure) -> SearchDocumentFacts {
    var facts = SearchDocumentFacts()
    facts.nameHash = XXH3.hash(UnsafeBufferPointer(start: nil, count: 0), seed: 0)
    initials.removeAll(keepingCapacity: true)
    readName(record, .firstName, .firstName, &facts, to: &sink)
    let given = words.joined
    readName(record, .lastName, .lastName, &facts, to: &sink)
    addSharedInitials(to: &sink)
    addUnspaced(given, words.joined, to: &sink)
    readEmail(record, to: &sink)
    readPhone(record, to: &sink)
    read(record, .city, .text, whole: .city, to: &sink)
    read(record, .state, .text, whole: .state, to: &sink)
    read(record, .address, .text, to: &sink)
    read(record, .externalRef, .contact, to: &sink)
    if let customFields = record.customFields {
      try StoredStrings.forEach(in: customFields) { (value) throws(Failure) in
        words.take(value)
        words.forEach { sink.add(.word, .text, $0) }
        addOtherForms(.text, to: &sink)
      }
    }
    return facts
  }

  private mutating func readName(
    _ record: RecordText, _ attribute: Attribute, _ whole: SearchTermKind,
    _ facts: inout SearchDocumentFacts, to sink: inout some SearchDocumentSink
  ) {
    words.take(record, attribute)
    words.withWhole { sink.add(whole, .name, $0) }
    words.forEach { sink.add(.word, .name, $0) }
    words.forEachJoined { sink.add(.word, .name, $0) }
    // Word by word into the hash, so that a space more or less makes no difference.
    words.forEach { facts.nameHash = XXH3.hash($0, seed: facts.nameHash) }
    words.forEach { if let initial = firstLetter($0) { initials.append(initial) } }
    facts.nameWords = min(facts.nameWords + words.count, SearchDocumentFacts.maxNameWords)
    addOtherForms(.name, to: &sink)
  }

  /// The bytes of the first letter of a word, the first one lowest.
  private func firstLetter(_ word: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard let first = word.first else { return nil }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return word.prefix(length).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private func addSharedInitials(to sink: inout some SearchDocumentSink) {
    for (index, initial) in initials.enumerated() where initials[..<index].contains(initial) {
      withUnsafeBytes(of: initial.littleEndian) { bytes in
        let letter = bytes.prefix { $0 != 0 }
        sink.add(
          .sharedInitial, .name, UnsafeRawBufferPointer(rebasing: letter).bindMemory(to: UInt8.self)
        )
      }
    }
  }

  /// Scripts without spaces have the family name and the given name written together, in either order.
  private func addUnspaced(
    _ given: [UInt8], _ family: [UInt8], to sink: inout some SearchDocumentSink
  ) {
    // From U+0E00 on: Thai, Lao and the scripts of East Asia; what is before has spaces.
    guard let first = given.first, let other = family.first, first >= 0xE0, other >= 0xE0,
      isUnspaced(given), isUnspaced(family)
    else { return }
    (family + given).withUnsafeBufferPointer { sink.add(.word, .name, $0) }
    (given + family).withUnsafeBufferPointer { sink.add(.word, .name, $0) }
  }

  private func isUnspaced(_ word: [UInt8]) -> Bool {
    String(decoding: word.prefix(4), as: UTF8.self).unicodeScalars.first.map {
      switch $0.value {
      case 0x0E00...0x0EFF, 0x1100...0x11FF, 0x2E80...0x9FFF, 0xAC00...0xD7FF, 0xF900...0xFAFF,
        0x20000...0x3FFFF:
        true
      default: false
      }
    } ?? false
  }

  private mutating func readEmail(_ record: RecordText, to sink: inout some SearchDocumentSink) {
    words.take(record, .email)
    words.forEach { sink.add(.word, .contact, $0) }
    words.withFolded { folded in
      sink.add(.email, .contact, folded)
      if let at = folded.lastIndex(of: UInt8(ascii: "@")) {
        sink.add(.word, .contact, UnsafeBufferPointer(rebasing: folded[at...]))
      }
    }
  }

  private mutating func readPhone(_ record: RecordText, to sink: inout some SearchDocumentSink) {
    if let plain = record.plain(.phoneNumber), isASCII(plain) {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: plain.count + 1) { digits in
        var count = 0
        for byte in plain where byte >= 48 && byte <= 57 {
          digits[count] = byte
          count += 1
        }
        if count > 0 {
          sink.add(.word, .phone, UnsafeBufferPointer(rebasing: digits[..<count]))
        }
      }
    } else if let number = record.string(.phoneNumber) {
      var digits = phoneDigits(number)
      if !digits.isEmpty { digits.withUTF8 { sink.add(.word, .phone, $0) } }
    }
  }

  private mutating func read(
    _ record: RecordText, _ attribute: Attribute, _ field: SearchField,
    whole: SearchTermKind? = nil, to sink: inout some SearchDocumentSink
  ) {
    words.take(record, attribute)
    if let whole { words.withWhole { sink.add(whole, field, $0) } }
    words.forEach { sink.add(.word, field, $0) }
    addOtherForms(field, to: &sink)
  }

  /// The words as people write them with another keyboard: ü as ue, other scripts in Latin letters.
  private func addOtherForms(_ field: SearchField, to sink: inout some SearchDocumentSink) {
    for form in words.otherForms {
      form.forEach { sink.add(.word, field, $0) }
      if field == .name { form.forEachJoined { sink.add(.word, .name, $0) } }
    }
  }
}

/// What else `text` is written as: spelled out (Müller as Mueller), and in Latin letters.
func otherForms(of text: String) -> [String] {
  guard !text.isASCII else { return [] }
  var forms: [String] = []
  if let spelled = spelledOut(text) { forms.append(spelled) }
  let words = searchWords(text)
  let latin = words.map { romanized($0) ?? $0 }
  if !zip(words, latin).allSatisfy({ $0.isSame(as: $1) }) {
    forms.append(latin.joined(separator: " "))
  }
  return forms
}

/// The same hash for a name that a query asks for, from its words.
///
/// - Returns: as many bits as a segment keeps.
func nameHash(_ words: [[UInt8]]) -> UInt32 {
  var hash = XXH3.hash(UnsafeBufferPointer(start: nil, count: 0), seed: 0)
  for word in words { hash = word.withUnsafeBufferPointer { XXH3.hash($0, seed: hash) } }
  return UInt32(truncatingIfNeeded: hash)
}
