// SPDX-License-Identifier: Apache-2.0
// Job: what open says about places where there is no directory, and what it makes there.

import CPersons
import Foundation
import Testing

@Suite("Locations")
struct LocationTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func expectRefused(
    _ path: String, with options: JSON = [:], _ status: Int32, _ type: String
  ) {
    let (directory, answered) = Directory.open(path, options)
    #expect(directory == nil)
    #expect(answered.status == status, "\(answered)")
    #expect(answered.errorType == type)
  }

  @Test("a folder that does not exist is not made")
  func folders() throws {
    for path in ["a/people.db", "a/b/people.db"] {
      expectRefused(folder.file(path), PERSONS_NOT_FOUND, "no_such_folder")
      #expect(!exists(folder.file("a")))
    }
  }

  @Test("nothing is made when nothing may be")
  func create() throws {
    expectRefused(
      folder.file("people.db"), with: ["create": false], PERSONS_NOT_FOUND, "no_such_file")
    expectRefused(
      folder.file("people.db"), with: ["read_only": true], PERSONS_NOT_FOUND, "no_such_file")
    let answered = Directory.open(folder.file("a/people.db"), ["create": false]).answer
    #expect(answered.status == PERSONS_NOT_FOUND)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("a folder is not a directory of persons")
  func isFolder() throws {
    expectRefused(folder.path, PERSONS_INVALID, "is_a_folder")
    expectRefused(folder.path + "/", PERSONS_INVALID, "is_a_folder")
  }

  @Test("a file in the place of the folder")
  func fileAsFolder() throws {
    let path = try folder.write("file", "x")
    let (directory, answered) = Directory.open(path + "/people.db")
    #expect(directory == nil)
    #expect(answered.status == PERSONS_NOT_FOUND, "\(answered)")
  }

  @Test("a failed open leaves no file behind")
  func failedOpen() throws {
    let path = folder.file("people.db")
    #expect(Directory.open(path, ["token": "prs_wrong"]).answer.status == PERSONS_UNAUTHORIZED)
    #expect(Directory.open(path, ["no such option": 1]).answer.status == PERSONS_INVALID)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(
    "a path may hold spaces, quotes, question marks, per cents and other scripts",
    arguments: [
      "with space.db", "wo's \"that\".db", "what?mode=memory.db", "50%20.db", "люди.db",
      "file:x.db", "#1.db",
    ])
  func oddNames(_ name: String) throws {
    let path = folder.file(name)
    try Directory.opened(path).must(Call("create", ada()))
    #expect(exists(path))
    #expect(try Directory.opened(path).personCount() == 1)
  }

  @Test("every file that is made can be read by its owner alone")
  func modes() throws {
    let directory = try Directory.opened(folder.file("people.db"))
    try directory.must(Call("create", ada()))
    try directory.must(Call("export", file: folder.file("out.ndjson")))
    try directory.must(Call("backup", file: folder.file("copy.db")))
    try directory.must(
      Call(
        "import", ["report": .string(folder.file("report.ndjson"))], file: folder.file("out.ndjson")
      ))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.contains("report.ndjson"))
    for name in names { #expect(try mode(of: folder.file(name)) == 0o600, "\(name)") }
  }
}
