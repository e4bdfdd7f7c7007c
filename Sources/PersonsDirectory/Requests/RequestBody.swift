// SPDX-License-Identifier: Apache-2.0
//
// The JSON of a request that writes, read once, with the key that makes it safe to send again.

package import PersonsJSON
internal import PersonsSystem

package struct RequestBody {
  /// As it was given: what a remote directory sends on. Valid during the call.
  package let text: RequestText
  package let document: JSONDocument
  /// The idempotency key that was given beside the text.
  private let key: String?

  /// Reads a request; an absent one is an empty object.
  package init(_ text: RequestText?, idempotencyKey key: String? = nil) throws(Failure) {
    self.text = text ?? RequestBody.empty
    document = try JSONDocument(self.text)
    self.key = key
  }

  /// The text with further members at its beginning, but for those whose keys it has.
  package func text(adding members: [(key: String, value: String)]) -> [UInt8] {
    let root = document.root
    let new = members.filter { root[$0.key] == nil }
    guard root.kind == .object, !new.isEmpty, let start = text.firstIndex(of: UInt8(ascii: "{"))
    else { return Array(text) }
    var beginning = TextBuffer()
    beginning.append("{")
    for member in new { beginning.appendMember(member.key, ifPresent: member.value) }
    if root.count > 0 { beginning.append(",") }
    return beginning.withBytes(Array.init) + text[(start + 1)...]
  }

  private static var empty: RequestText {
    let text: StaticString = "{}"
    return UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  func reader(keys: [String], readOnly: [String] = []) throws(Failure) -> ObjectReader {
    try ObjectReader(document.root, keys: keys + ["idempotencyKey"], readOnly: readOnly)
  }

  /// What keeps the call from being made twice; nil when no key was given.
  ///
  /// - Parameters:
  ///   - reader: of this body.
  ///   - target: what the call names besides its request, such as a person's identifier.
  func idempotency(
    _ call: String, _ reader: ObjectReader, target: String = ""
  ) throws(Failure) -> Idempotency? {
    var given = key
    if given == nil { given = try reader.string("idempotencyKey") }
    guard let key = given else { return nil }
    try checkIdentifier(key, "idempotencyKey")
    return Idempotency(
      key: key,
      requestHash: SHA256.hash(
        Array(call.utf8) + [0] + Array(target.utf8) + [0] + (try textWithoutKey())))
  }

  /// The request as compact text without the key, which may stand in it or beside it.
  private func textWithoutKey() throws(Failure) -> [UInt8] {
    var text = TextBuffer()
    try document.root.forEachMember { (bytes, value) throws(Failure) in
      let key = String(decoding: bytes, as: UTF8.self)
      guard !isSameKey("idempotencyKey", key) else { return }
      text.appendKey(key)
      try text.append(value, field: key)
    }
    if let failure = text.failure { throw failure }
    return text.withBytes(Array.init)
  }
}

/// A write as its idempotency key sees it.
package struct Idempotency: Sendable {
  let key: String
  /// SHA-256 of the call and all that was given to it.
  let requestHash: [UInt8]
}
