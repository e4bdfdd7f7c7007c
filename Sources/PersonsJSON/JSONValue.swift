// SPDX-License-Identifier: Apache-2.0
//
// A look at one value of a JSONDocument: its kind, and what is in it. It keeps the document alive.

internal import CJansson

package struct JSONValue {
  package enum Kind {
    case object, array, string, integer, real, boolean, null

    /// The kind in words, for messages: "a string".
    package var words: String {
      switch self {
      case .object: "an object"
      case .array: "an array"
      case .string: "a string"
      case .integer: "an integer"
      case .real: "a number"
      case .boolean: "true or false"
      case .null: "null"
      }
    }
  }

  private let value: UnsafeMutablePointer<json_t>
  private let document: JSONDocument

  init(_ value: UnsafeMutablePointer<json_t>, of document: JSONDocument) {
    self.value = value
    self.document = document
  }

  package var kind: Kind {
    switch json_type(UInt32(persons_json_typeof(value))) {
    case JSON_OBJECT: .object
    case JSON_ARRAY: .array
    case JSON_STRING: .string
    case JSON_INTEGER: .integer
    case JSON_REAL: .real
    case JSON_TRUE, JSON_FALSE: .boolean
    default: .null
    }
  }

  /// The length of a string in bytes; 0 for another kind.
  package var utf8Count: Int { json_string_length(value) }

  /// The bytes of a string during `body`; none for another kind.
  package func withUTF8<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    guard let text = json_string_value(value) else {
      return body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    return withExtendedLifetime(document) {
      body(UnsafeBufferPointer(start: bytes, count: json_string_length(value)))
    }
  }

  /// The text of a string; "" for another kind.
  package var string: String { withUTF8 { String(decoding: $0, as: UTF8.self) } }

  /// The number of an integer; 0 for another kind.
  package var integer: Int64 { json_integer_value(value) }

  /// The number of a real; 0 for another kind.
  package var real: Double { json_real_value(value) }

  package var boolean: Bool { json_type(UInt32(persons_json_typeof(value))) == JSON_TRUE }

  /// How many members or elements there are.
  package var count: Int { kind == .array ? json_array_size(value) : json_object_size(value) }

  /// The element at `index` of an array.
  package subscript(index: Int) -> JSONValue? {
    guard index >= 0 else { return nil }
    return json_array_get(value, index).map { JSONValue($0, of: document) }
  }

  /// The member of an object.
  package subscript(key: String) -> JSONValue? {
    var key = key
    let member = key.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { json_object_getn(value, $0.baseAddress, $0.count) }
    }
    return member.map { JSONValue($0, of: document) }
  }

  /// Calls `body` for each member, in the order of the text, with the key as UTF-8.
  package func forEachMember(
    _ body: (UnsafeBufferPointer<UInt8>, JSONValue) throws(Failure) -> Void
  ) throws(Failure) {
    var iterator = json_object_iter(value)
    while let place = iterator {
      if let key = json_object_iter_key(place), let member = json_object_iter_value(place) {
        let length = json_object_iter_key_len(place)
        let bytes = UnsafeRawPointer(key).assumingMemoryBound(to: UInt8.self)
        try body(UnsafeBufferPointer(start: bytes, count: length), JSONValue(member, of: document))
      }
      iterator = json_object_iter_next(value, place)
    }
  }

  /// Calls `body` for each element of an array, with its index.
  package func forEachElement(_ body: (Int, JSONValue) throws(Failure) -> Void) throws(Failure) {
    for index in 0..<json_array_size(value) {
      if let element = self[index] { try body(index, element) }
    }
  }
}
