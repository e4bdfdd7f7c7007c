// SPDX-License-Identifier: Apache-2.0
//
// A record as it is stored, looked at without parsing: where each attribute's JSON text begins and
// ends. Reads copy these pieces into their results.

package import PersonsJSON

/// A view of a stored record. Valid as long as its bytes.
package struct RecordText {
  package let bytes: UnsafeBufferPointer<UInt8>
  /// The value of each attribute as JSON text, quotes included; empty where there is none.
  private var values = InlineArray<10, Range<Int>>(repeating: 0..<0)
  private var customFieldsRange = 0..<0

  /// Finds the attributes in `{"personId":"…",…,"customFields":{…}}`.
  ///
  /// - Throws: `damaged_record` when the text is not one that we wrote.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    self.bytes = bytes
    let end = bytes.count - 1
    guard end > 0, bytes[0] == UInt8(ascii: "{"), bytes[end] == UInt8(ascii: "}") else {
      throw .corruptRecord("A record")
    }
    var index = 1
    var next = 0
    while index < end {
      if index > 1 {
        guard bytes[index] == UInt8(ascii: ",") else { throw .corruptRecord("A record") }
        index += 1
      }
      if let start = RecordText.skip("customFields", in: bytes, at: index) {
        guard start < end else { throw .corruptRecord("A record") }
        customFieldsRange = start..<end
        return
      }
      var found = false
      while next < Attribute.count, !found {
        guard let attribute = Attribute(rawValue: next) else { break }
        if let start = RecordText.skip(attribute.key, in: bytes, at: index) {
          guard let after = RecordText.endOfString(in: bytes, at: start), after <= end else {
            throw .corruptRecord("A record")
          }
          values[next] = start..<after
          index = after
          found = true
        }
        next += 1
      }
      guard found else { throw .corruptRecord("A record") }
    }
  }

  /// The JSON text of an attribute, nil when the person has none.
  package func json(_ attribute: Attribute) -> UnsafeBufferPointer<UInt8>? {
    let range = values[attribute.rawValue]
    return range.isEmpty ? nil : UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// The value of an attribute, nil when the person has none.
  package func string(_ attribute: Attribute) -> String? {
    guard let json = json(attribute), json.count >= 2 else { return nil }
    let inner = UnsafeBufferPointer(rebasing: json[1..<json.count - 1])
    if !inner.contains(UInt8(ascii: "\\")) { return String(decoding: inner, as: UTF8.self) }
    return try? JSONDocument(json).root.string
  }

  /// The JSON text of the custom fields, nil when the person has none.
  package var customFields: UnsafeBufferPointer<UInt8>? {
    customFieldsRange.isEmpty ? nil : UnsafeBufferPointer(rebasing: bytes[customFieldsRange])
  }

  /// The place behind `"key":` when that is what stands at `index`.
  private static func skip(
    _ key: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    let length = key.utf8CodeUnitCount
    guard index + length + 3 <= bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    for offset in 0..<length where bytes[index + 1 + offset] != key.utf8Start[offset] { return nil }
    guard bytes[index + 1 + length] == UInt8(ascii: "\""),
      bytes[index + 2 + length] == UInt8(ascii: ":")
    else { return nil }
    return index + length + 3
  }

  /// The place behind the string that begins at `index`.
  private static func endOfString(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    var index = index + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index + 1
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }
}
