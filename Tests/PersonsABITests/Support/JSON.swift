// SPDX-License-Identifier: Apache-2.0
// Job: JSON for the tests, with what a host's own parser loses: the order of keys and the text of numbers.

enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  struct Member: Sendable, Equatable {
    let key: String
    let value: JSON
  }

  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { sameBytes($0.key, key) }?.value
  }

  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var int: Int64? {
    if case .number(let digits) = self { return Int64(digits) }
    return nil
  }

  var elements: [JSON] {
    if case .array(let elements) = self { return elements }
    return []
  }

  /// Every string in the value, keys aside, replaced.
  func mapStrings(_ change: (String) throws -> String) rethrows -> JSON {
    switch self {
    case .null, .bool, .number: return self
    case .string(let text): return .string(try change(text))
    case .array(let elements): return .array(try elements.map { try $0.mapStrings(change) })
    case .object(let members):
      return .object(
        try members.map { Member(key: $0.key, value: try $0.value.mapStrings(change)) })
    }
  }
}

/// Swift's == takes composed and decomposed accents for equal; what the library keeps is bytes.
func sameBytes(_ left: String, _ right: String) -> Bool {
  left.utf8.elementsEqual(right.utf8)
}

// MARK: writing

extension JSON {
  var compact: String {
    var out = ""
    write(to: &out)
    return out
  }

  private func write(to out: inout String) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let digits): out += digits
    case .string(let text): out += JSON.quote(text)
    case .array(let elements):
      out += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { out += "," }
        element.write(to: &out)
      }
      out += "]"
    case .object(let members):
      out += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { out += "," }
        out += JSON.quote(member.key) + ":"
        member.value.write(to: &out)
      }
      out += "}"
    }
  }

  static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int64) { self = .number(String(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
  init(nilLiteral: ()) { self = .null }
}
