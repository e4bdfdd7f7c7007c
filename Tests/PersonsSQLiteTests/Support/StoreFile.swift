// SPDX-License-Identifier: Apache-2.0
// Job: a file for a store, which a test may also write to as SQL.

import CSQLite
import Glibc
import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import PersonsSystem
import Testing

struct StoreFile {
  let path = "/tmp/persons-store-\(hexadecimal(randomBytes(8))).db"

  func open(_ options: StoreOptions = StoreOptions()) throws -> SQLiteStore {
    try SQLiteStore(path, options: options)
  }

  /// Runs statements on a connection that the store knows nothing of.
  func execute(_ sql: String, sourceLocation: SourceLocation = #_sourceLocation) {
    var other: OpaquePointer?
    sqlite3_open(path, &other)
    defer { sqlite3_close(other) }
    #expect(
      sqlite3_exec(other, sql, nil, nil, nil) == SQLITE_OK, sourceLocation: sourceLocation)
  }

  func remove() {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }
}

extension SQLiteStore {
  /// Makes a person with an address.
  func insert(_ id: String, email: String? = nil) throws(Failure) {
    let person = try person(id, email: email)
    try write(in: 1) { (transaction) throws(Failure) in
      _ = try transaction.insertPerson(person, groups: [], createdAt: nil, updatedAt: nil)
    }
  }

  func person(_ id: String, email: String? = nil) throws(Failure) -> NewPerson {
    var record = PersonRecord()
    record[.personId] = id
    record[.email] = email ?? "\(id)@example.org"
    return try NewPerson(record, organization: 1, seed: seed)
  }
}
