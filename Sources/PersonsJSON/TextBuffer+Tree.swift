// SPDX-License-Identifier: Apache-2.0
//
// Writing a JSON tree as compact text, keys in the order they came, each number in its shortest form
// (jansson writes 0.1 as 0.10000000000000001, which would not be the text that was given).

extension TextBuffer {
  /// Appends `value`. The depth was bounded when it was read.
  ///
  /// - Throws: `too_large` naming `field` when a string below is over the bound.
  package mutating func append(_ value: JSONValue, field: String) throws(Failure) {
    switch value.kind {
    case .null: append("null")
    case .boolean: if value.boolean { append("true") } else { append("false") }
    case .integer: append(decimal: value.integer)
    case .real: append(string: value.real.description)
    case .string:
      guard value.utf8Count <= JSONBounds.stringBytes else { throw .stringTooLarge(field) }
      value.withUTF8 { appendJSON(bytes: $0) }
    case .array:
      append("[")
      for index in 0..<value.count {
        guard let element = value[index] else { continue }
        if index > 0 { append(",") }
        try append(element, field: field)
      }
      append("]")
    case .object:
      append("{")
      var isFirst = true
      try value.forEachMember { (key, member) throws(Failure) in
        guard key.count <= JSONBounds.stringBytes else { throw .stringTooLarge(field) }
        if !isFirst { append(",") }
        isFirst = false
        appendJSON(bytes: key)
        append(":")
        try append(member, field: field)
      }
      append("}")
    }
  }
}

extension Failure {
  package static func stringTooLarge(_ field: String) -> Failure {
    Failure(.tooLarge, "too_large", "A string is over the bound of 64 KiB.", field: field)
  }
}
