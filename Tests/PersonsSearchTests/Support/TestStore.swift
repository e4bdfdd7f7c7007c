// SPDX-License-Identifier: Apache-2.0
//
// A store with its index, and beside it the same persons as the oracle has them.

import Glibc
import PersonsJSON
import PersonsModel
import PersonsSQLite
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

/// Puts a new file with these bytes in the place of another.
func replaceFile(_ bytes: [UInt8], _ path: String) {
  unlink(path)
  guard let file = fopen(path, "wb") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
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
  /// Groups as RandomPersons counts them; nil for everybody of the organization.
  var groups: [Int64]?
  /// Whether the groups are meant as they were first, before they were deleted and made anew.
  var areFormer = false

  var description: String {
    "organization \(organization), groups \(groups.map { "\($0)" } ?? "all")"
  }
}

/// A person of a test: numbers are an organization's own.
struct Place: Hashable, Comparable {
  let organization: Int64
  let number: Int64

  static func < (first: Place, second: Place) -> Bool {
    (first.organization, first.number) < (second.organization, second.number)
  }
}

struct TestStore {
  private(set) var store: SQLiteStore
  private var indexes: SearchIndexes
  private let path: String
  private(set) var current: [Place: Someone] = [:]
  private var documents: [Place: CollectedDocument] = [:]
  /// For each organization the numbers that the store gave to the groups 1, 2, … of RandomPersons, and gave first.
  private var groups: [Int64: (now: [Int64], first: [Int64])] = [:]

  /// Opens a file, or ":memory:". Persons may be of organization 1 or 2.
  init(_ path: String, organizations: Int = 2) throws(Failure) {
    self.path = path
    store = try SQLiteStore(path, options: StoreOptions())
    indexes = TestStore.indexes(of: store)
    if organizations > 1 {
      try store.write(in: 1) { (transaction) throws(Failure) in
        try transaction.putOrganization(slug: "second", name: nil)
      }
    }
    for organization in 1...Int64(organizations) {
      let numbers = try store.write(in: organization) { (transaction) throws(Failure) in
        var numbers: [Int64] = []
        for group in 1...RandomPersons.groupShares.count {
          numbers.append(try TestStore.newGroup(group, transaction))
        }
        return numbers
      }
      groups[organization] = (numbers, numbers)
    }
  }

  private static func newGroup(
    _ group: Int, _ transaction: any WriteTransaction
  ) throws(Failure) -> Int64 {
    try transaction.putGroup(Group(groupId: "group-\(group)"))
    guard let made = try transaction.group("group-\(group)") else { throw .notThere }
    return made.number
  }

  /// What the store calls groups of RandomPersons; those that it does not know keep their numbers.
  private func numbers(
    of groups: [Int64], in organization: Int64, areFormer: Bool = false
  ) -> [Int64] {
    let known = self.groups[organization] ?? ([], [])
    let numbers = areFormer ? known.first : known.now
    return groups.map { $0 >= 1 && $0 <= numbers.count ? numbers[Int($0) - 1] : $0 }
  }

  private static func indexes(
    of store: SQLiteStore, _ limits: SearchIndexLimits = SearchIndexLimits()
  ) -> SearchIndexes {
    SearchIndexes(limits: limits) { store.searchSource(of: $0) }
  }

  var persons: [Place] { current.keys.sorted() }

  // MARK: Writing

  mutating func insert(_ persons: [Someone]) throws(Failure) {
    let seed = store.seed
    for organization in Set(persons.map(\.organization)).sorted() {
      let own = persons.filter { $0.organization == organization }
      let groups = own.map { self.numbers(of: $0.groups, in: organization) }
      let numbers = try store.write(in: organization) { (transaction) throws(Failure) in
        var numbers: [Int64] = []
        for (someone, groups) in zip(own, groups) {
          var record = someone.record("")
          record[.personId] = nil
          let new = try NewPerson(record, organization: organization, seed: seed)
          numbers.append(
            try transaction.insertPerson(new, groups: groups, createdAt: nil, updatedAt: nil))
        }
        return numbers
      }
      for (number, someone) in zip(numbers, own) {
        try know(Place(organization: organization, number: number), someone)
      }
    }
  }

