// SPDX-License-Identifier: Apache-2.0
//
// Writing JSON into a text: strings with their escapes, and the small pieces that results are made of.

extension TextBuffer {
  /// Appends `text` as a JSON string, quotes included.
  package mutating func appendJSON(_ text: String) {
    var text = text
    text.withUTF8 { appendJSON(bytes: $0) }
  }

  /// Appends `text` as a JSON string, or null.
  package mutating func appendJSON(_ text: String?) {
    if let text { appendJSON(text) } else { append("null") }
  }

  /// Appends UTF-8 bytes as a JSON string. Escapes what RFC 8259 asks to be escaped, nothing else.
  package mutating func appendJSON(bytes: UnsafeBufferPointer<UInt8>) {
    append(byte: UInt8(ascii: "\""))
    var start = 0
    for index in 0..<bytes.count {
      let byte = bytes[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
      appendEscape(of: byte)
    }
    append(UnsafeBufferPointer(rebasing: bytes[start..<bytes.count]))
    append(byte: UInt8(ascii: "\""))
  }

  private mutating func appendEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    default:
      append("\\u00")
      for nibble in [byte >> 4, byte & 15] {
        append(byte: nibble < 10 ? 48 + nibble : 87 + nibble)
      }
    }
  }

  /// Appends `"key":`, with a comma before it unless the text ends with an opening bracket.
  package mutating func appendKey(_ key: String) {
    appendSeparator()
    appendJSON(key)
    append(byte: UInt8(ascii: ":"))
  }

  /// Appends `"key":"value"`; nothing for nil.
  package mutating func appendMember(_ key: String, ifPresent value: String?) {
    guard let value else { return }
    appendKey(key)
    appendJSON(value)
  }

  /// Appends `"key":"value"`, or `"key":null`.
  package mutating func appendMember(_ key: String, orNull value: String?) {
    appendKey(key)
    appendJSON(value)
  }

  /// Appends `"key":12`.
  package mutating func appendMember(_ key: String, _ value: Int64) {
    appendKey(key)
    append(decimal: value)
  }

  /// Appends `"key":true`.
  package mutating func appendMember(_ key: String, _ value: Bool) {
    appendKey(key)
    if value { append("true") } else { append("false") }
  }

  /// Appends a comma unless the text is empty or ends with an opening bracket.
  package mutating func appendSeparator() {
    let last = withBytes { $0.last }
    switch last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["): break
    default: append(byte: UInt8(ascii: ","))
    }
  }
}
