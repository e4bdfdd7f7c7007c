// SPDX-License-Identifier: Apache-2.0
// Job: an export is whole or not there, and brings a directory over to an empty one byte for byte.

import CPersons
import Foundation
import Testing

@Suite("Export")
struct ExportTests {
  let folder: Folder
  let directory: Directory

  init() throws {
    folder = try Folder()
    directory = try Directory.opened(folder.file("people.db"), ["durability": "relaxed"])
  }

  @Test("an export that is cancelled leaves nothing behind")
  func cancelled() throws {
    try directory.must(Call("import", file: folder.write("rows.ndjson", rows(3000))))
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let path = folder.file("out.ndjson")
    let answered = Progress { _ in false }.watch(Call("export", file: path), on: directory)
    #expect(answered.status == PERSONS_INTERRUPTED)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test("an export that is cancelled leaves the file that it was to replace")
  func cancelledOverwrite() throws {
    try directory.must(Call("import", file: folder.write("rows.ndjson", rows(3000))))
    let path = try folder.write("out.ndjson", "before")
    let call = Call("export", ["overwrite": true], file: path)
    #expect(Progress { _ in false }.watch(call, on: directory).status == PERSONS_INTERRUPTED)
    #expect(try bytes(of: path) == Array("before".utf8))
  }

  @Test("what one directory exports, an empty one imports and exports again, byte for byte")
  func roundTrip() throws {
    try directory.must(
      Call("put_group", ["group_id": "g-1", "external_ref": "group-1", "name": "Tenants"]))
    try directory.must(Call("put_group", ["group_id": "g-2"]))
    try directory.must(
      Call("put_event", ["eventId": "e-1", "name": "Dinner", "date": "2026-11-15T09:00:00+01:00"]))
    try directory.must(
      Call(
        "create",
        ada(
          ("personId", "ada"), ("groupIds", ["g-2", "g-1"]),
          ("customFields", ["π": 3, "x": [nil, "\u{1}\"\\/"]]))))
    try directory.must(
      Call(
        "record_rsvp", ["eventId": "e-1", "personId": "ada", "status": "Invited", "actorId": "u"]))
    try directory.must(
      Call("record_rsvp", ["eventId": "e-1", "personId": "ada", "attendance": "Attended"]))
    try directory.must(Call("upsert", ["persons": [["external_ref": "only"]]]))
    try directory.must(Call("update", id: "ada", ["city": "Žďár"]))
    try directory.must(Call("export", file: folder.file("one.ndjson")))
    let other = try Directory.opened(folder.file("other.db"))
    try other.must(Call("import", file: folder.file("one.ndjson")))
    try other.must(Call("export", file: folder.file("two.ndjson")))
    let one = String(decoding: try bytes(of: folder.file("one.ndjson")), as: UTF8.self)
    let two = String(decoding: try bytes(of: folder.file("two.ndjson")), as: UTF8.self)
    #expect(sameBytes(one, two), "\(one)\n\(two)")
    #expect(one.split(separator: "\n").count == 5)
  }

  @Test("numbers of customFields survive a round trip byte for byte")
  func numbers() throws {
    let fields =
      "{\"tenth\":0.1,\"third\":0.3333333333333333,\"real\":1.0,\"large\":1e300,\"big\":9007199254740993}"
    try directory.must(
      Call(
        "create",
        text:
          "{\"personId\":\"p\",\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"e@example.org\",\"customFields\":\(fields)}"
      ))
    try directory.must(Call("export", file: folder.file("one.ndjson")))
    let other = try Directory.opened(":memory:")
    try other.must(Call("import", file: folder.file("one.ndjson")))
    try other.must(Call("export", file: folder.file("two.ndjson")))
    #expect(try bytes(of: folder.file("one.ndjson")) == bytes(of: folder.file("two.ndjson")))
  }
}
