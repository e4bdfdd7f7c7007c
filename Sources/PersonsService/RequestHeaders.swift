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
    for (index, header) in self.headers.enumerated()
    where RequestHeaders.single.contains(header.name) {
      guard !self.headers[..<index].contains(where: { $0.name == header.name }) else {
        throw .badHeader(header.name, "The header \"\(header.name)\" is given twice.")
      }
    }
  }

  private func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The bearer's token; nil without an Authorization.
  func token() throws(Failure) -> String? {
    guard let value = value("authorization") else { return nil }
    let bytes = Array(value.utf8)
    let space = bytes.firstIndex(of: 0x20) ?? bytes.count
    let scheme = bytes[..<space].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let token = bytes[space...].drop { $0 == 0x20 }
    guard scheme.elementsEqual("bearer".utf8), !token.isEmpty, token.count <= 1024,
      token.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw .invalidAuthorization }
    return String(decoding: token, as: UTF8.self)
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
    guard let value = value("content-type"), !value.isEmpty, value != ServiceReply.json else {
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
