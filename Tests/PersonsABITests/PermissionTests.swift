// SPDX-License-Identifier: Apache-2.0
// Job: files that others may write, and directories that were opened for reading. What another user may not do is in
// Tests/places/rights.h, which becomes one.

import CPersons
import Foundation
import Testing

@Suite("Permissions")
struct PermissionTests {
  let folder: Folder
  let path: String

  init() throws {
    folder = try Folder()
    path = folder.file("people.db")
    try Directory.opened(path).must(Call("create", ada(("personId", "ada"))))
  }

  @Test("a file that others may write is refused", arguments: [0o602, 0o666, 0o646])
  func unsafe(_ mode: Int) throws {
    try setMode(path, mode)
    let (directory, answered) = Directory.open(path)
    #expect(directory == nil)
    #expect(answered.status == PERSONS_PERMISSION)
    #expect(answered.errorType == "unsafe_permissions")
    try setMode(path, 0o600)
    #expect(try Directory.opened(path).personCount() == 1)
  }

  static let writes: [Call] = [
    Call("create", ada()), Call("update", id: "ada", ["city": "Paris"]), Call("delete", id: "ada"),
    Call("erase", id: "ada"),
    Call("upsert", ["persons": [["external_ref": "r"]]]), Call("put_group", ["name": "G"]),
    Call("put_event", ["name": "E"]),
    Call("put_organization", ["slug": "x"]), Call("issue_token"),
  ]

  @Test("a directory opened for reading reads, and refuses every write", arguments: writes)
  func readOnly(_ write: Call) throws {
    let before = try bytes(of: path)
    let directory = try Directory.opened(path, ["read_only": true])
    #expect(directory.perform(write).status == PERSONS_READ_ONLY)
    #expect(try directory.must(Call("get", id: "ada"))["firstName"]?.text == "Ada")
    #expect(try directory.must(Call("search", ["query": "love"]))["total"]?.int == 1)
    #expect(try bytes(of: path) == before)
  }

  @Test("a reader sees what a writer has written since")
  func readOnlyFollows() throws {
    let reader = try Directory.opened(path, ["read_only": true])
    #expect(try reader.personCount() == 1)
    let writer = try Directory.opened(path)
    try writer.must(Call("create", ada()))
    #expect(try reader.personCount() == 2)
    #expect(try reader.must(Call("search", ["query": "ada"]))["total"]?.int == 2)
  }
}
