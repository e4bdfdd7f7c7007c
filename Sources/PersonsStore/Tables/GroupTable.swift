// SPDX-License-Identifier: Apache-2.0
//
// Groups and who is in them.

package import PersonsJSON
internal import PersonsSystem
internal import PersonsText

package struct GroupRow: Sendable {
  package let number: Int64
  package var groupId: String
  package var externalRef: String?
  package var name: String?

  package init(number: Int64 = 0, groupId: String, externalRef: String? = nil, name: String? = nil)
  {
    self.number = number
    self.groupId = groupId
    self.externalRef = externalRef
    self.name = name
  }
}

extension Connection {
  /// The group with this id.
  package func group(_ groupId: String, organization: Int64) throws(Failure) -> GroupRow? {
    let statement = try statement(
      """
      SELECT organization, group_id, external_ref, name, checksum, "group" FROM "group"
      WHERE organization = ?1 AND group_id = ?2
      """)
    let row = try firstGroup(statement, organization, groupId)
    // A damaged index leads to others.
    if let row, !row.groupId.isSame(as: groupId) { throw .corruptRecord("The table group") }
    return row
  }

  /// The group with this external reference.
  package func group(
    externalRef: String, organization: Int64
  ) throws(Failure) -> GroupRow? {
    let statement = try statement(
      """
      SELECT organization, group_id, external_ref, name, checksum, "group" FROM "group"
      WHERE organization = ?1 AND external_ref = ?2
      """)
    let row = try firstGroup(statement, organization, externalRef)
    if let row, !isSame(row.externalRef, externalRef) { throw .corruptRecord("The table group") }
    return row
  }

