// SPDX-License-Identifier: Apache-2.0
//
// The records of persons: their checksums, that everything leads to them that should, and their answers to events.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension StoreCheck {
  /// A person and the row of the change log that has their latest change.
  private static let personAndChange = """
    SELECT \(PersonColumns.list), p.person_id, c.person, c.kind
    FROM person p LEFT JOIN change c ON c.change = ((p.organization - 1) << 40) + p.change
    """

  /// Everybody, with the columns of PersonColumns first.
  func persons() throws(Failure) -> Statement {
    try connection.statement(.checkedPersons) {
      "\(StoreCheck.personAndChange) ORDER BY p.person"
    }
  }

  mutating func checkPersons() throws(Failure) {
    do throws(Failure) {
      try forEachRow(of: persons()) { (check, statement) throws(Failure) in
        try check.checkRow(statement)
      }
    } catch {
      guard error.kind == .corrupt else { throw error }
      (findings.persons, lookupKeys, groupChanges) = (0, 0, 0)
      try checkPersonsOneByOne()
    }
  }

  /// Where a page cannot be read: those on it are told, and the others are checked all the same.
  private mutating func checkPersonsOneByOne() throws(Failure) {
    var ids: [Int64: String] = [:]
    try note("The index of identifiers") { (check) throws(Failure) in
      try check.forEachRow("SELECT person, person_id FROM person INDEXED BY person_by_id") {
        (_, statement) in ids[statement.integer(0)] = statement.string(1)
      }
    }
    for organization in organizations {
      for number in connection.personNumbers(of: organization) where !isFull {
        try checkOne(RowKey.key(organization: organization, number: number), ids)
      }
    }
  }

  /// - Parameters:
  ///   - key: of the person's row.
  ///   - ids: the identifiers of persons, where they are known.
  private mutating func checkOne(_ key: Int64, _ ids: [Int64: String]) throws(Failure) {
    try interruption.check()
    let statement = try connection.statement(.checkedPerson) {
      "\(StoreCheck.personAndChange) WHERE p.person = ?1"
    }
    defer { statement.reset() }
    statement.bind(1, key)
    do throws(Failure) {
      if try statement.step() { try checkRow(statement) }
    } catch {
      guard error.kind == .corrupt else { throw error }
      add("The page with \(person(ofKey: key, ids[key])) cannot be read.")
    }
  }

  private mutating func checkRow(_ statement: Statement) throws(Failure) {
    findings.persons += 1
    let who = person(
      ofKey: statement.integer(0), statement.optionalString(PersonColumns.count))
    let (row, record): (PersonColumns.Row, PersonRecord)
    do throws(Failure) {
      row = try PersonColumns.row(statement, seed: seed)
      record = PersonRecord(try RecordText(row.body))
    } catch {
      guard error.kind == .corrupt else { throw error }
      return add("The record of \(who) is damaged.")
    }
    if record.personId != statement.string(PersonColumns.count) {
      add("The record of \(who) has another identifier.")
    }
    let kind = ChangeKind(rawValue: statement.integer(PersonColumns.count + 2))
    if statement.optionalInteger(PersonColumns.count + 1) != row.number || kind?.isGone == true {
      add("The change log does not have \(who) at their revision.")
    }
    let keys = LookupKey.keys(of: record, organization: row.organization, seed: seed)
    lookupKeys += Int64(Set(keys).count)
    try note("The table lookup") { (check) throws(Failure) in
      for key in keys where try !check.hasLookup(key, person: row.number) {
        check.add("Not every attribute leads to \(who).")
        break
      }
    }
    try note("The table membership") { (check) throws(Failure) in
      for group in row.groups.numbers { try check.checkMembership(of: row, who, in: group) }
    }
    try note("The table group_change") { (check) throws(Failure) in
      try check.checkGroupChanges(
        of: GroupRevisions(text: row.groupRevisions), members: row.groups.numbers,
        latest: row.revision, person: row.number, organization: row.organization, who)
    }
  }

  /// - Parameter group: one that the person's row names.
  private mutating func checkMembership(
    of person: PersonColumns.Row, _ who: String, in group: Int64
  ) throws(Failure) {
    let statement = try connection.statement(
      """
      SELECT g.organization,
        EXISTS (SELECT 1 FROM membership m WHERE m."group" = g."group" AND m.person = ?2)
      FROM "group" g WHERE g."group" = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, group)
    statement.bind(2, person.number)
    if try !statement.step() {
      add("The record of \(who) names group number \(group), which does not exist.")
    } else if statement.integer(0) != person.organization {
      add("The record of \(who) names group number \(group) of another organization.")
    } else if statement.integer(1) == 0 {
      add("Group number \(group) does not list \(who), whose record names it.")
    }
  }

  private func hasLookup(_ key: Int64, person: Int64) throws(Failure) -> Bool {
    let statement = try connection.statement(
      "SELECT 1 FROM lookup WHERE key = ?1 AND person = ?2")
    defer { statement.reset() }
    statement.bind(1, key)
    statement.bind(2, person)
    return try statement.step()
  }

  mutating func checkRSVPs() throws(Failure) {
    try forEachRow(
      """
      SELECT r.person, r.event, r.status, r.attendance, r.history, r.checksum, p.person_id,
        p.organization, e.organization
      FROM rsvp r LEFT JOIN person p ON p.person = r.person LEFT JOIN event e ON e.event = r.event
      """
    ) { (check, statement) throws(Failure) in
      check.findings.rsvps += 1
      let who = check.person(ofKey: statement.integer(0), statement.optionalString(6))
      do throws(Failure) {
        _ = try RSVP(statement, seed: check.seed)
      } catch {
        check.add("The event history of \(who) is damaged.")
      }
      if statement.isNull(7) {
        check.add("An event history belongs to \(who), who does not exist.")
      } else if statement.isNull(8) || statement.integer(7) != statement.integer(8) {
        check.add("The event history of \(who) names an event that does not exist.")
      }
    }
  }

  /// A person in a sentence.
  ///
  /// - Parameter key: of their row.
  private func person(ofKey key: Int64, _ personId: String?) -> String {
    person(RowKey.number(of: key), of: RowKey.organization(of: key), personId)
  }
}
