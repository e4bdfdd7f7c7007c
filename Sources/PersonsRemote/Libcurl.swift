// SPDX-License-Identifier: Apache-2.0
//
// libcurl as the rest of the client uses it: loaded when the first location of a service is opened, and what it knows
// about URLs without a connection.

internal import CCurl
internal import Glibc
internal import PersonsJSON

enum Libcurl {
  /// Its functions, once they were loaded, which is tried once; nil without libcurl. The pointer is never released.
  nonisolated(unsafe) static let functions: UnsafePointer<persons_curl>? = {
    let curl = UnsafeMutablePointer<persons_curl>.allocate(capacity: 1)
    curl.initialize(to: persons_curl())
    return persons_curl_load(curl) != 0 ? UnsafePointer(curl) : nil
  }()

  /// Its functions, or the error of a location that needs them.
  static func loaded() throws(Failure) -> UnsafePointer<persons_curl> {
    guard let functions else {
      throw Failure(
        .unsupported, "no_libcurl",
        "Remote locations need libcurl.so.4, which is not installed (Debian: libcurl4).",
        field: "location")
    }
    return functions
  }

  /// A text as a part of a path or query: every byte but letters, digits and - . _ ~ as %XX.
  static func escaped(_ text: String) throws(Failure) -> String {
    let curl = try loaded()
    var text = text
    let escaped = text.withUTF8 { bytes in
      bytes.isEmpty
        ? nil : persons_curl_escape(curl, bytes.baseAddress, CInt(clamping: bytes.count))
    }
    guard let escaped else {
      if text.isEmpty { return "" }
      throw .noMemory
    }
    defer { persons_curl_free_text(curl, escaped) }
    return String(cString: escaped)
  }
}

/// A URL in the parts that libcurl finds in it: what is judged is what will be asked.
struct ServiceAddress {
  let isHTTPS: Bool
  /// An IPv6 address stands in brackets. Numbers that libcurl takes for an IPv4 address are written as one.
  private let host: String
  /// The whole as libcurl writes it.
  let url: String

  /// nil for a text that is no address of a service: without a host, or with a user or a query.
  init?(_ location: String) throws(Failure) {
    let curl = try Libcurl.loaded()
    guard let parts = persons_curl_make_url(curl) else { throw .noMemory }
    defer { persons_curl_free_url(curl, parts) }
    let code = persons_curl_read_url(curl, parts, location, CUnsignedInt(CURLU_DISALLOW_USER))
    guard code != CURLUE_OUT_OF_MEMORY else { throw .noMemory }
    func part(_ part: CURLUPart) -> String? {
      guard let text = persons_curl_url_part(curl, parts, part) else { return nil }
      defer { persons_curl_free_text(curl, text) }
      return String(cString: text)
    }
    guard code == CURLUE_OK, part(CURLUPART_QUERY) == nil,
      let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST),
      let url = part(CURLUPART_URL)
    else { return nil }
    isHTTPS = scheme == "https"
    self.host = host
    self.url = url
  }

  /// Whether what is sent there stays on this machine.
  var isLoopback: Bool {
    var address = in_addr()
    let isIPv4 = inet_pton(AF_INET, host, &address) == 1
    return host == "localhost" || host == "[::1]"
      || (isIPv4 && UInt32(bigEndian: address.s_addr) >> 24 == 127)
  }
}
