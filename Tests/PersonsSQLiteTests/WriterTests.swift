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
  private func count(_ store: SQLiteStore) throws -> Int64 {
    try store.read(in: 1) { (transaction) throws(Failure) in
      try transaction.count(PersonSelection(after: -1))
    }
  }

  @Test func write_thatFailsHalfWay_isUndone_andItsNeighboursHappen() async throws {
    let file = StoreFile()
    defer { file.remove() }
    let store = try file.open()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let failure = Failure(.invalid, "planned", "Planned.")
          do throws(Failure) {
            try store.write(in: 1) { (transaction) throws(Failure) in
              _ = try transaction.insertPerson(
                store.person("p\(number)"), groups: [], createdAt: nil, updatedAt: nil)
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
    let file = StoreFile()
    defer { file.remove() }
    var options = StoreOptions()
    options.timeoutMilliseconds = 60
    let store = try file.open(options)
    var other: OpaquePointer?
    sqlite3_open(file.path, &other)
    defer { sqlite3_close(other) }
    #expect(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    let busy = #expect(throws: Failure.self) {
      try store.insert("p")
    }
    #expect(busy?.kind == .busy)
    sqlite3_exec(other, "ROLLBACK", nil, nil, nil)
    try store.insert("p")
    #expect(try count(store) == 1)
    store.close()
  }

  @Test func check_findsADamagedRecordAMissingKeyAndAKeyOfNothing() throws {
    let file = StoreFile()
    defer { file.remove() }
    let store = try file.open()
    for id in ["a", "b", "c"] { try store.insert(id) }
    file.execute("UPDATE person SET body = replace(body, 'a@', 'x@') WHERE person_id = 'a'")
    file.execute("DELETE FROM lookup WHERE person = 2")
    file.execute("INSERT INTO lookup VALUES (17, 3)")
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

  /// Makes a person in a commit; while it does, `other` has begun in a thread and waits for its turn.
  private func insert(
    _ id: String, _ store: SQLiteStore, beside other: @escaping () -> Void
  ) throws(Failure) {
    let person = try store.person(id)
    var beside: Beside?
    try store.write(in: 1) { (transaction) throws(Failure) in
      beside = Beside(other)
      while store.waitingWrites == 0 { sched_yield() }
      _ = try transaction.insertPerson(person, groups: [], createdAt: nil, updatedAt: nil)
    }
    beside?.join()
  }

  @Test func write_thatFailsBeforeItChangesAnything_givesItsNumbersBack() throws {
    let file = StoreFile()
    defer { file.remove() }
    let store = try file.open()
    defer { store.close() }
    try store.insert("a")
    // Whoever changes the person gets a revision and then meets this.
    file.execute(
      "CREATE TRIGGER refused BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'refused'); END")
    var failure: Failure?
    try insert("b", store) {
      do throws(Failure) {
        try store.write(in: 1) { (transaction) throws(Failure) in
          guard let person = try transaction.person("a", inOneOf: nil) else { return }
          try transaction.updatePerson(
            person, to: person.record, groups: nil, createdAt: nil, updatedAt: nil)
        }
      } catch { failure = error }
    }
    #expect(failure != nil)
    let revision = try store.read(in: 1) { (transaction) throws(Failure) in
      try transaction.lastRevision()
    }
    #expect(revision == 2)
    #expect(try count(store) == 2)
  }

  @Test func exclusiveWork_sharesNoCommit() throws {
    let file = StoreFile()
    defer { file.remove() }
    let store = try file.open()
    defer { store.close() }
    var outcome: Result<Void, Failure>?
    try insert("a", store) {
      outcome = Result { () throws(Failure) in try store.forgetThePast() }
    }
    #expect(throws: Never.self) { try #require(outcome).get() }
    #expect(try count(store) == 1)
  }
}