  mutating func update(_ place: Place, to someone: Someone) throws(Failure) {
    var someone = someone
    someone.organization = place.organization
    let changed = someone
    let groups = numbers(of: someone.groups, in: place.organization)
    try store.write(in: place.organization) { (transaction) throws(Failure) in
      let old = try TestStore.person(place, transaction)
      try transaction.updatePerson(
        old, to: changed.record(old.record.personId), groups: groups, createdAt: nil, updatedAt: nil
      )
    }
    try know(place, someone)
  }

  /// Puts a person into these groups and out of all others.
  mutating func move(_ place: Place, to groups: [Int64]) throws(Failure) {
    guard var someone = current[place] else { throw .notThere }
    someone.groups = groups
    let groups = numbers(of: groups, in: place.organization)
    try store.write(in: place.organization) { (transaction) throws(Failure) in
      try transaction.regroupPerson(try TestStore.person(place, transaction), to: groups)
    }
    try know(place, someone)
  }

  /// Deletes a group and makes one with the same identifier, which nobody is in.
  mutating func replaceGroup(_ group: Int, in organization: Int64) throws(Failure) {
    let number = try store.write(in: organization) { (transaction) throws(Failure) in
      guard let old = try transaction.group("group-\(group)") else { throw .notThere }
      try transaction.deleteGroup(old)
      return try TestStore.newGroup(group, transaction)
    }
    groups[organization]?.now[group - 1] = number
    for (place, person) in current
    where place.organization == organization && person.groups.contains(Int64(group)) {
      var someone = person
      someone.groups.removeAll { $0 == Int64(group) }
      try know(place, someone)
    }
  }

  mutating func delete(_ place: Place, erased: Bool) throws(Failure) {
    try store.write(in: place.organization) { (transaction) throws(Failure) in
      try transaction.deletePerson(try TestStore.person(place, transaction), erased: erased)
    }
    current[place] = nil
    documents[place] = nil
  }

  private static func person(
    _ place: Place, _ transaction: any WriteTransaction
  ) throws(Failure) -> StoredPerson {
    var person: StoredPerson?
    _ = try transaction.forEachPerson(numbered: [place.number], with: .record) {
      (row) throws(Failure) in
      person = try StoredPerson(row)
    }
    guard let person else { throw .notThere }
    return person
  }

  private mutating func know(_ place: Place, _ someone: Someone) throws(Failure) {
    current[place] = someone
    var stored = someone
    stored.groups = numbers(of: someone.groups, in: place.organization)
    documents[place] = try stored.document(place.number)
  }

  // MARK: Opening again

  /// Closes the store, lets `change` do what it wants with the files, and opens it.
  mutating func reopen(_ change: () throws -> Void = {}) throws {
    store.close()
    try change()
    store = try SQLiteStore(path, options: StoreOptions())
    indexes = TestStore.indexes(of: store)
  }

  /// Another index of the same store, which knows nothing yet.
  mutating func forgetIndex(_ limits: SearchIndexLimits = SearchIndexLimits()) {
    indexes = TestStore.indexes(of: store, limits)
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
    return try store.read(in: scope.organization) { (snapshot) throws(Failure) in
      try index.search(
        query, search.widening, limit: search.limit, skip: search.skip, snapshot,
        interruption: store.interruption()
      ) { () throws(Failure) in searchScope(scope) }
    }
  }

  private func searchScope(_ scope: TestScope) -> SearchScope {
    SearchScope(
      groups: scope.groups.map {
        numbers(of: $0, in: scope.organization, areFormer: scope.areFormer).sorted()
      })
  }

  /// What the oracle finds; nil for a search that is none.
  func wanted(
    _ search: RandomSearch, _ scope: TestScope = TestScope()
  ) throws(Failure) -> SearchAnswer? {
    guard let query = search.query(in: scope.groups) else { return nil }
    var oracle = SearchOracle()
    for place in persons where place.organization == scope.organization {
      if let document = documents[place] { oracle.add(document) }
    }
    return try oracle.answer(
      query, search.widening, limit: search.limit, skip: search.skip,
      isVisible: searchScope(scope).contains)
  }

  /// What differs between the index and the oracle; nil when nothing does.
  func difference(
    _ search: RandomSearch, _ scope: TestScope = TestScope()
  ) throws(Failure) -> String? {
    guard let query = search.query(in: scope.groups), let wanted = try wanted(search, scope) else {
      return nil
    }
    let found = try find(search, query, scope)
    return found == wanted ? nil : "\(search) in \(scope) finds \(found), not \(wanted)"
  }
}

extension Failure {
  static var notThere: Failure { Failure(.notFound, "test", "The person of a test is not there.") }
}
