// SPDX-License-Identifier: Apache-2.0
//
// The writer: writes that share a commit do not share their failures.

import CSQLite
import Glibc
import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import PersonsSystem
import Testing

@Suite struct WriterTests {
  private func path() -> String { "/tmp/persons-writer-\(hexadecimal(randomBytes(8))).db" }

  private func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  private func person(_ id: String, _ store: SQLiteStore) throws(Failure) -> NewPerson {
    var record = PersonRecord()
    record[.personId] = id
    record[.email] = "\(id)@example.org"
    return try NewPerson(record, organization: 1, seed: store.seed)
  }

  private func count(_ store: SQLiteStore) throws -> Int64 {
    try store.read(in: 1) { (transaction) throws(Failure) in
      try transaction.count(PersonSelection(after: -1))
    }
  }

  @Test func write_thatFailsHalfWay_isUndone_andItsNeighboursHappen() async throws {
    let path = path()
    defer { remove(path) }
    let store = try SQLiteStore(path, options: StoreOptions())
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let failure = Failure(.invalid, "planned", "Planned.")
          do throws(Failure) {
            try store.write(in: 1) { (transaction) throws(Failure) in
              _ = try transaction.insertPerson(
                person("p\(number)", store), groups: [], createdAt: nil, updatedAt: nil)
              if number % 3 == 0 { throw failure }
            }
            #expect(number % 3 != 0)
          } catch {
            #expect(error == failure)
          }
        }
      }
    }
    #expect(try count(store) == 133)
    let findings = try store.check(store.interruption()) { _ in }.findings
    #expect(findings.problems == [])
    store.close()
  }

  @Test func write_waitsForAnotherProcess_andSaysBusy() throws {
    let path = path()
    defer { remove(path) }
    var options = StoreOptions()
    options.timeoutMilliseconds = 60
    let store = try SQLiteStore(path, options: options)
    var other: OpaquePointer?
    sqlite3_open(path, &other)
    defer { sqlite3_close(other) }
    #expect(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    let busy = #expect(throws: Failure.self) {
      try store.write(in: 1) { (transaction) throws(Failure) in
        _ = try transaction.insertPerson(
          person("p", store), groups: [], createdAt: nil, updatedAt: nil)
      }
    }
    #expect(busy?.kind == .busy)
    sqlite3_exec(other, "ROLLBACK", nil, nil, nil)
    try store.write(in: 1) { (transaction) throws(Failure) in
      _ = try transaction.insertPerson(
        person("p", store), groups: [], createdAt: nil, updatedAt: nil)
    }
    #expect(try count(store) == 1)
    store.close()
  }

  @Test func check_findsADamagedRecordAMissingKeyAndAKeyOfNothing() throws {
    let path = path()
    defer { remove(path) }
    let store = try SQLiteStore(path, options: StoreOptions())
    for id in ["a", "b", "c"] {
      try store.write(in: 1) { (transaction) throws(Failure) in
        _ = try transaction.insertPerson(
          person(id, store), groups: [], createdAt: nil, updatedAt: nil)
      }
    }
    var other: OpaquePointer?
    sqlite3_open(path, &other)
    sqlite3_exec(
      other, "UPDATE person SET body = replace(body, 'a@', 'x@') WHERE person_id = 'a'", nil, nil,
      nil)
    sqlite3_exec(other, "DELETE FROM lookup WHERE person = 2", nil, nil, nil)
    sqlite3_exec(other, "INSERT INTO lookup VALUES (17, 3)", nil, nil, nil)
    sqlite3_close(other)
    let findings = try store.check(store.interruption()) { _ in }.findings
    #expect(findings.persons == 3)
    #expect(
      findings.problems == [
        "The record of person number 1 (\"a\") is damaged.",
        "Not every attribute leads to person number 2 (\"b\").",
        "A lookup key leads to person number 3 (\"c\"), who has no such attribute.",
      ])
    store.close()
  }
}
