// SPDX-License-Identifier: Apache-2.0
//
// Writing persons: the row, its lookup keys, its groups and its row in the change log go together.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension SQLiteWriteTransaction {
  func person(
    _ personId: String, inOneOf groups: [Int64]?
  ) throws(Failure) -> StoredPerson? {
    var person: StoredPerson?
    try forEachPerson(
      PersonSelection(personId: personId, groups: groups), limit: nil, skip: 0, with: .record
    ) { (row) throws(Failure) in
      person = try StoredPerson(row)
      return false
    }
    return person
  }

  func insertPerson(
    _ person: NewPerson, groups: [Int64], createdAt: Int64?, updatedAt: Int64?
  ) throws(Failure) -> Int64 {
    let number = try commit.nextPerson(of: organization)
    let groups = groups.sorted()
    let revision = try logCreation(of: number, groups: groups)
    let created = createdAt ?? now
    let statement = try connection.statement(
      """
      INSERT INTO person
        (person, change, created_at, updated_at, member_of, checksum, body, organization, person_id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?7, ?8, ?9, ?10)
      """)
    let row = Columns(
      number: number, revision: revision, createdAt: created, updatedAt: updatedAt ?? created,
      groups: groups, groupRevisions: GroupRevisions())
    person.withBody { bind(row, body: $0, to: statement) }
    statement.bind(9, organization)
    statement.bind(10, person.personId)
    try statement.run()
    for key in person.lookupKeys { try commit.addLookup(key, person: number) }
    return number
  }

  func updatePerson(
    _ old: StoredPerson, to record: PersonRecord, groups: [Int64]?, createdAt: Int64?,
    updatedAt: Int64?
  ) throws(Failure) {
    let body = try record.body()
    let groups = groups?.sorted() ?? old.groups
    let (revision, groupRevisions) = try logChange(.updated, of: Before(old), groups: groups)
    let row = Columns(
      number: old.number, revision: revision, createdAt: createdAt ?? old.createdAt,
      updatedAt: updatedAt ?? now, groups: groups, groupRevisions: groupRevisions)
    try update(row, body)
    let before = Set(LookupKey.keys(of: old.record, organization: organization, seed: seed))
    let after = Set(LookupKey.keys(of: record, organization: organization, seed: seed))
    for key in before.subtracting(after) { try commit.removeLookup(key, person: old.number) }
    for key in after.subtracting(before) { try commit.addLookup(key, person: old.number) }
    try moveMember(old.number, from: old.groups, to: groups)
  }

  func regroupPerson(_ old: StoredPerson, to groups: [Int64]) throws(Failure) {
    let groups = groups.sorted()
    let (revision, groupRevisions) = try logChange(
      .updated, of: Before(old), groups: groups, isOfGroupsAlone: true)
    let row = Columns(
      number: old.number, revision: revision, createdAt: old.createdAt, updatedAt: old.updatedAt,
      groups: groups, groupRevisions: groupRevisions)
    try update(row, old.record.body())
    try moveMember(old.number, from: old.groups, to: groups)
  }

  func deletePerson(_ person: StoredPerson, erased: Bool) throws(Failure) {
    _ = try logChange(
      erased ? .erased : .deleted, of: Before(person), groups: [],
      personId: erased ? nil : person.record.personId)
    for key in LookupKey.keys(of: person.record, organization: organization, seed: seed) {
      try commit.removeLookup(key, person: person.number)
    }
    try moveMember(person.number, from: person.groups, to: [])
    // The answers to events go with the person.
    let answers = try connection.statement("SELECT checksum FROM rsvp WHERE person = ?1")
    answers.bind(1, personKey(person.number))
    try digestRows(of: answers)
    try commit.count(organization) { (counter) throws(Failure) in counter.persons &-= 1 }
    let statement = try connection.statement("DELETE FROM person WHERE person = ?1")
    statement.bind(1, personKey(person.number))
    try statement.run()
  }

  /// Notes that a person changed in what is not in their row.
  func touch(_ person: StoredPerson) throws(Failure) {
    let (revision, groupRevisions) = try logChange(
      .updated, of: Before(person), groups: person.groups)
    guard groupRevisions == person.groupRevisions else {
      let row = Columns(
        number: person.number, revision: revision, createdAt: person.createdAt,
        updatedAt: person.updatedAt, groups: person.groups, groupRevisions: groupRevisions)
      return try update(row, person.record.body())
    }
    // The checksum of the row is not of its change.
    try run("UPDATE person SET change = ?2 WHERE person = ?1", personKey(person.number), revision)
  }

  /// Takes a group out of a person's row.
  func takeOut(person number: Int64, of group: Int64) throws(Failure) {
    let isThere = try forEachPerson(numbered: [number], with: .record) {
      (person) throws(Failure) in
      let before = Before(
        person: number, revision: person.revision, groups: person.groupNumbers.numbers,
        groupRevisions: GroupRevisions(person.groupRevisions.numbers))
      let groups = before.groups.filter { $0 != group }
      let (revision, groupRevisions) = try logChange(
        .updated, of: before, groups: groups, isOfGroupsAlone: true)
      let row = Columns(
        number: number, revision: revision, createdAt: person.createdAt,
        updatedAt: person.updatedAt, groups: groups, groupRevisions: groupRevisions)
      try update(row, body: person.body)
    }
    guard isThere else { throw .corruptRecord("The table membership") }
  }

  // MARK: Rows

  /// What of a row can change, but for the record.
  private struct Columns {
    let number: Int64
    let revision: Int64
    let createdAt: Int64
    let updatedAt: Int64
    let groups: [Int64]
    let groupRevisions: GroupRevisions
  }

  private func update(_ row: Columns, _ body: borrowing TextBuffer) throws(Failure) {
    try body.withBytes { bytes in Result { () throws(Failure) in try update(row, body: bytes) } }
      .get()
  }

  private func update(
    _ row: Columns, body: UnsafeBufferPointer<UInt8>
  ) throws(Failure) {
    let statement = try connection.statement(
      """
      UPDATE person SET change = ?2, created_at = ?3, updated_at = ?4, member_of = ?5,
        group_revisions = ?6, checksum = ?7, body = ?8
      WHERE person = ?1
      """)
    bind(row, body: body, to: statement)
    try statement.run()
  }

  private func bind(
    _ row: Columns, body: UnsafeBufferPointer<UInt8>, to statement: Statement
  ) {
    statement.bind(1, personKey(row.number))
    statement.bind(2, row.revision)
    statement.bind(3, row.createdAt)
    statement.bind(4, row.updatedAt)
    var memberOf = PersonColumns.list(row.groups) ?? ""
    var groupRevisions = PersonColumns.list(row.groupRevisions.numbers) ?? ""
    statement.bind(5, memberOf.isEmpty ? nil : memberOf)
    statement.bind(6, groupRevisions.isEmpty ? nil : groupRevisions)
    let checksum = memberOf.withUTF8 { memberOf in
      groupRevisions.withUTF8 { groupRevisions in
        PersonColumns.checksum(
          number: row.number, organization: organization, createdAt: row.createdAt,
          updatedAt: row.updatedAt, memberOf: memberOf, groupRevisions: groupRevisions, body: body,
          seed: seed)
      }
    }
    statement.bind(7, checksum)
    statement.bind(8, text: body)
  }

  /// Files a person under the groups that they join, and no more under those that they leave.
  private func moveMember(
    _ person: Int64, from old: [Int64], to new: [Int64]
  ) throws(Failure) {
    guard old != new else { return }
    try commit.flushGroups()
    for group in old where !new.containsSorted(group) { try removeMember(person, from: group) }
    for group in new where !old.containsSorted(group) { try addMember(person, to: group) }
  }

  private func addMember(_ person: Int64, to group: Int64) throws(Failure) {
    try run(
      "INSERT OR IGNORE INTO membership (\"group\", person) VALUES (?1, ?2)", group, person)
  }

  private func removeMember(_ person: Int64, from group: Int64) throws(Failure) {
    try run("DELETE FROM membership WHERE \"group\" = ?1 AND person = ?2", group, person)
  }

  private func run(_ sql: StaticString, _ first: Int64, _ second: Int64) throws(Failure) {
    let statement = try connection.statement(sql)
    statement.bind(1, first)
    statement.bind(2, second)
    try statement.run()
  }
}

extension SQLiteWriteTransaction.Before {
  init(_ person: StoredPerson) {
    self.init(
      person: person.number, revision: person.revision, groups: person.groups,
      groupRevisions: person.groupRevisions)
  }
}
