// SPDX-License-Identifier: Apache-2.0
// Job: read the cases of Tests/Fixtures from disk: what is asked, and what must be answered.

import Foundation

struct FixtureCase: Sendable, CustomStringConvertible {
  let name: String
  let folder: String

  var description: String { name }

  struct Content {
    let options: JSON?
    let steps: [JSON]
    let expected: [JSON]
  }

  func read() throws -> Content {
    let input = try Self.json(folder + "/input.json")
    let expected = try Self.json(folder + "/expected.json")
    guard let about = input["about"]?.text, !about.isEmpty else {
      throw Unexpected("\(name) says not what it holds")
    }
    let steps = input["steps"]?.elements ?? []
    guard !steps.isEmpty, steps.count == expected.elements.count else {
      throw Unexpected("\(name) has \(steps.count) steps and \(expected.elements.count) answers")
    }
    return Content(options: input["options"], steps: steps, expected: expected.elements)
  }

  private static func json(_ path: String) throws -> JSON {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    do { return try JSONParser.parse(text) } catch { throw Unexpected("\(path): \(error)") }
  }

  /// Every folder below Tests/Fixtures that holds an input.json, in the order of names.
  static let all: [FixtureCase] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures").path
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix("/input.json") }.sorted().map { name in
      let folder = String(name.dropLast("/input.json".count))
      return FixtureCase(name: folder, folder: root + "/" + folder)
    }
  }()
}
