// SPDX-License-Identifier: Apache-2.0
//
// A store with its index, and beside it the same persons as the oracle has them.

import Glibc
import PersonsJSON
import PersonsStore
import PersonsSystem

@testable import PersonsSearch

/// A file for a store, removed with everything beside it.
final class StoreFolder {
  let path: String

  init() {
    path = "/tmp/persons-search-\(hexadecimal(randomBytes(8)))"
    mkdir(path, 0o700)
  }

  var database: String { path + "/people.db" }
  var segment: String { database + "-search" }

  deinit {
    chmod(path, 0o700)
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." {
        if unlink(path + "/" + name) != 0 { rmdir(path + "/" + name) }
      }
    }
    closedir(folder)
    rmdir(path)
  }
}

/// The bytes of a file, none when there is none.
func fileBytes(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
  }
}

/// Whom a search of a test may find.
struct TestScope: CustomStringConvertible {
  var organization: Int64 = 1
  /// Numbers of the persons, sorted; nil for everybody of the organization.
  var persons: [Int64]?

  var description: String { "organization \(organization), persons \(persons ?? [])" }
}

struct TestStore {
  private(set) var store: Store
  private var indexes: SearchIndexes
  private let path: String
  private(set) var current: [Int64: Someone] = [:]
  private var documents: [Int64: CollectedDocument] = [:]

  /// Opens a file, or ":memory:". Persons may be of organization 1 or 2.
  init(_ path: String, organizations: Int = 2) throws(Failure) {
    self.path = path
    store = try Store(path, options: StoreOptions())
    indexes = SearchIndexes(store)
    if organizations > 1 {
      try store.write { (transaction) throws(Failure) in
        try transaction.putOrganization(slug: "second", name: nil)
      }
    }
  }

  var persons: [Int64] { current.keys.sorted() }

  // MARK: Writing

  mutating func insert(_ persons: [Someone]) throws(Failure) {
    let seed = store.seed
    let numbers = try store.write { (transaction) throws(Failure) in
      var numbers: [Int64] = []
      for someone in persons {
        var record = someone.record("")
        record[.personId] = nil
        let new = try NewPerson(record, organization: someone.organization, seed: seed)
        numbers.append(try transaction.insertPerson(new, groups: []))
      }
      return numbers
    }
    for (number, someone) in zip(numbers, persons) { try know(number, someone) }
  }

  mutating func update(_ number: Int64, to someone: Someone) throws(Failure) {
    let organization = current[number]?.organization ?? 1
    var someone = someone
    someone.organization = organization
    let changed = someone
    try store.write { (transaction) throws(Failure) in
      guard let old = try transaction.person(number: number) else { throw .notThere }
      try transaction.updatePerson(
        old, to: changed.record(old.record.personId), organization: organization)
    }
    try know(number, someone)
  }

  mutating func delete(_ number: Int64, erased: Bool) throws(Failure) {
    let organization = current[number]?.organization ?? 1
    try store.write { (transaction) throws(Failure) in
      guard let old = try transaction.person(number: number) else { throw .notThere }
      try transaction.deletePerson(old, organization: organization, erased: erased)
    }
    current[number] = nil
    documents[number] = nil
  }

  private mutating func know(_ number: Int64, _ someone: Someone) throws(Failure) {
    current[number] = someone
    documents[number] = try someone.document(number)
  }

  // MARK: Opening again

  /// Closes the store, lets `change` do what it wants with the files, and opens it.
  mutating func reopen(_ change: () throws -> Void = {}) throws {
    store.close()
    try change()
    store = try Store(path, options: StoreOptions())
    indexes = SearchIndexes(store)
  }

  /// Another index of the same store, which knows nothing yet.
  mutating func forgetIndex(_ limits: SearchIndexLimits = SearchIndexLimits()) {
    indexes = SearchIndexes(store, limits: limits)
  }

  // MARK: Searching

  /// The index of an organization.
  func index(of organization: Int64) -> SearchIndex { indexes.index(of: organization) }

  /// The index of the first.
  var index: SearchIndex { index(of: 1) }

  func find(_ search: RandomSearch, _ query: SearchQuery, _ scope: TestScope) throws(Failure)
    -> SearchAnswer
  {
    let index = index(of: scope.organization)
    defer { index.publish() }
    return try store.read { (connection) throws(Failure) in
      try index.search(
        query, search.steps, limit: search.limit, skip: search.skip, connection,
        interruption: store.interruption()
      ) { () throws(Failure) in SearchScope(persons: scope.persons) }
    }
  }

  /// What the oracle finds; nil for a search that is none.
  func wanted(
    _ search: RandomSearch, _ scope: TestScope = TestScope()
  ) throws(Failure) -> SearchAnswer? {
    guard let query = search.query else { return nil }
    var oracle = SearchOracle()
    for number in persons where current[number]?.organization == scope.organization {
      if let document = documents[number] { oracle.add(document) }
    }
    return try oracle.answer(
      query, search.steps, limit: search.limit, skip: search.skip,
      isVisible: SearchScope(persons: scope.persons).contains)
  }

  /// What differs between the index and the oracle; nil when nothing does.
  func difference(
    _ search: RandomSearch, _ scope: TestScope = TestScope()
  ) throws(Failure) -> String? {
    guard let query = search.query, let wanted = try wanted(search, scope) else { return nil }
    let found = try find(search, query, scope)
    return found == wanted ? nil : "\(search) in \(scope) finds \(found), not \(wanted)"
  }
}

extension Failure {
  static var notThere: Failure { Failure(.notFound, "test", "The person of a test is not there.") }
}
