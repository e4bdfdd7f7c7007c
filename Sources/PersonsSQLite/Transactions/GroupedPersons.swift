// SPDX-License-Identifier: Apache-2.0
//
// Persons in one of several groups, in the order of creation, each once. Where most persons are in one of them, a walk
// over all persons that passes the others over is fastest; where few are, the groups' own lists are walked together. A
// piece of the first tells which it is. Callers who come again find their members collected (GroupMembers).

internal import PersonsJSON
internal import PersonsStore

extension SQLiteTransaction {
  /// A walk over persons goes on for as long as one in so many is wanted.
  private var sparseness: Int64 { 8 }

  /// To pass so many persons over takes longer than to collect the members.
  private var longSkip: Int64 { 2000 }

  /// Calls `body` with a statement on each person who is in one of `groups`, until it returns false.
  ///
  /// - Parameter after: the number of the person before the first.
  func forEachRow(
    inOneOf groups: [Int64], after: Int64, limit: Int64, skip: Int64,
    _ body: (Statement) throws(Failure) -> Bool
  ) throws(Failure) {
    guard !groups.isEmpty else { return }
    var walk = Walk(after: after, skip: skip, left: limit)
    if let members = try members(of: groups, need: skip >= longSkip ? .set : .known) {
      return try walkSet(&walk, members, of: groups, body)
    }
    let last = try counter().lastPerson
    // A piece is about as long as what is wanted.
    var piece = 64 + 2 * min(limit, 256)
    while walk.left > 0, walk.after < last {
      let before = walk
      guard try walkPersons(&walk, inOneOf: groups, upTo: walk.after + piece, body) else { return }
      if walk.left > 0, (walk.found - before.found) * sparseness < walk.after - before.after {
        if let members = try members(of: groups, need: .lookups(groups.count)) {
          return try walkSet(&walk, members, of: groups, body)
        }
        return try walkLists(&walk, of: groups, body)
      }
      piece = min(piece * 4, 1 << 16)
    }
  }

  /// Walks over persons up to a number.
  ///
  /// - Returns: whether `body` wants more.
  private func walkPersons(
    _ walk: inout Walk, inOneOf groups: [Int64], upTo last: Int64,
    _ body: (Statement) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    if walk.skip > 0 {
      let skipped = try connection.statement(
        """
        SELECT p.person FROM person p
        WHERE p.person > ?1 AND p.person <= ?2 AND is_in_group(p.member_of, ?3) ORDER BY p.person
        """)
      defer { skipped.reset() }
      skipped.bind(1, personKey(walk.after))
      skipped.bind(2, personKey(last))
      skipped.bind(3, groupSet: groups)
      while walk.skip > 0, try skipped.step() {
        walk.after = RowKey.number(of: skipped.integer(0))
        walk.skip -= 1
        walk.found += 1
      }
      // Whoever is left of this piece comes with the next.
      if walk.skip > 0 { walk.after = last }
      return true
    }
    let statement = try connection.statement(.visiblePersons) {
      """
      SELECT \(PersonColumns.list) FROM person p
      WHERE p.person > ?1 AND p.person <= ?2 AND \(GroupFilter.name)(p.member_of, ?3)
      ORDER BY p.person
      """
    }
    defer { statement.reset() }
    statement.bind(1, personKey(walk.after))
    statement.bind(2, personKey(last))
    statement.bind(3, groupSet: groups)
    while walk.left > 0, try statement.step() {
      walk.found += 1
      walk.left -= 1
      guard try body(statement) else { return false }
    }
    walk.after = last
    return true
  }

  /// Walks over a set of persons.
  private func walkSet(
    _ walk: inout Walk, _ members: PersonSet, of groups: [Int64],
    _ body: (Statement) throws(Failure) -> Bool
  ) throws(Failure) {
    while walk.left > 0 {
      let numbers = members.numbers(
        after: walk.after, skip: walk.skip, limit: Int(clamping: min(walk.left, 128)))
      guard let first = numbers.first, let last = numbers.last else { return }
      walk.skip = 0
      let found = walk.found &+ Int64(numbers.count)
      if last - first < 4 * Int64(numbers.count) {
        // Persons who lie together are read together.
        walk.after = first - 1
        guard try walkPersons(&walk, inOneOf: groups, upTo: last, body) else { return }
      } else {
        walk.after = last
        walk.left -= Int64(numbers.count)
        var isWanted = true
        try forEachRow(ofPersons: numbers) { (statement) throws(Failure) in
          walk.found += 1
          isWanted = try body(statement)
          return isWanted
        }
        guard isWanted else { return }
      }
      guard walk.found == found else { throw .corruptRecord("The table membership") }
    }
  }

  /// Walks over the lists of the groups together.
  private func walkLists(
    _ walk: inout Walk, of groups: [Int64], _ body: (Statement) throws(Failure) -> Bool
  ) throws(Failure) {
    var lists = GroupWalk<Int64>(
      connection,
      "SELECT person FROM membership WHERE \"group\" = ?1 AND person > ?2 ORDER BY person",
      key: { $0 }, read: { $0.integer(0) })
    defer { lists.end() }
    try lists.start(groups, after: walk.after)
    let person = try connection.statement(.personInList) {
      "SELECT \(PersonColumns.list) FROM person p WHERE p.person = ?1"
    }
    defer { person.reset() }
    while walk.left > 0,
      let number = try lists.next()
    {
      // One who is in several of the groups comes from each list.
      guard number > walk.after else { continue }
      walk.after = number
      guard walk.skip == 0 else {
        walk.skip -= 1
        continue
      }
      person.reset()
      person.bind(1, personKey(number))
      guard try person.step() else { throw .corruptRecord("The table membership") }
      walk.left -= 1
      guard try body(person) else { return }
    }
  }

  /// The number of the `number`th person of a group behind another one.
  func member(of group: Int64, after person: Int64, number: Int64) throws(Failure) -> Int64? {
    let statement = try connection.statement(
      """
      SELECT person FROM membership WHERE "group" = ?1 AND person > ?2 ORDER BY person
      LIMIT 1 OFFSET ?3
      """)
    defer { statement.reset() }
    statement.bind(1, group)
    statement.bind(2, person)
    statement.bind(3, number - 1)
    return try statement.step() ? statement.integer(0) : nil
  }
}

/// How far a walk over persons has come.
private struct Walk {
  /// The number of the person whom it passed last.
  var after: Int64
  /// How many persons are to be passed over.
  var skip: Int64
  /// How many are wanted.
  var left: Int64
  /// How many were passed over or shown.
  var found: Int64 = 0
}
