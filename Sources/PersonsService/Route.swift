// SPDX-License-Identifier: Apache-2.0
//
// The routes: which call of the directory answers which method and path. docs/rest.md and the OpenAPI description
// have the same list, and a check compares them.

internal import PersonsDirectory
internal import PersonsJSON

/// What a route is given.
struct RouteInput {
  /// The identifier in the path; empty where the route has none.
  let identifier: String
  /// The parameters of a GET as the JSON of the call.
  let parameters: String
  let body: RequestText
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
  /// Parameters that are integers.
  var integers: [String] = []
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
      try directory.find(input.body.isEmpty ? nil : input.body, into: &text)
    },
    Route(method: "POST", path: ["persons", "multiple", ""], dialect: .travtus) {
      (directory, input, text) throws(Failure) in try directory.upsert(input.body, into: &text)
    },
  ]

  private static let gatsby = [
    Route(method: "GET", path: ["person"], dialect: .gatsby, integers: ["limit", "skip"]) {
      (directory, input, text) throws(Failure) in
      try withBytes(input.parameters) { (request) throws(Failure) in
        try directory.list(request, into: &text)
      }
    },
    Route(method: "POST", path: ["person"], dialect: .gatsby, success: 201) {
      (directory, input, text) throws(Failure) in try directory.create(input.body, into: &text)
    },
    Route(method: "GET", path: ["person", "{}"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.get(input.identifier, into: &text)
    },
    Route(method: "PUT", path: ["person", "{}"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try requirePersonId(input.body)
      try directory.update(input.identifier, input.body, into: &text)
    },
    Route(method: "DELETE", path: ["person", "{}"], dialect: .gatsby) {
      (directory, input, text) throws(Failure) in
      try directory.delete(input.identifier, into: &text)
    },
    Route(method: "GET", path: ["search"], dialect: .gatsby, integers: ["limit", "skip"]) {
      (directory, input, text) throws(Failure) in
      try withBytes(input.parameters) { (request) throws(Failure) in
        try directory.search(request, into: &text)
      }
    },
  ]

  private static let ours = [
    Route(method: "GET", path: ["groups"], dialect: .ours, integers: ["limit", "skip"]) {
      (directory, input, text) throws(Failure) in
      try withBytes(input.parameters) { (request) throws(Failure) in
        try directory.listGroups(request, into: &text)
      }
    },
    Route(method: "PUT", path: ["groups"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.putGroup(input.body.isEmpty ? nil : input.body, into: &text)
    },
    Route(method: "DELETE", path: ["groups", "{}"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      try directory.deleteGroup(input.identifier, into: &text)
    },
    Route(method: "GET", path: ["events"], dialect: .ours, integers: ["limit", "skip"]) {
      (directory, input, text) throws(Failure) in
      try withBytes(input.parameters) { (request) throws(Failure) in
        try directory.listEvents(request, into: &text)
      }
    },
    Route(method: "PUT", path: ["events"], dialect: .ours) {
      (directory, input, text) throws(Failure) in try directory.putEvent(input.body, into: &text)
    },
    Route(method: "POST", path: ["rsvps"], dialect: .ours) {
      (directory, input, text) throws(Failure) in try directory.recordRSVP(input.body, into: &text)
    },
    Route(method: "GET", path: ["changes"], dialect: .ours, integers: ["since"]) {
      (directory, input, text) throws(Failure) in
      try directory.changes(since: try since(input.parameters), into: &text)
    },
    Route(method: "GET", path: ["stats"], dialect: .ours) {
      (directory, input, text) throws(Failure) in
      guard input.parameters == "{}" else {
        throw Failure(.invalid, "unknown_key", "This route has no parameters.")
      }
      try directory.stats(into: &text)
    },
  ]

  // MARK: Requests

  private static func withBytes(
    _ text: String, _ body: (RequestText) throws(Failure) -> Void
  ) throws(Failure) {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(Failure) in try body(bytes) }
    }
    try result.get()
  }

  /// The document wants the identifier in the body as well; that it is the same is the call's to check.
  private static func requirePersonId(_ body: RequestText) throws(Failure) {
    let document = try JSONDocument(body)
    guard document.root.kind != .object || document.root["personId"] != nil else {
      throw Failure(
        .invalid, "missing_field", "\"personId\" is required.", field: "personId")
    }
  }

  private static func since(_ parameters: String) throws(Failure) -> Int64 {
    let root = try JSONDocument(parameters).root
    var since: Int64?
    try root.forEachMember { (key, value) throws(Failure) in
      guard String(decoding: key, as: UTF8.self) == "since" else {
        throw Failure(
          .invalid, "unknown_key", "This key is not known here. Known keys: since.",
          field: String(String(decoding: key, as: UTF8.self).prefix(100)))
      }
      if value.kind == .integer { since = value.integer }
    }
    guard let since else {
      throw .invalidValue("since", "\"since\" must be an integer: 0, or the revision of an answer.")
    }
    return since
  }
}
