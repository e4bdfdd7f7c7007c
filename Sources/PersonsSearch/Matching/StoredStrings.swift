// SPDX-License-Identifier: Apache-2.0
//
// The strings in a stored JSON value, found without building a tree. The text is our own and compact: a string
// with a colon behind it is a key, any other is a value.

internal import PersonsJSON

enum StoredStrings {
  /// Calls `body` with each string value in `json`, in UTF-8 and without quotes.
  ///
  /// - Throws: `damaged_record` when a string does not end.
  static func forEach(
    in json: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var index = 0
    while index < json.count {
      guard json[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let start = index + 1
      var end = start
      var isEscaped = false
      while end < json.count, json[end] != UInt8(ascii: "\"") {
        if json[end] == UInt8(ascii: "\\") {
          isEscaped = true
          end += 1
        }
        end += 1
      }
      guard end < json.count else { throw .corruptRecord("A record") }
      index = end + 1
      if index < json.count, json[index] == UInt8(ascii: ":") { continue }
      if isEscaped {
        let quoted = UnsafeBufferPointer(rebasing: json[(start - 1)...end])
        var text = try JSONDocument(quoted, isOurs: true).root.string
        var failure: Failure?
        text.withUTF8 { bytes in
          do throws(Failure) { try body(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
      } else {
        try body(UnsafeBufferPointer(rebasing: json[start..<end]))
      }
    }
  }
}
