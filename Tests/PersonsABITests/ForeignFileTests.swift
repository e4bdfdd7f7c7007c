// SPDX-License-Identifier: Apache-2.0
// Job: a file that is not ours is refused and left untouched.

import CPersons
import CSQLite
import Foundation
import Testing

/// Run SQL on a database file with SQLite itself.
func runSQL(_ sql: String, on path: String) throws {
  var database: OpaquePointer? = nil
  defer { sqlite3_close(database) }
  guard sqlite3_open(path, &database) == SQLITE_OK,
    sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK
  else {
    throw Unexpected("SQLite: \(String(cString: sqlite3_errmsg(database)))")
  }
}

@Suite("Files that are not ours")
struct ForeignFileTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func expectUntouched(_ path: String, refusedAs status: Int32, _ type: String?) throws {
    let before = try bytes(of: path)
    for options: JSON in [[:], ["read_only": true], ["create": false]] {
      let (directory, answered) = Directory.open(path, options)
      #expect(directory == nil)
      #expect(answered.status == status, "\(options.compact): \(answered)")
      if let type { #expect(answered.errorType == type) }
    }
    #expect(try bytes(of: path) == before)
    // SQLite may leave its shared memory and an empty log beside a file that it only read.
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where folder.file(name) != path {
      #expect(name.hasSuffix("-shm") || name.hasSuffix("-wal"), "\(name)")
      if name.hasSuffix("-wal") { #expect(try bytes(of: folder.file(name)).isEmpty) }
    }
  }

  @Test("random bytes", arguments: [1, 15, 16, 100, 4096, 100_000])
  func randomBytes(_ count: Int) throws {
    var state: UInt64 = 42
    let noise = (0..<count).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    let path = try folder.write("noise.db", noise)
    try expectUntouched(path, refusedAs: PERSONS_INVALID, "not_a_directory_file")
  }

  @Test("a text file")
  func text() throws {
    let path = try folder.write("letter.txt", String(repeating: "Dear Sir or Madam,\n", count: 500))
    try expectUntouched(path, refusedAs: PERSONS_INVALID, "not_a_directory_file")
  }

  @Test(
    "the database of another application",
    arguments: ["", "PRAGMA application_id = 252006673;", "PRAGMA user_version = 7;"])
  func otherDatabase(_ stamp: String) throws {
    let path = try folder.write("other.db", [])
    try runSQL(stamp + "CREATE TABLE person (id INTEGER); INSERT INTO person VALUES (1);", on: path)
    try expectUntouched(path, refusedAs: PERSONS_INVALID, "not_a_directory_file")
  }

  @Test("a file of a newer format")
  func newerFormat() throws {
    let path = folder.file("people.db")
    do {
      let directory = try Directory.opened(path)
      try directory.must(Call("create", ada()))
    }
    try runSQL("PRAGMA user_version = 999; PRAGMA wal_checkpoint(TRUNCATE);", on: path)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name != "people.db" {
      try FileManager.default.removeItem(atPath: folder.file(name))
    }
    try expectUntouched(path, refusedAs: PERSONS_NEWER_FORMAT, nil)
  }
}
