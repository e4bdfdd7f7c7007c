// SPDX-License-Identifier: Apache-2.0
//
// A verb sees one state, also outside of a transaction and when it takes several statements.

import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import Testing

@Suite struct OneStateTests {
  private static let persons: Int64 = 2000

  /// A store with `persons` persons in two groups by turns.
  private func filled(_ file: StoreFile) throws -> SQLiteStore {
    let store = try file.open()
    try store.write(in: 1) { (transaction) throws(Failure) in
      for number in 1...3 { try transaction.putGroup(Group(groupId: "g\(number)")) }
      for number in 0..<Self.persons {
        _ = try transaction.insertPerson(
          store.person("p\(number)"), groups: [number % 2 + 1], createdAt: nil, updatedAt: nil)
      }
    }
    return store
  }

  /// Deletes everybody.
  private func empty(_ store: SQLiteStore) throws(Failure) {
    try store.write(in: 1) { (transaction) throws(Failure) in
      for number in 0..<Self.persons {
        guard let person = try transaction.person("p\(number)", inOneOf: nil) else { continue }
        try transaction.deletePerson(person, erased: false)
      }
    }
  }

  @Test(arguments: [[1, 2], [2, 3], [2]] as [[Int64]], [0, 3] as [Int64])
  func persons_whoAreDeletedMeanwhile_areShown(_ groups: [Int64], _ skip: Int64) throws {
    let file = StoreFile()
    defer { file.remove() }
    let store = try filled(file)
    defer { store.close() }
    var shown: Int64 = 0
    try store.readOnce(in: 1) { (transaction) throws(Failure) in
      try transaction.forEachPerson(
        PersonSelection(groups: groups), limit: nil, skip: skip, with: .groups
      ) { (_) throws(Failure) in
        if shown == 0 { try empty(store) }
        shown += 1
        return true
      }
    }
    #expect(shown == (groups == [1, 2] ? Self.persons : Self.persons / 2) - skip)
    let left = try store.readOnce(in: 1) { (transaction) throws(Failure) in
      try transaction.count(PersonSelection(groups: groups))
    }
    #expect(left == 0)
  }

  @Test(arguments: [[1, 2], [2]] as [[Int64]])
  func changes_thatComeMeanwhile_areNotShown(_ groups: [Int64]) throws {
    let file = StoreFile()
    defer { file.remove() }
    let store = try filled(file)
    defer { store.close() }
    var shown: [ChangeKind] = []
    try store.readOnce(in: 1) { (transaction) throws(Failure) in
      try transaction.forEachChange(after: 0, in: groups, leftAfter: 0) {
        (change) throws(Failure) in
        if shown.isEmpty { try empty(store) }
        shown.append(change.kind)
        return true
      }
    }
    #expect(shown.count == (groups == [2] ? 1000 : 2000))
    #expect(shown.allSatisfy { $0 == .created })
  }
}
