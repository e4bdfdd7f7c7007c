// SPDX-License-Identifier: Apache-2.0
//
// The routes: which call of the directory answers which method and path. docs/rest.md and the OpenAPI description
// have the same list, and a check compares them.

internal import PersonsDirectory
internal import PersonsJSON

/// What a route is given. It is decoded when the route asks for it, which knows as what.
struct RouteInput {
  /// The identifier in the path; empty where the route has none.
  let identifier: String
  let parameters: [RequestTarget.Parameter]
  /// The body, which may be empty.
  let text: RequestText
  /// The header Idempotency-Key.
  let idempotencyKey: String?

  func reader(_ keys: [String]) throws(Failure) -> ParameterReader {
    try ParameterReader(parameters, keys: keys)
  }

  /// The body of a write, with the key that the header brings.
  ///
  /// - Parameter mayBeAbsent: whether an empty body is an empty object.
  func body(mayBeAbsent: Bool = false) throws(Failure) -> RequestBody {
    let body = try RequestBody(
      mayBeAbsent && text.isEmpty ? nil : text, idempotencyKey: idempotencyKey)
    guard let idempotencyKey else { return body }
    // Even null: what stands there would hide the header's.
    if let own = body.document.root["idempotencyKey"],
      own.kind != .string || !own.string.utf8.elementsEqual(idempotencyKey.utf8)
    {
      throw .badHeader(
        "Idempotency-Key", "The header \"Idempotency-Key\" and the body have different keys.")
    }
    return body
  }
}

struct Route {
  /// Answers in a directory as the bearer of the token sees it.
  typealias Answer =
    @Sendable (
      _ directory: any Directory, _ input: RouteInput, _ text: inout TextBuffer
    ) throws(Failure) -> Void

  let method: String
  let dialect: Dialect
  let success: Int
  /// Whether a body only asks.
  private let isQuery: Bool
  let answer: Answer
  /// The path up to the identifier, or to a slash at its end.
  private let fixed: [UInt8]
  private let end: End

  /// How a path ends behind its fixed part.
  private enum End {
    case nothing, slashOrNothing, identifier

    /// Of the sign for it.
    var length: Int {
      switch self {
      case .nothing: 0
      case .slashOrNothing: 1
      case .identifier: 2
      }
    }
  }

  /// - Parameter path: "{}" at its end stands for an identifier. The slash at its end, which those of Travtus have, may
  ///   be missing in a request.
  init(
    _ method: String, _ path: String, dialect: Dialect, success: Int = 200, isQuery: Bool = false,
    answer: @escaping Answer
  ) {
    self.method = method
    self.dialect = dialect
    self.success = success
    self.isQuery = isQuery
    self.answer = answer
    end = path.hasSuffix("{}") ? .identifier : path.hasSuffix("/") ? .slashOrNothing : .nothing
    fixed = Array(path.utf8.dropLast(end.length))
  }

  /// Whether parameters are read at all.
  var hasParameters: Bool { method == "GET" && end != .identifier }
  var hasBody: Bool { method == "POST" || method == "PUT" }
  /// Whether a request may carry what makes it safe to send again.
  var isKeyed: Bool { hasBody && !isQuery }

  /// Whether the path leads here, and the identifier in it.
  func identifier(in path: ArraySlice<UInt8>) -> String? {
    guard path.starts(with: fixed) else { return nil }
    let rest = path.dropFirst(fixed.count)
    switch end {
    case .nothing: return rest.isEmpty ? "" : nil
    case .slashOrNothing: return rest.isEmpty || rest.elementsEqual("/".utf8) ? "" : nil
    case .identifier:
      guard !rest.isEmpty, !rest.contains(UInt8(ascii: "/")) else { return nil }
      return String(decoding: rest, as: UTF8.self)
    }
  }

  static let all: [Route] = travtus + gatsby + ours

  private static let travtus = [
    Route("POST", "/persons/find/", dialect: .travtus, isQuery: true) {
      (directory, input, text) throws(Failure) in
      try directory.find(FindRequest(input.text.isEmpty ? nil : input.text), into: &text)
    },
    Route("POST", "/persons/multiple/", dialect: .travtus) {
      (directory, input, text) throws(Failure) in
      try directory.upsert(UpsertRequest(input.body()), into: &text)
    },
  ]

  private static let gatsby = [
    Route("GET", "/person", dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.list(ListRequest(input.reader(ListRequest.keys)), into: &text)
    },
    Route("POST", "/person", dialect: .gatsby, success: 201) {
      (directory, input, text) throws(Failure) in
      try directory.create(CreateRequest(input.body()), into: &text)
    },
    Route("GET", "/person/{}", dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.get(input.identifier, into: &text)
    },
    Route("PUT", "/person/{}", dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      let body = try input.body()
      try requirePersonId(body.document.root)
      try directory.update(UpdateRequest(input.identifier, body), into: &text)
    },
    Route("DELETE", "/person/{}", dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.delete(input.identifier, into: &text)
    },
    Route("GET", "/search", dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.search(SearchRequest(input.reader(SearchRequest.keys)), into: &text)
    },
  ]

  private static let ours = [
    Route("GET", "/groups", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.listGroups(Page(input.reader(Page.keys)), into: &text)
    },
    Route("PUT", "/groups", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.putGroup(GroupRequest(input.body(mayBeAbsent: true)), into: &text)
    },
    Route("DELETE", "/groups/{}", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.deleteGroup(input.identifier, into: &text)
    },
    Route("GET", "/events", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.listEvents(Page(input.reader(Page.keys)), into: &text)
    },
    Route("PUT", "/events", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.putEvent(EventRequest(input.body()), into: &text)
    },
    Route("POST", "/rsvps", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.recordRSVP(RSVPRequest(input.body()), into: &text)
    },
    Route("GET", "/changes", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.changes(since: try since(input.reader(["since"])), into: &text)
    },
    Route("GET", "/stats", dialect: .ours) {
      (directory, input, text) throws(Failure) in
      guard input.parameters.isEmpty else {
        throw Failure(.invalid, "unknown_key", "This route has no parameters.")
      }
      try directory.stats(into: &text)
    },
  ]

  // MARK: Requests

  /// The document wants the identifier in the body as well; that it is the same is the call's to check.
  private static func requirePersonId(_ request: JSONValue) throws(Failure) {
    guard request.kind != .object || request["personId"] != nil else {
      throw Failure(
        .invalid, "missing_field", "\"personId\" is required.", field: "personId")
    }
  }

  private static func since(_ request: ParameterReader) throws(Failure) -> Int64 {
    guard let since = try? request.integer("since") else {
      throw .invalidValue("since", "\"since\" must be an integer: 0, or the revision of an answer.")
    }
    return since
  }
}
