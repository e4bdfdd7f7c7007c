// SPDX-License-Identifier: Apache-2.0
//
// The headers of a request that mean something here. They stay where the caller has them until one is asked for.

internal import PersonsDirectory
internal import PersonsJSON

struct RequestHeaders {
  /// These may stand once only: who reads the first and who reads the last would see different requests.
  private enum Name: Int, CaseIterable {
    case authorization, organizationSlug, contentType, accept, idempotencyKey
    case contentLength, transferEncoding, host

    /// The header of this name; nil when it is none of ours.
    init?(_ name: RequestText) {
      for own in Name.allCases where RequestHeaders.isSame(name, own.text) {
        self = own
        return
      }
      return nil
    }

    /// In small letters.
    var text: StaticString {
      switch self {
      case .authorization: "authorization"
      case .organizationSlug: "organizationslug"
      case .contentType: "content-type"
      case .accept: "accept"
      case .idempotencyKey: "idempotency-key"
      case .contentLength: "content-length"
      case .transferEncoding: "transfer-encoding"
      case .host: "host"
      }
    }
  }

  /// A value that is longer is refused. The longest that any program sends, a token, has a few hundred bytes.
  private static let maxValueBytes = 8 << 10

  /// One for each name.
  private var values = InlineArray<8, RequestText?>(repeating: nil)

  /// Reads the headers, which must outlive this.
  init(_ headers: HeaderList) throws(Failure) {
    try headers.forEach { (name, value) throws(Failure) in
      guard let name = Name(name) else { return }
      guard values[name.rawValue] == nil else { throw .badHeader(name.text, "is given twice") }
      let bytes = HeaderList.bytes(value, atMost: RequestHeaders.maxValueBytes)
      guard bytes.count <= RequestHeaders.maxValueBytes else {
        throw .badHeader(name.text, "is over the bound of 8 KiB")
      }
      guard RequestHeaders.isUTF8(bytes) else {
        throw .badHeader(name.text, "is not valid UTF-8")
      }
      values[name.rawValue] = bytes
    }
  }

  private static func isUTF8(_ bytes: RequestText) -> Bool {
    bytes.reduce(0) { $0 | $1 } < 0x80 || String(validating: bytes, as: UTF8.self) != nil
  }

  /// Whether a text is this one, which is in small letters. Letters of ASCII are the same in both cases.
  private static func isSame(_ text: RequestText, _ small: StaticString) -> Bool {
    let small = UnsafeBufferPointer(start: small.utf8Start, count: small.utf8CodeUnitCount)
    return text.count == small.count
      && text.elementsEqual(small) { byte, small in
        byte == small || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == small)
      }
  }

  private func bytes(_ name: Name) -> RequestText? { values[name.rawValue] }

  private func value(_ name: Name) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bearer's token; nil without an Authorization.
  func token() throws(Failure) -> String? {
    guard let value = bytes(.authorization) else { return nil }
    guard let token = RequestHeaders.bearerToken(value) else { throw .invalidAuthorization }
    return token
  }

  /// The token in "Bearer TOKEN"; nil for every other text.
  private static func bearerToken(_ bytes: RequestText) -> String? {
    let scheme = UnsafeBufferPointer(rebasing: bytes.prefix { $0 != 0x20 })
    let token = UnsafeBufferPointer(rebasing: bytes[scheme.count...].drop { $0 == 0x20 })
    guard isSame(scheme, "bearer"), !token.isEmpty, token.count <= 1024,
      token.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return String(decoding: token, as: UTF8.self)
  }

  /// What makes a write safe to send again.
  var idempotencyKey: String? { value(.idempotencyKey) }

  var organizationSlug: String? { value(.organizationSlug) }

  /// Whether persons are wanted with everything that we keep.
  var wantsEverything: Bool {
    let wanted = MediaType.completeJSON.rawValue
    guard let bytes = bytes(.accept), bytes.count >= wanted.utf8.count else { return false }
    let value = String(decoding: bytes, as: UTF8.self)
    return value.lowercased().utf8.split(separator: UInt8(ascii: ",")).contains { part in
      let words = part.split(separator: UInt8(ascii: ";")).map {
        String(Substring($0)).filter { $0 != " " }
      }
      return words.first == wanted && !words.contains("q=0")
    }
  }

  /// Throws unless the body can be JSON. curl -d says that it is a form, which no JSON is.
  func checkIsJSON() throws(Failure) {
    guard let value = value(.contentType), !value.isEmpty, value != MediaType.json.rawValue else {
      return
    }
    let parts = value.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
    let isJSON =
      [
        MediaType.json.rawValue, MediaType.completeJSON.rawValue,
        "application/x-www-form-urlencoded",
      ]
      .contains(parts.first ?? "")
    let isUTF8 = parts.dropFirst().allSatisfy {
      !$0.hasPrefix("charset=") || ["charset=utf-8", "charset=\"utf-8\""].contains($0)
    }
    guard isJSON, isUTF8 else {
      throw Failure(
        .invalid, "unsupported_media_type",
        "The body must be JSON in UTF-8: Content-Type: application/json.", field: "Content-Type")
    }
  }
}

extension Failure {
  /// A header, by its name in small letters, that is refused whatever the request is.
  fileprivate static func badHeader(_ name: StaticString, _ problem: String) -> Failure {
    .badHeader(name.description, "The header \"\(name)\" \(problem).")
  }
}
