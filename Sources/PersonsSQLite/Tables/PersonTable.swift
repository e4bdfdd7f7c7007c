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
    let revision = try logChange(.created, person: number)
    let created = createdAt ?? now
    let statement = try connection.statement(
      """
      INSERT INTO person
        (person, change, created_at, updated_at, member_of, checksum, body, organization, person_id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """)
    let groups = groups.sorted()
    let row = Columns(
      number: number, revision: revision, createdAt: created, updatedAt: updatedAt ?? created,
      groups: groups)
    person.withBody { bind(row, body: $0, to: statement) }
    statement.bind(8, organization)
    statement.bind(9, person.personId)
    try statement.run()
    for key in person.lookupKeys { try commit.addLookup(key, person: number) }
    for group in groups { try addMember(number, to: group) }
    return number
  }

  func updatePerson(
    _ old: StoredPerson, to record: PersonRecord, groups: [Int64]?, createdAt: Int64?,
    updatedAt: Int64?
  ) throws(Failure) {
    let body = try record.body()
    let groups = groups?.sorted() ?? old.groups
    let left = old.groups.filter { !groups.contains($0) }
    let revision = try logChange(
      .updated, person: old.number, replacing: old.revision, leaving: left)
    let row = Columns(
      number: old.number, revision: revision, createdAt: createdAt ?? old.createdAt,
      updatedAt: updatedAt ?? now, groups: groups)
    try body.withBytes { bytes in Result { () throws(Failure) in try update(row, body: bytes) } }
      .get()
    let before = Set(LookupKey.keys(of: old.record, organization: organization, seed: seed))
    let after = Set(LookupKey.keys(of: record, organization: organization, seed: seed))
    for key in before.subtracting(after) { try commit.removeLookup(key, person: old.number) }
    for key in after.subtracting(before) { try commit.addLookup(key, person: old.number) }
    for group in left { try removeMember(old.number, from: group) }
    for group in groups where !old.groups.contains(group) { try addMember(old.number, to: group) }
  }

  func deletePerson(_ person: StoredPerson, erased: Bool) throws(Failure) {
    _ = try logChange(
      erased ? .erased : .deleted, person: person.number, replacing: person.revision,
      personId: erased ? nil : person.record.personId, leaving: person.groups)
    for key in LookupKey.keys(of: person.record, organization: organization, seed: seed) {
      try commit.removeLookup(key, person: person.number)
    }
    for group in person.groups { try removeMember(person.number, from: group) }
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
  func touch(person: Int64, replacing revision: Int64) throws(Failure) {
    let next = try logChange(.updated, person: person, replacing: revision)
    try run("UPDATE person SET change = ?2 WHERE person = ?1", personKey(person), next)
  }

  /// Takes a group out of a person's row.
  func takeOut(person number: Int64, of group: Int64) throws(Failure) {
    try forEachPerson(numbered: [number], with: .record) { (person) throws(Failure) in
      let revision = try logChange(
        .updated, person: number, replacing: person.revision, leaving: [group])
      let row = Columns(
        number: number, revision: revision, createdAt: person.createdAt,
        updatedAt: person.updatedAt, groups: person.groupNumbers.numbers.filter { $0 != group })
      try update(row, body: person.body)
    }
  }

  // MARK: Rows

  /// What of a row can change, but for the record.
  private struct Columns {
    let number: Int64
    let revision: Int64
    let createdAt: Int64
    let updatedAt: Int64
    let groups: [Int64]
  }

  private func update(
    _ row: Columns, body: UnsafeBufferPointer<UInt8>
  ) throws(Failure) {
    let statement = try connection.statement(
      """
      UPDATE person SET change = ?2, created_at = ?3, updated_at = ?4, member_of = ?5,
        checksum = ?6, body = ?7
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
    var memberOf = PersonColumns.memberOf(row.groups)
    statement.bind(5, memberOf)
    func checksum(_ memberOf: UnsafeBufferPointer<UInt8>) -> Int64 {
      PersonColumns.checksum(
        number: row.number, organization: organization, createdAt: row.createdAt,
        updatedAt: row.updatedAt, memberOf: memberOf, body: body, seed: seed)
    }
    statement.bind(
      6, memberOf?.withUTF8(checksum) ?? checksum(UnsafeBufferPointer(start: nil, count: 0)))
    statement.bind(7, text: body)
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
