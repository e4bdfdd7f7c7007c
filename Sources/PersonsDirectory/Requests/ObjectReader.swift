// SPDX-License-Identifier: Apache-2.0
//
// A request that is a JSON object, all of whose keys are known.

package import PersonsJSON

package struct ObjectReader: RequestReader {
  /// What stands there, in the order of the text: few members, so looking through them is the fastest.
  private var members: [(key: String, value: JSONValue)] = []

  /// Reads a request; an absent one is an empty object.
  package init(_ text: RequestText?, keys: [String]) throws(Failure) {
    guard let text else {
      self.init()
      return
    }
    try self.init(try JSONDocument(text).root, keys: keys)
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
        throw .unknownKey(key, keys: keys, readOnly: readOnly)
      }
      members.append((key, value))
    }
    self.members = members
  }

  /// The value of a key; nil when it is absent or null.
  func value(_ key: String) -> JSONValue? {
    guard let value = member(key), value.kind != .null else { return nil }
    return value
  }

  package func isGiven(_ key: String) -> Bool { value(key) != nil }

  /// Whether the key stands there with null.
  func isNull(_ key: String) -> Bool { member(key)?.kind == .null }

  private func member(_ key: String) -> JSONValue? {
    members.first { isSameKey(key, $0.key) }?.value
  }

  package func string(_ key: String) throws(Failure) -> String? {
    guard let value = value(key) else { return nil }
    guard value.kind == .string else { throw .wrongType(key, wanted: "a string", value) }
    guard value.utf8Count <= JSONBounds.stringBytes else { throw .stringTooLarge(key) }
    return value.string
  }

  package func integer(_ key: String) throws(Failure) -> Int64? {
    guard let value = value(key) else { return nil }
    guard value.kind == .integer else { throw .wrongType(key, wanted: "an integer", value) }
    return value.integer
  }

  package func boolean(_ key: String) throws(Failure) -> Bool? {
    guard let value = value(key) else { return nil }
    guard value.kind == .boolean else { throw .wrongType(key, wanted: "true or false", value) }
    return value.boolean
  }

  package func strings(_ key: String) throws(Failure) -> [String]? {
    guard let value = value(key) else { return nil }
    return try ObjectReader.strings(value, key)
  }

  static func strings(_ value: JSONValue, _ key: String) throws(Failure) -> [String] {
    guard value.kind == .array else { throw .wrongType(key, wanted: "an array of strings", value) }
    guard value.count <= 1000 else { throw .tooManyElements(key) }
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

  /// The custom fields as compact text; nil when they are absent or null.
  func customFields() throws(Failure) -> String? {
    guard let value = value("customFields") else { return nil }
    guard value.kind == .object else {
      throw .wrongType("customFields", wanted: "an object", value)
    }
    var text = TextBuffer()
    try text.append(value, field: "customFields")
    return try text.text()
  }
}
