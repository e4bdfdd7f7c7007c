// SPDX-License-Identifier: Apache-2.0
// Job: an import reports its progress and its rows, can be stopped, and goes on where it stopped.

import CPersons
import Foundation
import Testing

@Suite("Import")
struct ImportTests {
  let folder: Folder
  let directory: Directory

  init() throws {
    folder = try Folder()
    directory = try Directory.opened(folder.file("people.db"), ["durability": "relaxed"])
  }

  private func report(_ name: String) throws -> [JSON] {
    String(decoding: try bytes(of: folder.file(name)), as: UTF8.self).split(separator: "\n")
      .compactMap { try? JSONParser.parse(String($0)) }
  }

  @Test("progress comes at least once per thousand rows and ends at the size of the file")
  func progress() throws {
    let text = rows(5000)
    let path = try folder.write("rows.ndjson", text)
    let seen = Steps()
    let answered = Progress {
      seen.add($0); return true
    }.watch(Call("import", file: path), on: directory)
    #expect(answered.json?["created"]?.int == 5000)
    let steps = seen.all
    #expect(steps.count >= 5)
    #expect(steps.allSatisfy { $0.total == Int64(text.utf8.count) && $0.bytes <= $0.total })
    #expect(
      zip(steps, steps.dropFirst()).allSatisfy {
        $0.done <= $1.done && $1.done - $0.done <= 1000 && $0.bytes <= $1.bytes
      })
    #expect(steps.last?.done == 5000)
  }

  @Test("an import that was cancelled goes on where it stopped: nobody twice, nobody lost")
  func resume() throws {
    let path = try folder.write("rows.ndjson", rows(5000))
    let report: JSON = .string(folder.file("report.ndjson"))
    let stopped = Progress { $0.done < 2000 }.watch(
      Call("import", ["report": report], file: path), on: directory)
    #expect(stopped.status == PERSONS_INTERRUPTED, "\(stopped)")
    let first = try directory.personCount()
    #expect(first < 5000)
    #expect(try self.report("report.ndjson").count == Int(first))
    try directory.must(Call("import", ["resume": true, "report": report], file: path))
    #expect(try directory.personCount() == 5000)
    for sample in [1, 1999, 2000, 2001, 5000] {
      let found = try directory.must(Call("find", ["last_name": .string("Last\(sample)")]))
      #expect(found["persons"]?.elements.count == 1, "\(sample)")
    }
    #expect(try self.report("report.ndjson").compactMap { $0["row"]?.int } == Array(1...5000))
  }

  @Test("a file whose imported part was changed is not resumed")
  func changed() throws {
    let text = rows(5000)
    let path = try folder.write("rows.ndjson", text)
    #expect(
      Progress { $0.done < 2000 }.watch(Call("import", file: path), on: directory).status
        == PERSONS_INTERRUPTED)
    let before = try directory.personCount()
    try #require(before > 0)
    try folder.write("rows.ndjson", text.replacingOccurrences(of: "Last1\"", with: "Lost1\""))
    let answered = directory.perform(Call("import", ["resume": true], file: path))
    #expect(answered.status == PERSONS_CONFLICT, "\(answered)")
    #expect(answered.errorType == "import_changed")
    #expect(try directory.personCount() == before)
  }

  @Test("rows that were added behind the imported part are taken by a resume")
  func grown() throws {
    let path = try folder.write("rows.ndjson", rows(3000))
    #expect(
      Progress { $0.done < 1500 }.watch(Call("import", file: path), on: directory).status
        == PERSONS_INTERRUPTED)
    try folder.write("rows.ndjson", rows(3500))
    try directory.must(Call("import", ["resume": true], file: path))
    #expect(try directory.personCount() == 3500)
  }

  @Test("the report has a line for every row")
  func reportLines() throws {
    let path = try folder.write(
      "rows.ndjson",
      """
      {"personId":"a","firstName":"A","lastName":"B","email":"a@example.org"}
      {"personId":"a","firstName":"C"}
      {"personId":"a","firstName":"C"}
      {"fristName":"X"}

      """)
    try directory.must(
      Call("import", ["report": .string(folder.file("report.ndjson"))], file: path))
    let lines = try report("report.ndjson")
    try #require(lines.count == 4)
    for (index, action) in ["created", "updated", "unchanged"].enumerated() {
      let line: JSON = [
        "row": .number("\(index + 1)"), "success": true, "personId": "a", "action": .string(action),
      ]
      var pattern = Pattern(kept: Kept([:]))
      #expect(try pattern.difference(line, lines[index]) == nil)
    }
    #expect(lines[3]["success"] == false)
    #expect(lines[3]["error"]?["field"]?.text == "fristName")
  }

  @Test("only the first hundred errors are told, all are counted")
  func manyErrors() throws {
    let path = try folder.write(
      "rows.ndjson", String(repeating: "{\"nonsense\":1}\n", count: 250) + rows(1))
    let result = try directory.must(Call("import", file: path))
    #expect(result["failed"]?.int == 250)
    #expect(result["errors"]?.elements.count == 100)
    #expect(result["created"]?.int == 1)
  }

  @Test("a row over the bounds fails alone")
  func hugeRow() throws {
    let long = String(repeating: "x", count: 70_000)
    let huge = String(repeating: " ", count: 65 << 20)
    let field = String(repeating: "y", count: 60_000)
    let fields = (0..<80).map { "\"f\($0)\":\"\(field)\"" }.joined(separator: ",")
    let path = try folder.write(
      "rows.ndjson",
      "{\"firstName\":\"\(long)\"}\n{\"firstName\":\(huge)\"X\"}\n"
        + "{\"firstName\":\"X\",\"customFields\":{\(fields)}}\n" + rows(1))
    let result = try directory.must(Call("import", file: path))
    #expect(result["failed"]?.int == 3)
    #expect(result["created"]?.int == 1)
  }

  @Test("bytes that are not UTF-8 fail their row alone")
  func notUTF8() throws {
    let path = try folder.write(
      "rows.ndjson", Array("{\"firstName\":\"".utf8) + [0xFF, 0x0A] + Array(rows(1).utf8))
    let result = try directory.must(Call("import", file: path))
    #expect(result["failed"]?.int == 1)
    #expect(result["created"]?.int == 1)
  }

  @Test("a NUL in a row fails the row alone")
  func nul() throws {
    let path = try folder.write(
      "rows.ndjson",
      Array("{\"firstName\":\"A".utf8) + [0] + Array("\"}\n".utf8) + Array(rows(1).utf8))
    let result = try directory.must(Call("import", file: path))
    #expect(result["failed"]?.int == 1)
    #expect(result["created"]?.int == 1)
  }

  @Test("a folder cannot be imported, nor a directory of persons")
  func notNDJSON() throws {
    #expect(directory.perform(Call("import", file: folder.path)).status != PERSONS_OK)
    let result = directory.perform(Call("import", file: folder.file("people.db")))
    #expect(result.status != PERSONS_OK || result.json?["created"]?.int == 0)
    #expect(try directory.personCount() == 0)
  }
}

/// The steps of a progress, in order.
final class Steps: @unchecked Sendable {
  private let lock = NSLock()
  private var steps: [Progress.Step] = []

  func add(_ step: Progress.Step) { lock.withLock { steps.append(step) } }
  var all: [Progress.Step] { lock.withLock { steps } }
}
