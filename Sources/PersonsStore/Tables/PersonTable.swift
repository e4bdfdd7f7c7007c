// SPDX-License-Identifier: Apache-2.0
//
// Writing persons: the row, its lookup keys, its groups and its row in the change log go together.

package import PersonsJSON

/// A person as a write sees them before it changes anything.
package struct StoredPerson {
  package let number: Int64
  package let revision: Int64
  package let createdAt: Int64
  package let updatedAt: Int64
  package let record: PersonRecord

  package init(_ row: PersonRow) throws(Failure) {
    number = row.number
    revision = row.revision
    createdAt = row.createdAt
    updatedAt = row.updatedAt
    record = PersonRecord(try RecordText(row.body))
  }
}

extension WriteTransaction {
  /// The person with this identifier, nil when there is none.
  package func person(
    _ personId: String, organization: Int64
  ) throws(Failure) -> StoredPerson? {
    let statement = try connection.statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p WHERE p.organization = ?1 AND p.person_id = ?2
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, personId)
    guard try statement.step() else { return nil }
    return try StoredPerson(
      PersonRow(statement, seed: seed, of: organization, personId: personId))
  }

  /// The person with this number, nil when there is none.
  package func person(number: Int64) throws(Failure) -> StoredPerson? {
    let statement = try connection.statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p WHERE p.person = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, number)
    return try statement.step() ? StoredPerson(PersonRow(statement, seed: seed)) : nil
  }

  /// Writes a new person. The identifier must be free.
  ///
  /// - Returns: the person's number.
  package func insertPerson(
    _ person: NewPerson, groups: [Int64], createdAt: Int64? = nil, updatedAt: Int64? = nil
  ) throws(Failure) -> Int64 {
    let organization = person.organization
    let number = try nextPerson(of: organization)
    let revision = try logChange(.created, person: number, organization: organization)
    let created = createdAt ?? now
    let statement = try connection.statement(
      """
      INSERT INTO person
        (person, organization, person_id, change, created_at, updated_at, checksum, body)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """)
    statement.bind(1, number)
    statement.bind(2, organization)
    statement.bind(3, person.personId)
    statement.bind(4, RowKey.key(organization: organization, number: revision))
    statement.bind(5, created)
    statement.bind(6, updatedAt ?? created)
    person.withBody {
      bind(
        $0, to: statement, checksum: 7, body: 8, number: number, organization: organization,
        createdAt: created, updatedAt: updatedAt ?? created)
    }
    try statement.run()
    for key in person.lookupKeys { try addLookup(key, person: number) }
    for group in groups { try addMember(number, to: group) }
    return number
  }

  /// Writes a changed record over the one that was read in this transaction.
  package func updatePerson(
    _ old: StoredPerson, to record: PersonRecord, organization: Int64, createdAt: Int64? = nil,
    updatedAt: Int64? = nil, leftGroups: [Int64] = []
  ) throws(Failure) {
    let body = try record.body()
    let revision = try logChange(
      .updated, person: old.number, organization: organization, replacing: old.revision,
      leftGroups: leftGroups)
    let created = createdAt ?? old.createdAt
    let updated = updatedAt ?? now
    let statement = try connection.statement(
      """
      UPDATE person SET change = ?2, created_at = ?3, updated_at = ?4, checksum = ?5, body = ?6
      WHERE person = ?1
      """)
    statement.bind(1, old.number)
    statement.bind(2, RowKey.key(organization: organization, number: revision))
    statement.bind(3, created)
    statement.bind(4, updated)
    body.withBytes {
      bind(
        $0, to: statement, checksum: 5, body: 6, number: old.number,
        organization: organization, createdAt: created, updatedAt: updated)
    }
    try statement.run()
    let before = Set(LookupKey.keys(of: old.record, organization: organization, seed: seed))
    let after = Set(LookupKey.keys(of: record, organization: organization, seed: seed))
    for key in before.subtracting(after) { try removeLookup(key, person: old.number) }
    for key in after.subtracting(before) { try addLookup(key, person: old.number) }
  }

  /// Removes a person. The log keeps that there was one; `erased` keeps the identifier out of it.
  package func deletePerson(
    _ person: StoredPerson, organization: Int64, erased: Bool
  ) throws(Failure) {
    let groups = try connection.groups(ofPerson: person.number)
    _ = try logChange(
      erased ? .erased : .deleted, person: person.number, organization: organization,
      replacing: person.revision, personId: erased ? nil : person.record.personId,
      leftGroups: groups)
    for key in LookupKey.keys(of: person.record, organization: organization, seed: seed) {
      try removeLookup(key, person: person.number)
    }
    // What goes with the person.
    for group in groups { try noteMembership(of: person.number, in: group) }
    let answers = try connection.statement("SELECT checksum FROM rsvp WHERE person = ?1")
    answers.bind(1, person.number)
    try noteRows(answers, of: organization)
    try count(organization) { (counter) throws(Failure) in counter.persons &-= 1 }
    let statement = try connection.statement("DELETE FROM person WHERE person = ?1")
    statement.bind(1, person.number)
    try statement.run()
  }

  private func bind(
    _ text: UnsafeBufferPointer<UInt8>, to statement: Statement, checksum: Int32, body: Int32,
    number: Int64, organization: Int64, createdAt: Int64, updatedAt: Int64
  ) {
    statement.bind(body, text: text)
    statement.bind(
      checksum,
      PersonRow.checksum(
        number: number, organization: organization, createdAt: createdAt, updatedAt: updatedAt,
        body: text, seed: seed))
  }

  private func removeLookup(_ key: Int64, person: Int64) throws(Failure) {
    try settleLookups(of: key)
    let statement = try connection.statement("DELETE FROM lookup WHERE key = ?1 AND person = ?2")
    statement.bind(1, key)
    statement.bind(2, person)
    try statement.run()
  }
}
