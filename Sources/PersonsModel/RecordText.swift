// SPDX-License-Identifier: Apache-2.0
//
// A record as it is stored, looked at without parsing: where each attribute's JSON text begins and
// ends. Reads copy these pieces into their results.

internal import Glibc
package import PersonsJSON
internal import PersonsText

/// A view of a stored record. Valid as long as its bytes.
package struct RecordText {
  package let bytes: UnsafeBufferPointer<UInt8>
  /// The value of each attribute as JSON text, quotes included; empty where there is none.
  private var values = InlineArray<10, Place>(repeating: Place())
  private var customFieldsStart = 0

  /// Where a value stands; small, because there are ten of them in every view.
  private struct Place {
    var start: UInt32 = 0
    var count: UInt32 = 0
  }

  /// Finds the attributes in `{"personId":"…",…,"customFields":{…}}`.
  ///
  /// - Throws: `damaged_record` when the text is not one that we wrote.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    self.bytes = bytes
    let end = bytes.count - 1
    guard end > 0, end <= UInt32.max, bytes[0] == UInt8(ascii: "{"),
      bytes[end] == UInt8(ascii: "}")
    else { throw .corruptRecord("A record") }
    var index = 1
    var next = 0
    while index < end {
      if index > 1 {
        guard bytes[index] == UInt8(ascii: ",") else { throw .corruptRecord("A record") }
        index += 1
      }
      var start: Int?
      while start == nil, let attribute = Attribute(rawValue: next) {
        start = RecordText.skip(attribute.member, in: bytes, at: index)
        next += 1
      }
      if let start {
        guard let after = RecordText.endOfString(in: bytes, at: start), after <= end else {
          throw .corruptRecord("A record")
        }
        values[next - 1] = Place(
          start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: after - start)
        )
        index = after
      } else {
        // Behind the attributes stand the custom fields, and then nothing.
        guard let start = RecordText.skip("\"customFields\":", in: bytes, at: index), start < end
        else { throw .corruptRecord("A record") }
        customFieldsStart = start
        return
      }
    }
  }

  /// The identifier in a record, which begins with it.
  ///
  /// - Throws: `damaged_record` when the text does not begin as one that we wrote.
  package static func personId(
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Failure) -> String {
    guard let start = skip("{\"personId\":", in: bytes, at: 0),
      let end = endOfString(in: bytes, at: start)
    else { throw .corruptRecord("A record") }
    return try string(UnsafeBufferPointer(rebasing: bytes[start..<end]))
  }

  /// The text of a JSON string.
  private static func string(_ json: UnsafeBufferPointer<UInt8>) throws(Failure) -> String {
    if find(UInt8(ascii: "\\"), in: json, from: 0) == nil, json.count >= 2 {
      return String(decoding: json[1..<(json.count - 1)], as: UTF8.self)
    }
    return try JSONDocument(json, isOurs: true).root.string
  }

  /// The JSON text of an attribute, nil when the person has none.
  package func json(_ attribute: Attribute) -> UnsafeBufferPointer<UInt8>? {
    let place = values[attribute.rawValue]
    guard place.count > 0, let base = bytes.baseAddress else { return nil }
    return UnsafeBufferPointer(start: base + Int(place.start), count: Int(place.count))
  }

  /// The value of an attribute, nil when the person has none.
  package func string(_ attribute: Attribute) -> String? {
    guard let json = json(attribute) else { return nil }
    if let plain = plain(attribute) { return String(decoding: plain, as: UTF8.self) }
    return try? JSONDocument(json, isOurs: true).root.string
  }

  /// Whether an attribute has a value; `comparable` is in the form in which it is compared.
  package func has(_ attribute: Attribute, _ comparable: String) -> Bool {
    if let plain = plain(attribute) {
      if attribute.isCaseless { return isCaselessEqual(plain, comparable) }
      if attribute == .phoneNumber { return isPhoneEqual(plain, comparable) }
    }
    return string(attribute).map { attribute.comparable($0).isSame(as: comparable) } ?? false
  }

  /// The value of an attribute as it stands in the text, nil when there is an escape in it.
  package func plain(_ attribute: Attribute) -> UnsafeBufferPointer<UInt8>? {
    guard let json = json(attribute), json.count >= 2 else { return nil }
    let inner = UnsafeBufferPointer(rebasing: json[1..<(json.count - 1)])
    return RecordText.find(UInt8(ascii: "\\"), in: inner, from: 0) == nil ? inner : nil
  }

  /// The JSON text of the custom fields, nil when the person has none.
  package var customFields: UnsafeBufferPointer<UInt8>? {
    customFieldsStart == 0
      ? nil : UnsafeBufferPointer(rebasing: bytes[customFieldsStart..<(bytes.count - 1)])
  }

  /// The place behind `member` when that is what stands at `index`.
  private static func skip(
    _ member: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    let length = member.utf8CodeUnitCount
    guard index + length <= bytes.count, let base = bytes.baseAddress,
      memcmp(base + index, member.utf8Start, length) == 0
    else { return nil }
    return index + length
  }

  /// The place behind the string that begins at `index`.
  private static func endOfString(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    var start = index + 1
    while let quote = RecordText.find(UInt8(ascii: "\""), in: bytes, from: start) {
      // A quote behind an odd number of backslashes belongs to the string.
      var backslashes = 0
      while quote - backslashes > start, bytes[quote - backslashes - 1] == UInt8(ascii: "\\") {
        backslashes += 1
      }
      if backslashes % 2 == 0 { return quote + 1 }
      start = quote + 1
    }
    return nil
  }

  private static func find(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from index: Int
  ) -> Int? {
    guard index < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + index, Int32(byte), bytes.count - index)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
