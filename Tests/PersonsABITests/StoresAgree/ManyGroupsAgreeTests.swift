// SPDX-License-Identifier: Apache-2.0
// Job: callers who see many groups get the same pages of persons and of changes from the store in a file as from the
// naive one, however many groups there are and however few persons are in them.

import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import Testing

@Suite("Many groups")
struct ManyGroupsAgreeTests {
  /// More than a walk keeps statements for.
  private static let groups = 400
  private static let persons = 250
  /// Two groups with the same few members.
  private static let pair: [Int64] = [1, 2]
  /// A group that many join.
  private static let popular = Int64(groups)

  @Test("answer alike", arguments: 1...4 as ClosedRange<UInt64>)
  func agree(_ seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let stores: [any Store] = [
      NaiveStore(NaiveContents(firstOrganization: "default")),
      try SQLiteStore(":memory:", options: StoreOptions()),
    ]
    defer { for store in stores { store.close() } }
    // In a sparse directory few are in any group, in a dense one everybody is in some.
    let most = seed % 2 == 0 ? 1 : 4
    let writes = Self.writes(&random, most: most)
    for store in stores { try Self.perform(writes, on: store) }
    let questions = [0, 1, 2, 7, 50, 300, 3 * Self.groups].map { count in
      Set((0..<count).map { _ in Int64(random.below(Self.groups) + 1) }).sorted()
    }
    for seen in questions + [Self.pair, Array(1..<Self.popular)] {
      let after = Int64(random.below(Self.persons))
      let since = Int64(random.below(writes.count))
      for (limit, skip) in [(Int64(3), Int64(0)), (10, Int64(random.below(40))), (100_000, 0)] {
        let pages = try stores.map {
          try Self.persons($0, PersonSelection(groups: seen, after: after), limit, skip)
        }
        #expect(pages[0] == pages[1], "seed \(seed), \(seen.count) groups, \(limit) from \(skip)")
      }
      for leftAfter in [0, since] {
        let changes = try stores.map { try Self.changes($0, since / 2, seen, leftAfter) }
        #expect(changes[0] == changes[1], "seed \(seed), \(seen.count) groups, since \(since / 2)")
      }
      let counts = try stores.map { store in
        try store.read(in: 1) { (transaction) throws(Failure) in
          try transaction.count(PersonSelection(groups: seen))
        }
      }
      #expect(counts[0] == counts[1])
    }
  }

  private enum Write {
    case insert(String, [Int64])
    case update(String), delete(String)
    case regroup(String, [Int64])
    case join(String, Int64)
  }

  private static func writes(_ random: inout SeededNumbers, most: Int) -> [Write] {
    var writes: [Write] = []
    func groups(_ random: inout SeededNumbers) -> [Int64] {
      let count = most > 1 ? 1 + random.below(most) : random.below(2)
      return Set((0..<count).map { _ in Int64(random.below(Self.groups) + 1) }).sorted()
    }
    for number in 0..<persons {
      let others = groups(&random)
      let all = number % 20 == 7 ? Set(others + pair).sorted() : others
      writes.append(.insert("p\(number)", all))
    }
    for _ in 0..<(2 * persons) {
      let personId = "p\(random.below(persons))"
      switch random.below(10) {
      case 0..<3: writes.append(.update(personId))
      case 3..<6: writes.append(.regroup(personId, groups(&random)))
      case 6: writes.append(.join(personId, Int64(random.below(Self.groups) + 1)))
      case 7..<9: writes.append(.join(personId, popular))
      default: writes.append(.delete(personId))
      }
    }
    return writes
  }

  private static func perform(_ writes: [Write], on store: any Store) throws(Failure) {
    try store.write(in: 1) { (transaction) throws(Failure) in
      for number in 1...groups { try transaction.putGroup(Group(groupId: "g\(number)")) }
      for write in writes { try perform(write, transaction) }
    }
  }

  private static func perform(
    _ write: Write, _ transaction: any WriteTransaction
  ) throws(Failure) {
    func person(_ personId: String) throws(Failure) -> StoredPerson? {
      try transaction.person(personId, inOneOf: nil)
    }
    switch write {
    case .insert(let personId, let groups):
      var record = PersonRecord()
      record[.personId] = personId
      let new = try NewPerson(record, organization: 1, seed: transaction.seed)
      _ = try transaction.insertPerson(new, groups: groups, createdAt: nil, updatedAt: nil)
    case .update(let personId):
      guard let person = try person(personId) else { return }
      try transaction.updatePerson(
        person, to: person.record, groups: nil, createdAt: nil, updatedAt: nil)
    case .regroup(let personId, let groups):
      if let person = try person(personId) { try transaction.regroupPerson(person, to: groups) }
    case .join(let personId, let group):
      guard let person = try person(personId) else { return }
      try transaction.regroupPerson(person, to: Set(person.groups + [group]).sorted())
    case .delete(let personId):
      if let person = try person(personId) { try transaction.deletePerson(person, erased: false) }
    }
  }

  private static func persons(
    _ store: any Store, _ selection: PersonSelection, _ limit: Int64, _ skip: Int64
  ) throws -> [Int64] {
    var numbers: [Int64] = []
    try store.read(in: 1) { (transaction) throws(Failure) in
      try transaction.forEachPerson(selection, limit: limit, skip: skip, with: .record) {
        numbers.append($0.number)
        return true
      }
    }
    return numbers
  }

  private static func changes(
    _ store: any Store, _ since: Int64, _ groups: [Int64], _ leftAfter: Int64
  ) throws -> [String] {
    var changes: [String] = []
    try store.read(in: 1) { (transaction) throws(Failure) in
      try transaction.forEachChange(after: since, in: groups, leftAfter: leftAfter) {
        changes.append("\($0.revision) \($0.kind) \($0.personId ?? "nobody")")
        return true
      }
    }
    return changes
  }
}
