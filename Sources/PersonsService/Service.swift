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
    var dialect = Service.dialect(of: request.target)
    do throws(Failure) {
      guard request.target.utf8.count <= RequestTarget.mostBytes else {
        throw Failure(
          .tooLarge, "target_too_long", "The request target is over the bound of 8 KiB.")
      }
      let target = try RequestTarget(request.target)
      let headers = try RequestHeaders(request.headers)
      if let reply = try openReply(request, target, into: &text) { return reply }
      let found = Service.route(request.method, target.path)
      guard let route = found.route else {
        throw found.allowed.isEmpty ? .routeNotFound : .notAllowed(found.allowed)
      }
      dialect = route.dialect
      return try reply(request, target, headers, route, found.identifier, into: &text)
    } catch {
      text.shorten(to: 0)
      return dialect.reply(to: error, into: &text)
    }
  }

  /// What must be known to tell a failure before the route is found.
  private static func dialect(of target: String) -> Dialect {
    if target.hasPrefix("/persons/") { return .travtus }
    let first = target.dropFirst().prefix { $0 != "/" && $0 != "?" }
    return first == "person" || first == "search" ? .gatsby : .ours
  }

  /// The route of a method and path; without one, the methods that the path has.
  private static func route(
    _ method: String, _ path: [String]
  ) -> (route: Route?, identifier: String, allowed: [String]) {
    // The server leaves out the body of the reply to a HEAD.
    let method = method == "HEAD" ? "GET" : method
    var allowed: [String] = []
    for route in Route.all {
      guard let identifier = route.matches(path) else { continue }
      if route.method == method { return (route, identifier, []) }
      allowed.append(route.method)
    }
    return (nil, "", allowed)
  }

  // MARK: Routes without a bearer

  private func openReply(
    _ request: ServiceRequest, _ target: RequestTarget, into text: inout TextBuffer
  ) throws(Failure) -> ServiceReply? {
    guard target.path == ["healthz"] || target.path == ["openapi.json"] else { return nil }
    guard ["GET", "HEAD"].contains(request.method) else { throw .notAllowed(["GET"]) }
    if target.path == ["healthz"] {
      // Whoever can read one page of the file can read the file.
      var page = TextBuffer()
      try directory.listOrganizations(nil, into: &page)
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
    let parameters = try route.json(target.parameters)
    try withBody(request, headers, route) { (body) throws(Failure) in
      let input = RouteInput(identifier: identifier, parameters: parameters, body: body)
      try route.answer(seen, input, &text)
    }
    if let failure = text.failure { throw failure }
    let isPerson = isComplete && route.dialect == .gatsby
    return ServiceReply(
      route.success, contentType: isPerson ? ServiceReply.completeJSON : ServiceReply.json)
  }
}

extension Service {
  /// Runs `answer` with the body, into which the header Idempotency-Key of a write is put.
  private func withBody(
    _ request: ServiceRequest, _ headers: RequestHeaders, _ route: Route,
    _ answer: (RequestText) throws(Failure) -> Void
  ) throws(Failure) {
    guard route.isKeyed, let key = headers.idempotencyKey else { return try answer(request.body) }
    // A group may be made without a body.
    let body = request.body.isEmpty ? Array("{}".utf8) : Array(request.body)
    let own = try body.withUnsafeBufferPointer { bytes in
      Result { () throws(Failure) in try JSONDocument(bytes).root["idempotencyKey"] }
    }.get()
    // Even null: what stands there would hide the header's.
    if let own, own.kind != .string || !own.string.utf8.elementsEqual(key.utf8) {
      throw .badHeader(
        "Idempotency-Key", "The header \"Idempotency-Key\" and the body have different keys.")
    }
    guard let keyed = body.withUnsafeBufferPointer({ object($0, adding: "idempotencyKey", key) })
    else { return try answer(request.body) }
    let result = keyed.withUnsafeBufferPointer { bytes in
      Result { () throws(Failure) in try answer(bytes) }
    }
    try result.get()
  }
}

extension Route {
  /// The parameters of a request as the JSON of the call.
  fileprivate func json(
    _ parameters: [RequestTarget.Parameter]
  ) throws(Failure) -> String {
    var text = TextBuffer()
    text.append("{")
    for parameter in parameters {
      let (name, value) = (parameter.name, parameter.value)
      text.appendSeparator()
      text.appendJSON(name)
      text.append(":")
      let isInteger = integers.contains(name) && Int64(value) != nil && value.utf8.first != 0x2B
      let isBoolean = name == "highlight" && (value == "true" || value == "false")
      if isInteger, let number = Int64(value) {
        text.append(decimal: number)
      } else if isBoolean {
        text.append(string: value)
      } else if name == "group_ids" || name == "groups_external_refs" {
        text.append("[")
        for group in parameter.parts {
          text.appendSeparator()
          text.appendJSON(group)
        }
        text.append("]")
      } else {
        text.appendJSON(value)
      }
    }
    text.append("}")
    return try text.text()
  }
}
