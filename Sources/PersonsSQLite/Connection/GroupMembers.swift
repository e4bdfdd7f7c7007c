// SPDX-License-Identifier: Apache-2.0
//
// Who is in one of some groups, kept from call to call for callers who ask for the same groups again and again: a set
// of numbers, which a change of the directory changes by who changed.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

final class GroupMembers: Sendable {
  private struct Key: Hashable {
    let organization: Int64
    let groups: [Int64]
  }

  private struct Entry {
    /// Nil until it pays to collect them.
    var persons: PersonSet?
    var revision: Int64 = 0
    var lastUse: UInt64 = 0
    /// How much was spent on finding members without the set.
    var spent: Int64 = 0

    var bytes: Int { (persons?.bytes ?? 0) &+ 64 }
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var bytes = 0
    var uses: UInt64 = 0
  }

  private let state = Locked(State())

  /// What all sets take together.
  private static let maxBytes = 8 << 20
  /// To look up a group costs as much as to collect so many members.
  private static let membersOfLookup: Int64 = 100

  /// What a call would pay without the set.
  enum Need {
    /// None: the set is used if it is known.
    case known
    /// The set is made if there is none.
    case set
    /// So many groups would be looked up.
    case lookups(Int)
  }

  /// The persons whom `transaction` sees in one of `groups`, sorted; nil when it does not pay yet to collect them.
  func members(
    of groups: [Int64], _ transaction: SQLiteReadTransaction, need: Need
  ) throws(Failure) -> PersonSet? {
    let key = Key(organization: transaction.organization, groups: groups)
    let known = note(key)
    let revision = try transaction.lastRevision()
    if let persons = known.persons, known.revision == revision { return persons }
    let last = try transaction.counter().lastPerson
    var persons: PersonSet
    if let old = known.persons, known.revision < revision,
      let changes = try transaction.personChanges(
        after: known.revision, atMost: Int(clamping: old.count / 8 &+ 64))
    {
      persons = old
      for change in changes {
        let isMember = try transaction.isPerson(change.person, inOneOf: groups)
        persons.set(change.person, isMember, last: last)
      }
    } else {
      switch need {
      case .known: return nil
      case .set: break
      case .lookups(let count):
        let spent = known.spent &+ Int64(count)
        guard try spent &* GroupMembers.membersOfLookup >= transaction.personCount() else {
          keep(nil, at: revision, spent: spent, key)
          return nil
        }
      }
      persons = PersonSet()
      try transaction.forEachMember(of: groups) { persons.set($0, true, last: last) }
    }
    keep(persons, at: revision, spent: 0, key)
    return persons
  }

  /// What is kept of some groups, which are asked for once more.
  private func note(_ key: Key) -> Entry {
    state.withLock { state in
      state.uses &+= 1
      state.entries[key]?.lastUse = state.uses
      return state.entries[key] ?? Entry()
    }
  }

  private func keep(_ persons: PersonSet?, at revision: Int64, spent: Int64, _ key: Key) {
    guard persons?.bytes ?? 0 <= GroupMembers.maxBytes / 4 else { return }
    state.withLock { state in
      let old = state.entries[key] ?? Entry()
      // Another call may have seen a later state.
      guard old.persons == nil || old.revision <= revision else { return }
      let entry = Entry(
        persons: persons ?? old.persons, revision: persons == nil ? old.revision : revision,
        lastUse: state.uses, spent: spent)
      state.bytes &+= entry.bytes &- (state.entries[key] == nil ? 0 : old.bytes)
      state.entries[key] = entry
      while state.bytes > GroupMembers.maxBytes,
        let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        state.bytes &-= oldest.value.bytes
        state.entries[oldest.key] = nil
      }
    }
  }
}

extension SQLiteReadTransaction {
  func members(of groups: [Int64], need: GroupMembers.Need) throws(Failure) -> PersonSet? {
    try connection.members.members(of: groups, self, need: need)
  }

  func memberCount(of groups: [Int64]) throws(Failure) -> Int64 {
    try members(of: groups, need: .set)?.count ?? 0
  }

  /// Whether a person is there and in one of `groups`, sorted.
  fileprivate func isPerson(_ number: Int64, inOneOf groups: [Int64]) throws(Failure) -> Bool {
    let statement = try connection.statement("SELECT member_of FROM person WHERE person = ?1")
    defer { statement.reset() }
    statement.bind(1, personKey(number))
    guard try statement.step() else { return false }
    return integers(in: statement.bytes(0)).contains(where: groups.containsSorted)
  }
}

extension SQLiteTransaction {
  /// Calls `body` with the number of each person in each of `groups`.
  func forEachMember(of groups: [Int64], _ body: (Int64) -> Void) throws(Failure) {
    try flushGroups()
    let statement = try connection.statement("SELECT person FROM membership WHERE \"group\" = ?1")
    defer { statement.reset() }
    for group in groups {
      statement.reset()
      statement.bind(1, group)
      while try statement.step() { body(statement.integer(0)) }
    }
  }
}
