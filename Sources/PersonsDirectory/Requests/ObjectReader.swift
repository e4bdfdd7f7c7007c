// SPDX-License-Identifier: Apache-2.0
//
// Reading a JSON object that comes from a caller: every key known, every value of its type and within its
// bounds, or a failure that names the key.

package import PersonsJSON
internal import PersonsText

/// A JSON object whose keys are all known.
package struct ObjectReader {
  /// What stands there, in the order of the text: few members, so looking through them is the fastest.
  private var members: [(key: String, value: JSONValue)] = []

  /// Reads a request; an absent one is an empty object.
  package init(_ text: RequestText?, keys: [String], readOnly: [String] = []) throws(Failure) {
    guard let text else {
      self.init()
      return
    }
    try self.init(try JSONDocument(text).root, keys: keys, readOnly: readOnly)
  }

  private init() {}

  /// Reads an object inside of a document.
  init(_ value: JSONValue, keys: [String], readOnly: [String] = []) throws(Failure) {
    guard value.kind == .object else {
      throw Failure(
        .invalid, "wrong_type", "A JSON object is wanted here, not \(value.kind.words).")
    }
    var members: [(key: String, value: JSONValue)] = []
    try value.forEachMember { (bytes, value) throws(Failure) in
      let key = String(decoding: bytes, as: UTF8.self)
      guard keys.contains(where: { isSameKey($0, key) }) else {
        throw ObjectReader.refusal(of: key, keys: keys, readOnly: readOnly)
      }
      members.append((key, value))
    }
    self.members = members
  }

  private static func refusal(of key: String, keys: [String], readOnly: [String]) -> Failure {
    let field = String(decoding: key.utf8.prefix(100), as: UTF8.self)
    if readOnly.contains(where: { isSameKey($0, key) }) {
      return Failure(
        .invalid, "read_only_field",
        "This attribute is kept by the directory and cannot be written.",
        field: field)
    }
    let hint = nearest(to: key, among: keys).map { "Did you mean \"\($0)\"?" }
    let all = keys.isEmpty ? "none" : keys.joined(separator: ", ")
    return Failure(
      .invalid, "unknown_key",
      "This key is not known here. \(hint ?? "Known keys: \(all).")", field: field)
  }

  /// The value of a key; nil when it is absent or null.
  func value(_ key: String) -> JSONValue? {
    guard let value = member(key), value.kind != .null else { return nil }
    return value
  }

  /// Whether the key stands there with null.
  func isNull(_ key: String) -> Bool { member(key)?.kind == .null }

  private func member(_ key: String) -> JSONValue? {
    members.first { isSameKey(key, $0.key) }?.value
  }

  /// The bytes of the string at `key`.
  package func string(_ key: String) throws(Failure) -> String? {
    guard let value = value(key) else { return nil }
    guard value.kind == .string else { throw .wrongType(key, wanted: "a string", value) }
    guard value.utf8Count <= JSONBounds.stringBytes else { throw .stringTooLarge(key) }
    return value.string
  }

  func requiredString(_ key: String) throws(Failure) -> String {
    guard let text = try string(key) else {
      throw Failure(.invalid, "missing_field", "\"\(key)\" is required.", field: key)
    }
    return text
  }

  /// A name that we index: 1 to `most` bytes without control characters.
  func identifier(_ key: String, most: Int = 200) throws(Failure) -> String? {
    guard let text = try string(key) else { return nil }
    try checkIdentifier(text, key, most: most)
    return text
  }

  package func integer(
    _ key: String, in range: ClosedRange<Int64>, default fallback: Int64
  ) throws(Failure) -> Int64 {
    guard let value = value(key) else { return fallback }
    guard value.kind == .integer else { throw .wrongType(key, wanted: "an integer", value) }
    if key == "limit", value.integer > range.upperBound {
      throw Failure(
        .tooLarge, "too_large",
        "\"limit\" is over the bound of \(range.upperBound) persons a page.",
        field: key)
    }
    guard range.contains(value.integer) else {
      throw .invalidValue(
        key, "\"\(key)\" must be from \(range.lowerBound) to \(range.upperBound).")
    }
    return value.integer
  }

  package func boolean(_ key: String, default fallback: Bool) throws(Failure) -> Bool {
    guard let value = value(key) else { return fallback }
    guard value.kind == .boolean else { throw .wrongType(key, wanted: "true or false", value) }
    return value.boolean
  }

  /// One of some words.
  package func choice(_ key: String, of words: [String]) throws(Failure) -> String? {
    guard let text = try string(key) else { return nil }
    guard words.contains(text) else {
      let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
      throw .invalidValue(key, "\"\(key)\" must be one of \(list).")
    }
    return text
  }

  /// An array of strings.
  func strings(_ key: String) throws(Failure) -> [String]? {
    guard let value = value(key) else { return nil }
    return try ObjectReader.strings(value, key)
  }

  static func strings(_ value: JSONValue, _ key: String) throws(Failure) -> [String] {
    guard value.kind == .array else { throw .wrongType(key, wanted: "an array of strings", value) }
    guard value.count <= 1000 else {
      throw Failure(.tooLarge, "too_large", "More than 1000 elements are given.", field: key)
    }
    var strings: [String] = []
    for index in 0..<value.count {
      guard let element = value[index], element.kind == .string else {
        throw Failure(
          .invalid, "wrong_type", "An array of strings is wanted here.", field: "\(key)[\(index)]")
      }
      guard element.utf8Count <= JSONBounds.stringBytes else { throw .stringTooLarge(key) }
      strings.append(element.string)
    }
    return strings
  }

  /// The idempotencyKey of a write.
  func idempotencyKey() throws(Failure) -> String? { try identifier("idempotencyKey") }
}

/// Whether `key` is the known key, byte for byte. Known keys are ASCII, and what is canonically equivalent to
/// ASCII without being it (such as the Kelvin sign) is longer: Swift's == and the lengths suffice.
private func isSameKey(_ known: String, _ key: String) -> Bool {
  known.utf8.count == key.utf8.count && known == key
}

/// Throws unless `text` can be an identifier.
func checkIdentifier(_ text: String, _ field: String, most: Int = 200) throws(Failure) {
  guard !text.isEmpty, text.utf8.count <= most,
    !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
  else {
    throw .invalidValue(
      field, "\"\(field)\" must have 1 to \(most) bytes and no control characters.")
  }
}

extension Failure {
  static func wrongType(_ key: String, wanted: String, _ value: JSONValue) -> Failure {
    Failure(
      .invalid, "wrong_type", "\"\(key)\" must be \(wanted), not \(value.kind.words).", field: key)
  }
}
