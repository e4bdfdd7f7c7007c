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
  /// "{}" stands for an identifier.
  let path: [String]
  let dialect: Dialect
  var success = 200
  /// Whether parameters are read at all.
  var hasParameters: Bool { method == "GET" && !path.contains("{}") }
  var hasBody: Bool { method == "POST" || method == "PUT" }
  /// Whether a body only asks.
  var isQuery = false
  /// Whether a request may carry what makes it safe to send again.
  var isKeyed: Bool { hasBody && !isQuery }
  let answer: Answer

  /// Whether the path leads here, and the identifier in it.
  func matches(_ path: [String]) -> String? {
    // The slash at the end of the Travtus routes may be missing.
    let hasSlash = self.path.last == ""
    let own = hasSlash ? self.path.dropLast() : self.path[...]
    let path = hasSlash && path.last == "" ? path.dropLast() : path[...]
    guard path.count == own.count else { return nil }
    var identifier = ""
    for (part, wanted) in zip(path, own) {
      if wanted == "{}", !part.isEmpty { identifier = part } else if part != wanted { return nil }
    }
    return identifier
  }

  static let all: [Route] = travtus + gatsby + ours

  private static let travtus = [
    Route(method: "POST", path: ["persons", "find", ""], dialect: .travtus, isQuery: true) {
      (directory, input, text) throws(Failure) in
      try directory.find(FindRequest(input.text.isEmpty ? nil : input.text), into: &text)
    },
    Route(method: "POST", path: ["persons", "multiple", ""], dialect: .travtus) {
      (directory, input, text) throws(Failure) in
      try directory.upsert(UpsertRequest(input.body()), into: &text)
    },
  ]

  private static let gatsby = [
    Route(method: "GET", path: ["person"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.list(ListRequest(input.reader(ListRequest.keys)), into: &text)
    },
    Route(method: "POST", path: ["person"], dialect: .gatsby, success: 201) {
      (directory, input, text) throws(Failure) in
      try directory.create(CreateRequest(input.body()), into: &text)
    },
    Route(method: "GET", path: ["person", "{}"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.get(input.identifier, into: &text)
    },
    Route(method: "PUT", path: ["person", "{}"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      let body = try input.body()
      try requirePersonId(body.document.root)
      try directory.update(UpdateRequest(input.identifier, body), into: &text)
    },
    Route(method: "DELETE", path: ["person", "{}"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.delete(input.identifier, into: &text)
    },
    Route(method: "GET", path: ["search"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.search(SearchRequest(input.reader(SearchRequest.keys)), into: &text)
    },
  ]

  private static let ours = [
    Route(method: "GET", path: ["groups"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.listGroups(Page(input.reader(Page.keys)), into: &text)
    },
    Route(method: "PUT", path: ["groups"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.putGroup(GroupRequest(input.body(mayBeAbsent: true)), into: &text)
    },
    Route(method: "DELETE", path: ["groups", "{}"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.deleteGroup(input.identifier, into: &text)
    },
    Route(method: "GET", path: ["events"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.listEvents(Page(input.reader(Page.keys)), into: &text)
    },
    Route(method: "PUT", path: ["events"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.putEvent(EventRequest(input.body()), into: &text)
    },
    Route(method: "POST", path: ["rsvps"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.recordRSVP(RSVPRequest(input.body()), into: &text)
    },
    Route(method: "GET", path: ["changes"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.changes(since: try since(input.reader(["since"])), into: &text)
    },
    Route(method: "GET", path: ["stats"], dialect: .ours) {
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
