// SPDX-License-Identifier: Apache-2.0
//
// A request as its values are read, whatever it is written in: JSON, or the parameters of a target. Every value is of
// its type and within its bounds, or a failure names the key.

package import PersonsJSON
internal import PersonsText

package protocol RequestReader {
  /// Whether a value stands at a key that is not null.
  func isGiven(_ key: String) -> Bool

  // Nil where nothing is given. They throw `wrong_type` for a value of another type.
  func string(_ key: String) throws(Failure) -> String?
  func integer(_ key: String) throws(Failure) -> Int64?
  func boolean(_ key: String) throws(Failure) -> Bool?
  func strings(_ key: String) throws(Failure) -> [String]?
}

extension RequestReader {
  func requiredString(_ key: String) throws(Failure) -> String {
    guard let text = try string(key) else {
      throw Failure(.invalid, "missing_field", "\"\(key)\" is required.", field: key)
    }
    return text
  }

  /// A name that we index: 1 to `maxBytes` bytes without control characters.
  func identifier(_ key: String, maxBytes: Int = 200) throws(Failure) -> String? {
    guard let text = try string(key) else { return nil }
    try checkIdentifier(text, key, maxBytes: maxBytes)
    return text
  }

  package func integer(
    _ key: String, in range: ClosedRange<Int64>, default fallback: Int64
  ) throws(Failure) -> Int64 {
    guard let value = try integer(key) else { return fallback }
    if key == "limit", value > range.upperBound {
      throw Failure(
        .tooLarge, "too_large",
        "\"limit\" is over the bound of \(range.upperBound) persons a page.",
        field: key)
    }
    guard range.contains(value) else {
      throw .invalidValue(
        key, "\"\(key)\" must be from \(range.lowerBound) to \(range.upperBound).")
    }
    return value
  }

  package func boolean(_ key: String, default fallback: Bool) throws(Failure) -> Bool {
    try boolean(key) ?? fallback
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
}

/// Throws unless `text` can be an identifier.
func checkIdentifier(_ text: String, _ field: String, maxBytes: Int = 200) throws(Failure) {
  guard !text.isEmpty, text.utf8.count <= maxBytes,
    !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
  else {
    throw .invalidValue(
      field, "\"\(field)\" must have 1 to \(maxBytes) bytes and no control characters.")
  }
}

/// Throws unless `slug` is 1 to 100 of a-z, 0-9 and hyphen.
package func checkSlug(_ slug: String, _ field: String) throws(Failure) {
  let fine = slug.utf8.allSatisfy {
    ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45
  }
  guard fine, (1...100).contains(slug.utf8.count) else {
    throw .invalidValue(field, "\"\(field)\" must be 1 to 100 of a-z, 0-9 and hyphen.")
  }
}

/// Whether `key` is the known key, byte for byte. Known keys are ASCII, and what is canonically equivalent to
/// ASCII without being it (such as the Kelvin sign) is longer: Swift's == and the lengths suffice.
func isSameKey(_ known: String, _ key: String) -> Bool {
  known.utf8.count == key.utf8.count && known == key
}

extension Failure {
  /// The failure for a key that is none of `keys`.
  ///
  /// - Parameter readOnly: keys that are shown and cannot be written.
  package static func unknownKey(
    _ key: String, keys: [String], readOnly: [String] = []
  ) -> Failure {
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

  package static func wrongType(_ key: String, wanted: String, given: String) -> Failure {
    Failure(.invalid, "wrong_type", "\"\(key)\" must be \(wanted), not \(given).", field: key)
  }

  static func wrongType(_ key: String, wanted: String, _ value: JSONValue) -> Failure {
    wrongType(key, wanted: wanted, given: value.kind.words)
  }

  /// A list of more than 1000 elements.
  package static func tooManyElements(_ key: String) -> Failure {
    Failure(.tooLarge, "too_large", "More than 1000 elements are given.", field: key)
  }
}
