// SPDX-License-Identifier: Apache-2.0
// Job: the Swift host of the fixture format: it makes a case's calls and compares their answers.

import CPersons
import Foundation

struct FixtureHost {
  /// Opens one more handle on the store of a case, with the options of persons_open.
  typealias Opening = (_ options: String?) -> (directory: Directory?, answer: Answer)

  private let fixture: FixtureCase
  private let folder: Folder
  private let opening: Opening
  private var pattern: Pattern
  private var handles: [String: Directory] = [:]

  /// Run one case on a new store, which may keep its files in the case's folder; gives every difference found, or none.
  static func run(
    _ fixture: FixtureCase, in store: (Folder) -> Opening = FixtureHost.file
  ) throws -> [String] {
    let content = try fixture.read()
    var host = try FixtureHost(fixture, options: content.options, in: store)
    var differences: [String] = []
    for (index, pair) in zip(content.steps, content.expected).enumerated() {
      if let difference = try host.step(pair.0, expecting: pair.1) {
        differences.append("step \(index) (\(pair.0["call"]?.text ?? "?")): \(difference)")
      }
    }
    return differences
  }

  private static func file(_ folder: Folder) -> Opening {
    { Directory.open(folder.file("people.db"), options: $0) }
  }

  private init(
    _ fixture: FixtureCase, options: JSON?, in store: (Folder) -> Opening
  ) throws {
    self.fixture = fixture
    folder = try Folder()
    opening = store(folder)
    pattern = Pattern(kept: Kept(["tmp": folder.path]))
    let (directory, answered) = opening(options?.compact)
    guard let directory else { throw Unexpected("open: \(answered)") }
    handles[""] = directory
  }

  private mutating func step(_ step: JSON, expecting expected: JSON) throws -> String? {
    guard let name = step["call"]?.text else { throw Unexpected("a step names no call") }
    var http = HTTPAnswer()
    let answered =
      switch name {
      case "open": try open(step)
      case "respond": try respond(step, &http)
      default: try call(name, step)
      }
    if let difference = try compare(answered, expected) { return difference }
    if let difference = try compare(http, expected) { return difference }
    guard let wanted = step["same_as"]?.text, let file = try path(step) else { return nil }
    return try bytes(of: file) == bytes(of: fixture.folder + "/" + wanted)
      ? nil : "\(file) differs from \(wanted)"
  }

  private mutating func open(_ step: JSON) throws -> Answer {
    let options = try step["options"].map { try filled($0).compact }
    let (directory, answered) = opening(options)
    handles[step["as"]?.text ?? "?"] = directory
    return answered
  }

  /// What a REST request is answered with besides its body.
  private struct HTTPAnswer {
    var status = 0
    var headers: [[String]] = []
  }

  private func respond(_ step: JSON, _ http: inout HTTPAnswer) throws -> Answer {
    let who = step["as"]?.text ?? ""
    guard let directory = handles[who] else { throw Unexpected("no handle is open as \(who)") }
    let body =
      try step["text"]?.text.map(pattern.kept.fill)
      ?? step["request"].map { try filled($0).compact }
    let target = try pattern.kept.fill(step["target"]?.text ?? "")
    let headers = try step["headers"].map { pairs in
      try pairs.elements.flatMap { try $0.elements.compactMap(\.text).map(pattern.kept.fill) }
    }
    var status: Int32 = 0
    var replyHeaders: UnsafeMutablePointer<CChar>?
    let answered = answer { out in
      withList(of: headers) {
        persons_respond(
          directory.handle, step["method"]?.text, target, $0, body, body?.utf8.count ?? 0, &status,
          &replyHeaders, out)
      }
    }
    defer { persons_free(replyHeaders) }
    http.status = Int(status)
    if let replyHeaders {
      http.headers = try JSONParser.parse(String(cString: replyHeaders)).elements.map {
        $0.elements.compactMap(\.text)
      }
    }
    return answered
  }

  /// Headers that are not named may stand there too.
  private func compare(_ http: HTTPAnswer, _ expected: JSON) throws -> String? {
    if let status = expected["http"]?.int, status != Int64(http.status) {
      return "HTTP status \(http.status), not \(status)"
    }
    for pair in expected["headers"]?.elements ?? [] {
      let wanted = try pair.elements.compactMap(\.text).map(pattern.kept.fill)
      guard http.headers.contains(wanted) else { return "no header \(wanted): \(http.headers)" }
    }
    return nil
  }

  private func call(_ name: String, _ step: JSON) throws -> Answer {
    let who = step["as"]?.text ?? ""
    guard let directory = handles[who] else { throw Unexpected("no handle is open as \(who)") }
    let text =
      try step["text"]?.text.map(pattern.kept.fill)
      ?? step["request"].map { try filled($0).compact }
    return directory.perform(
      Call(
        name, id: try step["id"]?.text.map(pattern.kept.fill), text: text, file: try path(step),
        since: try step["since"]?.text.map { Int64(try pattern.kept.fill($0)) ?? -1 }
          ?? step["since"]?.int ?? 0))
  }

  private func filled(_ json: JSON) throws -> JSON { try json.mapStrings(pattern.kept.fill) }

  private func path(_ step: JSON) throws -> String? {
    guard let file = step["file"]?.text else { return nil }
    return file.hasPrefix("{{tmp}}") ? try pattern.kept.fill(file) : fixture.folder + "/" + file
  }

  private mutating func compare(_ answered: Answer, _ expected: JSON) throws -> String? {
    if let status = expected["status"]?.text, status != answered.name {
      return "status is \(answered), not \(status)"
    }
    if let text = try expected["text"]?.text.map(pattern.kept.fill),
      !sameBytes(text, answered.text ?? "")
    {
      return "text is \(answered.text ?? "absent"), not \(text)"
    }
    guard let result = expected["result"] else { return nil }
    guard let json = answered.json else { return "the answer is not JSON: \(answered)" }
    return try pattern.difference(result, json).map { "\($0) in \(answered.text ?? "")" }
  }
}

/// The texts as a list of C: their addresses, then a NULL. Without a list, NULL.
private func withList<R>(
  of texts: [String]?, _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R
) -> R {
  guard let texts else { return body(nil) }
  let copies = texts.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return body(copies.map { UnsafePointer($0) } + [nil])
}
