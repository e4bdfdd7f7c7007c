// SPDX-License-Identifier: Apache-2.0
//
// One request answered: its target and headers read, its route found, its bearer let in, its call made, its failure
// told in the manner of the route.

package import PersonsDirectory
package import PersonsJSON

package struct Service {
  private let directory: any Directory

  /// Answers for a directory that its owner opened.
  package init(_ directory: any Directory) { self.directory = directory }

  /// Appends the body of the reply.
  package func respond(_ request: ServiceRequest, into text: inout TextBuffer) -> ServiceReply {
    var dialect: Dialect?
    do throws(Failure) {
      guard request.target.utf8.count <= RequestTarget.maxBytes else {
        throw Failure(
          .tooLarge, "target_too_long", "The request target is over the bound of 8 KiB.")
      }
      let target = try RequestTarget(request.target)
      let headers = try RequestHeaders(request.headers)
      if let reply = try openReply(request, target, into: &text) { return reply }
      let (route, identifier) = try Service.route(request.method, target.path)
      dialect = route.dialect
      return try reply(request, target, headers, route, identifier, into: &text)
    } catch {
      text.shorten(to: 0)
      return (dialect ?? Service.dialect(of: request.target)).reply(to: error, into: &text)
    }
  }

  /// How to tell a failure before the route is found.
  private static func dialect(of target: String) -> Dialect {
    if target.hasPrefix("/persons/") { return .travtus }
    let first = target.dropFirst().prefix { $0 != "/" && $0 != "?" }
    return first == "person" || first == "search" ? .gatsby : .ours
  }

  /// The route of a method and path, and the identifier in the path.
  private static func route(
    _ method: String, _ path: ArraySlice<UInt8>
  ) throws(Failure) -> (Route, identifier: String) {
    // The server leaves out the body of the reply to a HEAD.
    let method = method == "HEAD" ? "GET" : method
    for route in Route.all where route.method == method {
      if let identifier = route.identifier(in: path) { return (route, identifier) }
    }
    let others = Route.all.filter { $0.identifier(in: path) != nil }
    throw others.isEmpty ? .routeNotFound : .notAllowed(others.map(\.method))
  }

  // MARK: Routes without a bearer

  private func openReply(
    _ request: ServiceRequest, _ target: RequestTarget, into text: inout TextBuffer
  ) throws(Failure) -> ServiceReply? {
    let isHealth = target.path.elementsEqual("/healthz".utf8)
    guard isHealth || target.path.elementsEqual("/openapi.json".utf8) else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else { throw .notAllowed(["GET"]) }
    if isHealth {
      // Whoever can read one page of the file can read the file.
      var page = TextBuffer()
      try directory.listOrganizations(Page(nil), into: &page)
      text.append("{\"status\":\"ok\"}")
    } else {
      text.append(openAPIDescription)
    }
    return ServiceReply(200)
  }

  // MARK: Routes with a bearer

  private func reply(
    _ request: ServiceRequest, _ target: RequestTarget, _ headers: RequestHeaders, _ route: Route,
    _ identifier: String, into text: inout TextBuffer
  ) throws(Failure) -> ServiceReply {
    guard let token = try headers.token() else { throw .missingAuthorization }
    let slug = headers.organizationSlug
    let isComplete = headers.wantsEverything
    let seen = try directory.bearing(
      token: token, organization: slug, showsEverything: isComplete || route.dialect == .ours)
    guard route.dialect != .gatsby || slug != nil || isComplete else {
      throw Failure(
        .invalid, "missing_header", "Missing required header: organizationSlug",
        field: "organizationSlug")
    }
    guard route.hasBody || request.body.isEmpty else {
      throw Failure(.invalid, "invalid_request", "A request of this method has no body.")
    }
    if route.hasBody { try headers.checkIsJSON() }
    guard route.hasParameters || target.parameters.isEmpty else {
      throw Failure(
        .invalid, "unknown_key", "This route has no parameters.",
        field: target.parameters.first.map { String($0.name.prefix(100)) })
    }
    let input = RouteInput(
      identifier: identifier, parameters: target.parameters, text: request.body,
      idempotencyKey: route.isKeyed ? headers.idempotencyKey : nil)
    try route.answer(seen, input, &text)
    if let failure = text.failure { throw failure }
    let isPerson = isComplete && route.dialect == .gatsby
    return ServiceReply(route.success, isPerson ? .completeJSON : .json)
  }
}
