// SPDX-License-Identifier: Apache-2.0
//
// Where a service is, and how it is spoken to: the location and the options of persons_open.

internal import PersonsDirectory
internal import PersonsJSON

/// A service that answers over HTTP.
enum RemoteService: String {
  /// libpersons itself, behind personsd or another server.
  case persons
  case gatsby
  case travtus
}

struct RemoteOptions {
  /// Without a slash at its end.
  let base: String
  let service: RemoteService
  let token: String
  /// The organization's slug; Gatsby wants one.
  let organization: String?
  /// How long a call may take, with all that is tried again.
  let timeoutMilliseconds: Int64
  /// A file of certificates to trust besides the system's.
  let certificates: String?

  init(_ location: String, _ text: RequestText?) throws(Failure) {
    let request = try ObjectReader(
      text,
      keys: ["organization", "token", "timeout_ms", "service", "ca_file", "allow_http"])
    service =
      try request.choice("service", of: ["persons", "gatsby", "travtus"])
      .flatMap(RemoteService.init(rawValue:)) ?? .persons
    token = try RemoteOptions.token(try request.string("token"))
    let organization = try request.string("organization")
    if let organization {
      try checkSlug(organization, "organization")
    } else if service == .gatsby {
      throw Failure(
        .invalid, "missing_field", "\"organization\" is required: the service wants its slug.",
        field: "organization")
    }
    self.organization = organization
    timeoutMilliseconds = try request.integer("timeout_ms", in: 1...86_400_000, default: 30_000)
    certificates = try request.string("ca_file")
    base = try RemoteOptions.base(
      location, allowsHTTP: try request.boolean("allow_http", default: false))
  }

  /// A header ends where its line does: what holds anything but visible ASCII never gets there.
  private static func token(_ token: String?) throws(Failure) -> String {
    guard let token, !token.isEmpty else { throw .missingAuthorization }
    guard token.utf8.count <= 8192, token.utf8.allSatisfy({ $0 >= 0x21 && $0 <= 0x7E }) else {
      throw .invalidValue("token", "The token holds a byte that no token has.")
    }
    return token
  }

  private static func base(_ location: String, allowsHTTP: Bool) throws(Failure) -> String {
    let invalid = Failure(
      .invalid, "invalid_value",
      "The location must be an address such as https://example.org/api, without user, query and fragment.",
      field: "location")
    // libcurl leaves out an empty fragment, and takes one slash or three for two.
    guard location.utf8.count <= 2048,
      location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"#\\\"<>".utf8.contains($0) }),
      !location.hasPrefix("https:///"), !location.hasPrefix("http:///"),
      let address = try ServiceAddress(location)
    else { throw invalid }
    guard address.isHTTPS || allowsHTTP || address.isLoopback else {
      throw Failure(
        .invalid, "insecure_location",
        "A token is not sent without encryption. Use https, or set \"allow_http\" where the network is yours.",
        field: "location")
    }
    var base = address.url
    while base.hasSuffix("/") { base.removeLast() }
    return base
  }
}
