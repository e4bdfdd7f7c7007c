// SPDX-License-Identifier: Apache-2.0
//
// Reading JSON with jansson, inside bounds that hold before anything is built. Who reads a value uses
// JSONValue; a value lives as long as its document.

internal import CJansson
internal import Glibc

/// The bounds of a JSON text that comes from outside.
package enum JSONBounds {
  package static let bytes = 8 << 20
  package static let depth = 64
  /// Each takes some 100 bytes of memory once it is read.
  package static let values = 1_000_000
  package static let stringBytes = 64 << 10
  /// The record of a person, as it is stored.
  package static let recordBytes = 4 << 20
  /// A line of an import: a record with all its groups and answers to events.
  package static let lineBytes = 64 << 20
  package static let lineValues = 4_000_000
}

/// A JSON text that was read; owns the values below it.
package final class JSONDocument {
  private let tree: UnsafeMutablePointer<json_t>

  /// jansson wants its hash seed set once, before threads use it.
  private static let seeded: Void = json_object_seed(0)

  /// The value of the whole text.
  package var root: JSONValue { JSONValue(tree, of: self) }

  /// Reads `bytes`.
  ///
  /// - Throws: `malformed_json`, `invalid_utf8`, `duplicate_key` with the offset, or `too_large`.
  ///
  /// - Parameter isOurs: whether we wrote the text, so that the bound on its size does not hold.
  /// - Parameter maxValues: more than this are refused before memory is taken for them.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, isOurs: Bool = false,
    maxValues: Int? = nil
  ) throws(Failure) {
    guard isOurs || bytes.count <= JSONBounds.bytes else {
      throw Failure(.tooLarge, "too_large", "The JSON text is over the bound of 8 MiB.")
    }
    if let offset = JSONDocument.offsetBelowDeepest(bytes) {
      throw Failure(
        .tooLarge, "too_deep", "The JSON text is nested more than 64 deep.", offset: offset)
    }
    let maxValues = maxValues ?? (isOurs ? .max : JSONBounds.values)
    guard JSONDocument.hasAtMost(maxValues, in: bytes) else {
      throw Failure(
        .tooLarge, "too_many_values", "The JSON text has more than \(maxValues) values.")
    }
    _ = JSONDocument.seeded
    var error = json_error_t()
    let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      throw Failure(.invalid, "malformed_json", "The text is not valid JSON.", offset: 0)
    }
    let parsed = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      json_loadb($0, bytes.count, flags, &error)
    }
    guard let parsed else { throw JSONDocument.failure(error, in: bytes) }
    tree = parsed
  }

  package convenience init(_ text: String, isOurs: Bool = false) throws(Failure) {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(Failure) in try JSONDocument(bytes, isOurs: isOurs) }
    }
    let document = try result.get()
    self.init(sharing: document)
  }

  private init(sharing other: JSONDocument) {
    tree = json_incref(other.tree)
  }

  deinit { persons_json_release(tree) }

  private static func failure(
    _ error: json_error_t, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Failure {
    var error = error
    let offset = min(max(Int(error.position), 0), bytes.count)
    switch json_error_code(UInt32(persons_json_error_code(&error))) {
    case json_error_invalid_utf8:
      return Failure(
        .invalid, "invalid_utf8", "The JSON text is not valid UTF-8.", offset: offset)
    case json_error_duplicate_key:
      return Failure(
        .invalid, "duplicate_key", "A key stands twice in one JSON object.",
        field: key(in: bytes, endingAt: offset), offset: offset)
    case json_error_null_character, json_error_null_byte_in_key:
      return Failure(
        .invalid, "malformed_json", "The character U+0000 is not allowed in a JSON text here.",
        offset: offset)
    case json_error_numeric_overflow:
      return Failure(
        .invalid, "malformed_json",
        "A number is too large: integers are 64 bits, others are doubles. Send it as a string.",
        offset: offset)
    case json_error_out_of_memory:
      return .noMemory
    default:
      return Failure(.invalid, "malformed_json", "The text is not valid JSON.", offset: offset)
    }
  }

  /// The key that jansson had read when it stopped at `offset`: the string that ends there.
  private static func key(
    in bytes: UnsafeBufferPointer<UInt8>, endingAt offset: Int
  ) -> String? {
    let quote = UInt8(ascii: "\"")
    guard let end = bytes[..<offset].lastIndex(of: quote),
      let start = bytes[..<end].lastIndex(of: quote), end - start <= 100
    else { return nil }
    return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
  }

  /// Whether there are no more values than `limit`, each behind a comma or an opening bracket.
  private static func hasAtMost(_ limit: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > limit else { return true }
    var values = 0
    forEachOutsideStrings(bytes) { _, byte in
      if byte == UInt8(ascii: ",") || byte | 0x20 == UInt8(ascii: "{") { values += 1 }
      return values <= limit
    }
    return values <= limit
  }

  /// The offset of the bracket that goes deeper than the bound, nil when none does.
  private static func offsetBelowDeepest(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var openings = 0
    for byte in bytes where byte | 0x20 == UInt8(ascii: "{") { openings += 1 }
    guard openings > JSONBounds.depth else { return nil }
    var depth = 0
    var found: Int?
    forEachOutsideStrings(bytes) { offset, byte in
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth > JSONBounds.depth { found = offset }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      return found == nil
    }
    return found
  }

  /// Calls `body` with each byte that is not in a string, and its offset, until it returns false.
  @inline(__always)
  private static func forEachOutsideStrings(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, UInt8) -> Bool
  ) {
    var inString = false
    var escaped = false
    for (offset, byte) in bytes.enumerated() {
      if !inString {
        if byte == UInt8(ascii: "\"") {
          inString = true
        } else if !body(offset, byte) {
          return
        }
      } else if escaped {
        escaped = false
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else if byte == UInt8(ascii: "\"") {
        inString = false
      }
    }
  }
}