  private func firstGroup(
    _ statement: Statement, _ organization: Int64, _ text: String
  ) throws(Failure) -> GroupRow? {
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, text)
    return try statement.step() ? GroupRow(statement, seed: seed) : nil
  }

  /// Calls `body` for the groups of an organization in the order of creation; only those among `numbers`
  /// unless that is nil.
  package func forEachGroup(
    organization: Int64, among numbers: [Int64]?, limit: Int64, skip: Int64,
    _ body: (GroupRow) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT organization, group_id, external_ref, name, checksum, "group" FROM "group"
      WHERE organization = ?1 AND (?2 IS NULL OR "group" IN (SELECT value FROM json_each(?2)))
      ORDER BY "group" LIMIT ?3 OFFSET ?4
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, numbers.map(integerArray))
    statement.bind(3, limit)
    statement.bind(4, skip)
    while try statement.step() { try body(GroupRow(statement, seed: seed)) }
  }

  /// Those of `numbers` that are groups still.
  package func existing(_ numbers: [Int64]) throws(Failure) -> [Int64] {
    let statement = try statement("SELECT 1 FROM \"group\" WHERE \"group\" = ?1")
    var existing: [Int64] = []
    for number in numbers {
      defer { statement.reset() }
      statement.bind(1, number)
      if try statement.step() { existing.append(number) }
    }
    return existing
  }

  /// Numbers of the groups that a person is in.
  package func groups(ofPerson person: Int64) throws(Failure) -> [Int64] {
    let statement = try statement("SELECT \"group\", checksum FROM membership WHERE person = ?1")
    defer { statement.reset() }
    statement.bind(1, person)
    var groups: [Int64] = []
    while try statement.step() {
      let group = statement.integer(0)
      try requireMembership(of: person, in: group, checksum: statement.integer(1))
      groups.append(group)
    }
    return groups
  }

  /// Throws unless somebody's row in membership is what was written.
  package func requireMembership(
    of person: Int64, in group: Int64, checksum: Int64
  ) throws(Failure) {
    guard checksum == checksumOfMembership(of: person, in: group) else {
      throw .corruptRecord("A row of the table membership")
    }
  }

  fileprivate func checksumOfMembership(of person: Int64, in group: Int64) -> Int64 {
    Int64(bitPattern: XXH3.hash((person, group, 2, 0, 0), seed: seed))
  }

  /// Whether a person is in one of `groups`.
  package func isPerson(_ person: Int64, inOneOf groups: [Int64]) throws(Failure) -> Bool {
    let own = try self.groups(ofPerson: person)
    return own.contains { groups.contains($0) }
  }

  /// Numbers of the persons in one of `groups`, sorted.
  package func persons(inOneOf groups: [Int64]) throws(Failure) -> [Int64] {
    let statement = try statement(
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

extension GroupRow {
  /// Reads a row with the columns organization, group_id, external_ref, name, checksum, "group".
  package init(_ statement: Statement, seed: UInt64) throws(Failure) {
    try GroupRow.requireChecksum(statement, seed: seed)
    groupId = statement.string(1)
    externalRef = statement.optionalString(2)
    name = statement.optionalString(3)
    number = statement.integer(5)
  }

  /// Throws unless the row with these columns is what was written.
  package static func requireChecksum(_ statement: Statement, seed: UInt64) throws(Failure) {
    try statement.requireChecksum(of: .group, columns: 4, seed: seed)
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

extension WriteTransaction {
  package func insertGroup(_ group: GroupRow, organization: Int64) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT INTO "group" (organization, group_id, external_ref, name, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """)
    statement.bind(1, organization)
    statement.bind(2, group.groupId)
    statement.bind(3, group.externalRef)
    statement.bind(4, group.name)
    let checksum = group.checksum(organization: organization, seed: seed)
    statement.bind(5, checksum)
    try statement.run()
    try noteRow(checksum, of: organization)
  }

  private func noteOld(group: Int64, of organization: Int64) throws(Failure) {
    let old = try connection.statement("SELECT checksum FROM \"group\" WHERE \"group\" = ?1")
    old.bind(1, group)
    try noteRows(old, of: organization)
  }

  package func updateGroup(_ group: GroupRow, organization: Int64) throws(Failure) {
    try noteOld(group: group.number, of: organization)
    let statement = try connection.statement(
      "UPDATE \"group\" SET external_ref = ?2, name = ?3, checksum = ?4 WHERE \"group\" = ?1")
    statement.bind(1, group.number)
    statement.bind(2, group.externalRef)
    statement.bind(3, group.name)
    let checksum = group.checksum(organization: organization, seed: seed)
    statement.bind(4, checksum)
    try statement.run()
    try noteRow(checksum, of: organization)
  }

  /// Removes a group; its persons stay, each with a row in the change log.
  package func deleteGroup(_ group: Int64, organization: Int64) throws(Failure) {
    let members = try connection.statement(
      """
      SELECT m.person, p.change FROM membership m JOIN person p ON p.person = m.person
      WHERE m."group" = ?1
      """)
    members.bind(1, group)
    var persons: [(Int64, Int64)] = []
    do {
      defer { members.reset() }
      while try members.step() {
        persons.append((members.integer(0), RowKey.number(of: members.integer(1))))
      }
    }
    for (person, revision) in persons {
      try touchPerson(person, revision: revision, organization: organization, leftGroups: [group])
      try noteMembership(of: person, in: group)
    }
    try noteOld(group: group, of: organization)
    let statement = try connection.statement("DELETE FROM \"group\" WHERE \"group\" = ?1")
    statement.bind(1, group)
    try statement.run()
  }

  package func addMember(_ person: Int64, to group: Int64) throws(Failure) {
    let statement = try connection.statement(
      "INSERT OR IGNORE INTO membership (person, \"group\", checksum) VALUES (?1, ?2, ?3)")
    statement.bind(1, person)
    statement.bind(2, group)
    statement.bind(3, connection.checksumOfMembership(of: person, in: group))
    let before = connection.changes
    try statement.run()
    if connection.changes != before { try noteMembership(of: person, in: group) }
  }

  package func removeMember(_ person: Int64, from group: Int64) throws(Failure) {
    let statement = try connection.statement(
      "DELETE FROM membership WHERE person = ?1 AND \"group\" = ?2")
    statement.bind(1, person)
    statement.bind(2, group)
    let before = connection.changes
    try statement.run()
    if connection.changes != before { try noteMembership(of: person, in: group) }
  }

  /// Notes that a person comes into a group, or goes.
  func noteMembership(of person: Int64, in group: Int64) throws(Failure) {
    try noteRow(
      connection.checksumOfMembership(of: person, in: group), of: RowKey.organization(of: person))
  }
}
