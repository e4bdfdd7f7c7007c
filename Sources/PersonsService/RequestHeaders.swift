// SPDX-License-Identifier: Apache-2.0
//
// The headers of a request that mean something here.

internal import PersonsJSON

struct RequestHeaders {
  /// These may stand once only: who reads the first and who reads the last would see different requests.
  private enum Name: Int, CaseIterable {
    case authorization, organizationSlug, contentType, accept, idempotencyKey
    case contentLength, transferEncoding, host

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

    /// Letters of ASCII are the same in both cases.
    func matches(_ name: String) -> Bool {
      let own = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      return own.count == name.utf8.count
        && zip(own, name.utf8).allSatisfy { small, byte in
          small == byte || (byte >= 0x41 && byte <= 0x5A && small == byte | 0x20)
        }
    }
  }

  private var values = [String?](repeating: nil, count: Name.allCases.count)

  init(_ headers: [Header]) throws(Failure) {
    for header in headers {
      guard let name = Name.allCases.first(where: { $0.matches(header.name) }) else { continue }
      guard value(name) == nil else {
        let name = name.text.description
        throw .badHeader(name, "The header \"\(name)\" is given twice.")
      }
      values[name.rawValue] = header.value
    }
  }

  private func value(_ name: Name) -> String? { values[name.rawValue] }

  /// The bearer's token; nil without an Authorization.
  func token() throws(Failure) -> String? {
    guard var value = value(.authorization) else { return nil }
    guard let token = value.withUTF8(RequestHeaders.bearerToken) else {
      throw .invalidAuthorization
    }
    return token
  }

  /// The token in "Bearer TOKEN"; nil for every other text.
  private static func bearerToken(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let scheme = bytes.prefix { $0 != 0x20 }
    let token = bytes[scheme.count...].drop { $0 == 0x20 }
    guard scheme.count == 6, zip(scheme, "bearer".utf8).allSatisfy({ $0 | 0x20 == $1 }),
      !token.isEmpty, token.count <= 1024, token.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return String(decoding: token, as: UTF8.self)
  }

  /// What makes a write safe to send again.
  var idempotencyKey: String? { value(.idempotencyKey) }

  var organizationSlug: String? { value(.organizationSlug) }

  /// Whether persons are wanted with everything that we keep.
  var wantsEverything: Bool {
    guard let value = value(.accept), value.utf8.count >= ServiceReply.completeJSON.utf8.count
    else { return false }
    return value.lowercased().utf8.split(separator: UInt8(ascii: ",")).contains { part in
      let words = part.split(separator: UInt8(ascii: ";")).map {
        String(Substring($0)).filter { $0 != " " }
      }
      return words.first == ServiceReply.completeJSON && !words.contains("q=0")
    }
  }

  /// Throws unless the body can be JSON. curl -d says that it is a form, which no JSON is.
  func checkIsJSON() throws(Failure) {
    guard let value = value(.contentType), !value.isEmpty, value != ServiceReply.json else {
      return
    }
    let parts = value.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
    let isJSON =
      [ServiceReply.json, ServiceReply.completeJSON, "application/x-www-form-urlencoded"]
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
