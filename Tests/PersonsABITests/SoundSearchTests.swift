// SPDX-License-Identifier: Apache-2.0
// Job: damage of one person, or of the change log, takes nothing from the searches for the others; whoever reads the
// person is told, and so is whoever checks the file.

import CPersons
import CSQLite
import Foundation
import Testing

@Suite("Search in a damaged file")
struct SoundSearchTests {
  private let folder: Folder
  private let path: String

  /// Thirty persons called Pat in each of two organizations.
  init() throws {
    folder = try Folder()
    path = folder.file("people.db")
    let owner = try Directory.opened(path, ["durability": "relaxed"])
    try owner.must(Call("put_organization", ["slug": "other"]))
    for slug in ["default", "other"] {
      let directory = try Directory.opened(path, ["organization": .string(slug)])
      for number in 0..<30 {
        try directory.must(
          Call(
            "create",
            [
              "personId": .string("p\(number)"), "firstName": "Pat",
              "lastName": .string("N\(number)"),
              "email": "pat@example.org",
            ]))
      }
    }
  }

  private func damage(_ sql: String) throws { try runSQL(sql, on: path) }

  private func total(_ slug: String) throws -> Int64? {
    let directory = try Directory.opened(path, ["organization": .string(slug)])
    return try directory.must(Call("search", ["query": "pat", "limit": 100]))["total"]?.int
  }

  @Test("a record that is not what was written")
  func record() throws {
    try damage(
      "UPDATE person SET body = replace(body, 'Pat', 'Pit') WHERE person_id = 'p7' AND organization = 1"
    )
    #expect(try total("default") == 29)
    #expect(try total("other") == 30)
    let owner = try Directory.opened(path, [:])
    #expect(owner.perform(Call("get", id: "p7")).name == "CORRUPT")
    #expect(owner.perform(Call("check")).name == "CORRUPT")
  }

  @Test("a row of the change log that is not what was written")
  func change() throws {
    try damage("UPDATE change SET at = at + 1 WHERE change = 5")
    #expect(try total("default") == 30)
    // What comes later is found too.
    let owner = try Directory.opened(path, [:])
    try owner.must(
      Call("create", ["firstName": "Pat", "lastName": "New", "email": "new@example.org"]))
    #expect(try owner.must(Call("search", ["query": "pat"]))["total"]?.int == 31)
    #expect(owner.perform(Call("changes", since: 0)).name == "CORRUPT")
  }

  @Test("a record that is damaged while the index is there")
  func laterRecord() throws {
    let owner = try Directory.opened(path, [:])
    #expect(try owner.must(Call("search", ["query": "pat"]))["total"]?.int == 30)
    try damage(
      "UPDATE person SET body = replace(body, 'Pat', 'Pit') WHERE person_id = 'p7' AND organization = 1"
    )
    // The person is on the page, and read.
    #expect(owner.perform(Call("search", ["query": "n7"])).name == "CORRUPT")
    #expect(try owner.must(Call("search", ["query": "n8"]))["total"]?.int == 1)
  }

  @Test("a page of persons that cannot be read")
  func page() throws {
    let folder = try Folder()
    let path = folder.file("large.db")
    try make(400, path)
    try zeroPage(of: "person", path)
    var totals: [Int64?] = []
    // The index is made of the change log, and where that is damaged too, of the persons.
    for isLogDamaged in [false, true] {
      if isLogDamaged {
        try? FileManager.default.removeItem(atPath: path + "-search")
        try runSQL("UPDATE change SET at = at + 1 WHERE change = 5", on: path)
      }
      let directory = try Directory.opened(path, [:])
      totals.append(
        try directory.must(Call("search", ["query": "pat", "limit": 1]))["total"]?.int)
      #expect(try directory.must(Call("search", ["query": "n399"]))["total"]?.int == 1)
      #expect(directory.perform(Call("check")).name == "CORRUPT")
    }
    // A page has place for a few of them.
    #expect((350..<400).contains(try #require(totals[0])))
    #expect(totals[0] == totals[1])
  }

  private func make(_ persons: Int, _ path: String) throws {
    let owner = try Directory.opened(path, ["durability": "relaxed"])
    for number in 0..<persons {
      try owner.must(
        Call(
          "create",
          [
            "firstName": "Pat", "lastName": .string("N\(number)"),
            "email": .string("pat\(number)@example.org"),
          ]))
    }
  }

  /// Writes zeros over a leaf of a table, the third from the left (https://sqlite.org/fileformat2.html).
  private func zeroPage(of table: String, _ path: String) throws {
    var root: Int = 0
    var database: OpaquePointer? = nil
    #expect(sqlite3_open(path, &database) == SQLITE_OK)
    var statement: OpaquePointer? = nil
    sqlite3_prepare_v2(
      database, "SELECT rootpage FROM sqlite_master WHERE name = '\(table)'", -1, &statement, nil)
    if sqlite3_step(statement) == SQLITE_ROW { root = Int(sqlite3_column_int64(statement, 0)) }
    sqlite3_finalize(statement)
    sqlite3_close(database)
    var bytes = try bytes(of: path)
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    let start = (root - 1) * size
    try #require(bytes[start] == 5, "the table is one page")
    let cell = start + Int(bytes[start + 16]) << 8 + Int(bytes[start + 17])
    let leaf = bytes[cell..<(cell + 4)].reduce(0) { $0 << 8 | Int($1) }
    for place in ((leaf - 1) * size)..<(leaf * size) { bytes[place] = 0 }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}
