// SPDX-License-Identifier: Apache-2.0
//
// The headers of a request: a JSON array of pairs of strings.

internal import PersonsDirectory
internal import PersonsJSON
internal import PersonsService

/// Reads the pairs.
func headerPairs(_ text: RequestText?) throws(Failure) -> [Header] {
  guard let text else { return [] }
  if let plain = PlainPairs.read(text) { return plain }
  let invalid = Failure(
    .invalid, "invalid_value", "\"headers\" must be a JSON array of pairs of strings.",
    field: "headers")
  let root = try JSONDocument(text).root
  guard root.kind == .array else { throw invalid }
  var headers: [Header] = []
  try root.forEachElement { (_, pair) throws(Failure) in
    var strings: [String] = []
    guard pair.kind == .array else { throw invalid }
    try pair.forEachElement { (_, value) throws(Failure) in
      guard value.kind == .string else { throw invalid }
      strings.append(value.string)
    }
    guard strings.count == 2 else { throw invalid }
    headers.append((strings[0], strings[1]))
  }
  return headers
}

/// Pairs that a server writes at every request: printable ASCII without escapes, and no blanks between. A tree of
/// JSON values for them would cost a quarter of the time of a find.
private struct PlainPairs {
  private var rest: Slice<UnsafeBufferPointer<UInt8>>

  /// The pairs; nil when they are written in another way, or not at all.
  static func read(_ text: RequestText) -> [Header]? {
    var reader = PlainPairs(rest: text[...])
    var headers: [Header] = []
    guard reader.skip("[") else { return nil }
    repeat {
      guard reader.skip("["), let name = reader.string(), reader.skip(","),
        let value = reader.string(), reader.skip("]")
      else { return nil }
      headers.append((name, value))
    } while reader.skip(",")
    return reader.skip("]") && reader.rest.isEmpty ? headers : nil
  }

  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func string() -> String? {
    guard skip("\"") else { return nil }
    let text = rest.prefix { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    rest = rest.dropFirst(text.count)
    return skip("\"") ? String(decoding: text, as: UTF8.self) : nil
  }
}
