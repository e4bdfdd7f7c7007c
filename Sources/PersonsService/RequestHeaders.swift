// SPDX-License-Identifier: Apache-2.0
//
// The headers of a request that mean something here.

internal import PersonsJSON

struct RequestHeaders {
  private let headers: [Header]

  /// These may stand once only: who reads the first and who reads the last would see different requests.
  private static let single = [
    "authorization", "organizationslug", "content-type", "content-length", "transfer-encoding",
    "host", "accept",
  ]

  init(_ headers: [Header]) throws(Failure) {
    self.headers = headers.map { (name: $0.name.lowercased(), value: $0.value) }
    for name in RequestHeaders.single {
      guard self.headers.count(where: { $0.name == name }) <= 1 else {
        throw .badHeader(name, "The header \"\(name)\" is given twice.")
      }
    }
  }

  private func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The bearer's token; nil without an Authorization.
  func token() throws(Failure) -> String? {
    guard let value = value("authorization") else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .invalidAuthorization }
    let token = parts[1].drop { $0 == " " }
    guard !token.isEmpty, token.utf8.count <= 1024,
      token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw .invalidAuthorization }
    return String(token)
  }

  var organizationSlug: String? { value("organizationslug") }

  /// Whether persons are wanted with everything that we keep.
  var wantsEverything: Bool {
    value("accept")?.lowercased().utf8.split(separator: UInt8(ascii: ",")).contains { part in
      let words = part.split(separator: UInt8(ascii: ";")).map {
        String(Substring($0)).filter { $0 != " " }
      }
      return words.first == ServiceReply.completeJSON && !words.contains("q=0")
    } ?? false
  }

  /// Throws unless the body can be JSON. curl -d says that it is a form, which no JSON is.
  func checkIsJSON() throws(Failure) {
    guard let value = value("content-type"), !value.isEmpty else { return }
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
