// SPDX-License-Identifier: Apache-2.0
//
// Groups. Who is in them stands in the rows of the persons (member_of), and the other way round in membership.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsText

extension SQLiteTransaction {
  func group(_ groupId: String) throws(Failure) -> Group? {
    if let known = knownGroup(groupId) { return known }
    let statement = try connection.statement(
      """
      SELECT organization, group_id, external_ref, name, checksum, "group" FROM "group"
      WHERE organization = ?1 AND group_id = ?2
      """)
    let group = try firstGroup(statement, groupId)
    // A damaged index leads to others.
    if let group, !group.groupId.isSame(as: groupId) { throw .corruptRecord("The table group") }
    if let group { know(group) }
    return group
  }

  func group(externalRef: String) throws(Failure) -> Group? {
    let statement = try connection.statement(
      """
      SELECT organization, group_id, external_ref, name, checksum, "group" FROM "group"
      WHERE organization = ?1 AND external_ref = ?2
      """)
    let group = try firstGroup(statement, externalRef)
    if let group, !isSame(group.externalRef, externalRef) {
      throw .corruptRecord("The table group")
    }
    return group
  }

  private func firstGroup(_ statement: Statement, _ text: String) throws(Failure) -> Group? {
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, text)
    return try statement.step() ? Group(statement, seed: seed) : nil
  }

  /// The groups that a person is in.
  ///
  /// - Parameter salvage: counts what is damaged, which is then left out; nil: it is an error.
  func groups(of person: PersonColumns.Row, _ salvage: Salvage?) throws(Failure) -> [Group] {
    guard !person.memberOf.isEmpty else { return [] }
    if isSnapshot, let known = connection.knownGroups(person.memberOf, of: organization) {
      return known
    }
    var groups: [Group] = []
    for number in person.groups.numbers {
      try attempt(salvage) { () throws(Failure) in groups.append(try group(number: number)) }
    }
    if isSnapshot, salvage == nil {
      connection.keep(groups, for: person.memberOf, of: organization)
    }
    return groups
  }

  /// The group with a number that a person's row gives.
  func group(number: Int64) throws(Failure) -> Group {
    let statement = try connection.statement(
      """
      SELECT organization, group_id, external_ref, name, checksum, "group" FROM "group"
      WHERE "group" = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, number)
    guard try statement.step(), statement.integer(0) == organization else {
      throw .corruptRecord("The table group")
    }
    return try Group(statement, seed: seed)
  }

  func existing(groups numbers: [Int64]) throws(Failure) -> [Int64] {
    if isSnapshot {
      // A transaction begins to see with its first statement.
      _ = try lastRevision()
      if let known = connection.knownExisting(among: numbers, of: organization) { return known }
    }
    let statement = try connection.statement(
      "SELECT 1 FROM \"group\" WHERE \"group\" = ?1 AND organization = ?2")
    var existing: [Int64] = []
    for number in numbers {
      defer { statement.reset() }
      statement.bind(1, number)
      statement.bind(2, organization)
      if try statement.step() { existing.append(number) }
    }
    if isSnapshot { connection.keep(existing: existing, among: numbers, of: organization) }
    return existing
  }

  func forEachGroup(
    among numbers: [Int64]?, limit: Int64?, skip: Int64, salvage: Salvage?,
    _ body: (Group) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachRow(limit: limit, skip: skip, salvage: salvage) { (limit, skip) throws(Failure) in
      let statement = try connection.statement(
        """
        SELECT organization, group_id, external_ref, name, checksum, "group" FROM "group"
        WHERE organization = ?1 AND (?2 IS NULL OR "group" IN (SELECT value FROM json_each(?2)))
        ORDER BY "group" LIMIT ?3 OFFSET ?4
        """)
      statement.bind(1, organization)
      statement.bind(2, numbers.map(integerArray))
      statement.bind(3, limit)
      statement.bind(4, skip)
      return statement
    } _: { (statement) throws(Failure) in
      try body(Group(statement, seed: seed))
    }
  }

  func groupCount() throws(Failure) -> Int64 {
    try counter().groups
  }

  func members(of groups: [Int64]) throws(Failure) -> [Int64] {
    try flushGroups()
    let statement = try connection.statement(
      """
      SELECT DISTINCT person FROM membership
      WHERE "group" IN (SELECT value FROM json_each(?1)) ORDER BY person
      """)
    defer { statement.reset() }
    statement.bind(1, integerArray(groups))
    var persons: [Int64] = []
    while try statement.step() { persons.append(statement.integer(0)) }
    return persons
  }
}

extension Group {
  /// Reads a row with the columns organization, group_id, external_ref, name, checksum, "group".
  init(_ statement: Statement, seed: UInt64) throws(Failure) {
    try statement.requireChecksum(of: .group, columns: 4, seed: seed)
    self.init(
      number: statement.integer(5), groupId: statement.string(1),
      externalRef: statement.optionalString(2), name: statement.optionalString(3))
  }

  fileprivate func checksum(organization: Int64, seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.group, seed: seed)
    checksum.add(organization)
    checksum.add(groupId)
    checksum.add(externalRef)
    checksum.add(name)
    return checksum.value
  }
}

extension SQLiteWriteTransaction {
  func putGroup(_ group: Group) throws(Failure) {
    commit.knownGroups.removeAll()
    let isNew = group.number == 0
    if isNew {
      try commit.count(organization) { (counter) throws(Failure) in counter.groups &+= 1 }
    } else {
      try digestStored(group)
    }
    let statement =
      isNew
      ? try connection.statement(
        """
        INSERT INTO "group" (organization, group_id, external_ref, name, checksum)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """)
      : try connection.statement(
        """
        UPDATE "group" SET external_ref = ?3, name = ?4, checksum = ?5
        WHERE organization = ?1 AND group_id = ?2
        """)
    let checksum = group.checksum(organization: organization, seed: seed)
    statement.bind(1, organization)
    statement.bind(2, group.groupId)
    statement.bind(3, group.externalRef)
    statement.bind(4, group.name)
    statement.bind(5, checksum)
    try statement.run()
    try digestRow(checksum)
  }

  /// Takes the row of a group, as it is stored, out of the digest.
  private func digestStored(_ group: Group) throws(Failure) {
    let old = try connection.statement("SELECT checksum FROM \"group\" WHERE \"group\" = ?1")
    old.bind(1, group.number)
    try digestRows(of: old)
  }

  func deleteGroup(_ group: Group) throws(Failure) {
    commit.knownGroups.removeAll()
    for number in try members(of: [group.number]) {
      try takeOut(person: number, of: group.number)
    }
    let members = try connection.statement("DELETE FROM membership WHERE \"group\" = ?1")
    members.bind(1, group.number)
    try members.run()
    try digestStored(group)
    try commit.count(organization) { (counter) throws(Failure) in counter.groups &-= 1 }
    let statement = try connection.statement("DELETE FROM \"group\" WHERE \"group\" = ?1")
    statement.bind(1, group.number)
    try statement.run()
  }
}
