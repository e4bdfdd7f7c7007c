// SPDX-License-Identifier: Apache-2.0
//
// A member put into a JSON text that is passed on as it was written.

/// The text of a JSON object with a further string at its beginning; nil when it is no object, or has the key.
package func object(
  _ text: UnsafeBufferPointer<UInt8>, adding key: String, _ value: String
) -> [UInt8]? {
  guard let root = (try? JSONDocument(text))?.root, root.kind == .object, root[key] == nil,
    let start = text.firstIndex(of: UInt8(ascii: "{"))
  else { return nil }
  var member = TextBuffer()
  member.append("{")
  member.appendJSON(key)
  member.append(":")
  member.appendJSON(value)
  if root.count > 0 { member.append(",") }
  return member.withBytes(Array.init) + text[(start + 1)...]
}
