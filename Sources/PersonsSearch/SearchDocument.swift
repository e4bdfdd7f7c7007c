// SPDX-License-Identifier: Apache-2.0
//
// A person as search sees them: the words of every field.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsText

/// Where a word stands. The order is the order of rank.
enum SearchField: Int, Comparable {
  case other = 1, email, name

  static func < (first: SearchField, second: SearchField) -> Bool {
    first.rawValue < second.rawValue
  }
}

struct SearchDocument {
  struct Token {
    let text: String
    let field: SearchField
  }

  /// The words of every field; one that stands twice is there twice.
  private(set) var tokens: [Token] = []
  /// The digits of the phone number, all together.
  private(set) var phone = ""
  /// First and last name as one folded text.
  private(set) var name = ""

  init(_ record: RecordText) throws(Failure) {
    var names: [String] = []
    for attribute in [Attribute.firstName, .lastName] {
      guard let value = record.string(attribute) else { continue }
      let words = searchWords(value)
      names.append(contentsOf: words)
      add(words, .name)
    }
    name = names.joined(separator: " ")
    if let email = record.string(.email) {
      let folded = searchFold(email)
      add([folded], .email)
      add(words(ofFolded: folded), .email)
      if let at = folded.lastIndex(of: "@") {
        add([String(folded[..<at]), String(folded[at...])], .email)
      }
    }
    if let number = record.string(.phoneNumber) {
      phone = phoneDigits(number)
      add([phone] + searchWords(number), .other)
    }
    for attribute in [Attribute.address, .city, .state, .externalRef] {
      if let value = record.string(attribute) { add(searchWords(value), .other) }
    }
    if let customFields = record.customFields {
      try add(try JSONDocument(customFields, isOurs: true).root)
    }
  }

  private mutating func add(_ words: [String], _ field: SearchField) {
    for word in words where !word.isEmpty { tokens.append(Token(text: word, field: field)) }
  }

  /// Adds every string below a custom field.
  private mutating func add(_ value: JSONValue) throws(Failure) {
    switch value.kind {
    case .string: add(searchWords(value.string), .other)
    case .array:
      for index in 0..<value.count {
        if let element = value[index] { try add(element) }
      }
    case .object:
      try value.forEachMember { (_, member) throws(Failure) in try add(member) }
    default: break
    }
  }
}
