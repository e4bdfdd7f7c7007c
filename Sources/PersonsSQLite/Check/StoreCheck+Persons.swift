// SPDX-License-Identifier: Apache-2.0
//
// The records of persons: their checksums, the way to each of them, and their answers to events.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension StoreCheck {
  /// A person and the row of the change log that has their latest change.
  private static let personAndChange = """
    SELECT \(PersonColumns.list), p.person_id, c.person, c.kind
    FROM person p LEFT JOIN change c ON c.change = (p.organization << 40) + p.change
    """

  mutating func checkPersons() throws(Failure) {
    do throws(Failure) {
      let persons = try connection.statement(.checkedPersons) {
        "\(StoreCheck.personAndChange) ORDER BY p.person"
      }
      try forEachRow(of: persons) { (check, statement) throws(Failure) in
        try check.checkRow(statement)
      }
    } catch {
      guard error.kind == .corrupt else { throw error }
      (findings.persons, lookupKeys) = (0, 0)
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
    for organization in try organizations() {
      for number in connection.personNumbers(of: organization) where !isFull {
        try checkOne(RowKey.key(organization: organization, number: number), ids)
      }
    }
  }

  /// The organizations that there are, so far as can be told.
  private func organizations() throws(Failure) -> [Int64] {
    let statement = try connection.statement(
      "SELECT organization FROM counter UNION SELECT organization FROM organization")
    defer { statement.reset() }
    var organizations: [Int64] = []
    while try statement.step() { organizations.append(statement.integer(0)) }
    return organizations
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
      add("The page with \(person(key, ids[key])) cannot be read.")
    }
  }

  private mutating func checkRow(_ statement: Statement) throws(Failure) {
    findings.persons += 1
    let who = person(statement.integer(0), statement.optionalString(PersonColumns.count))
    do throws(Failure) {
      try checkPerson(statement, who)
    } catch {
      guard error.kind == .corrupt else { throw error }
      add("The record of \(who) is damaged.")
    }
  }

  private mutating func checkPerson(_ statement: Statement, _ who: String) throws(Failure) {
    let row = try PersonColumns.row(statement, seed: seed)
    let record = PersonRecord(try RecordText(row.body))
    if record.personId != statement.string(PersonColumns.count) {
      add("The record of \(who) has another identifier.")
    }
    let kind = ChangeKind(rawValue: statement.integer(PersonColumns.count + 2))
    if statement.optionalInteger(PersonColumns.count + 1) != row.number || kind?.isGone == true {
      add("The change log does not know \(who) under their revision.")
    }
    let keys = LookupKey.keys(of: record, organization: row.organization, seed: seed)
    for key in keys where try !hasLookup(key, person: row.number) {
      add("It is not so that \(who) can be found by every attribute.")
      break
    }
    lookupKeys += Int64(Set(keys).count)
    for group in row.groups.numbers where try !isMember(row.number, of: group) {
      add("It is not so that \(who) can be found in group number \(group).")
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

  private func isMember(_ person: Int64, of group: Int64) throws(Failure) -> Bool {
    let statement = try connection.statement(
      "SELECT 1 FROM membership WHERE \"group\" = ?1 AND person = ?2")
    defer { statement.reset() }
    statement.bind(1, group)
    statement.bind(2, person)
    return try statement.step()
  }

  /// Looks for keys of attributes that nobody has. Those that somebody has are there: see above.
  mutating func checkLookups() throws(Failure) {
    // To tell whose they are takes long, and is seldom needed.
    guard try connection.firstInteger("SELECT count(*) FROM lookup") != lookupKeys else { return }
    let organizations = try organizations()
    try forEachRow("SELECT key, person FROM lookup") { (check, statement) throws(Failure) in
      let (key, number) = (statement.integer(0), statement.integer(1))
      var owner: String?
      for organization in organizations {
        // A damaged record is told of elsewhere.
        guard let record = try check.record(of: number, in: organization) else { continue }
        let keys = LookupKey.keys(of: record, organization: organization, seed: check.seed)
        if keys.contains(key) { return }
        owner = owner ?? check.person(number, record.personId)
      }
      if let owner {
        check.add("A lookup key is of \(owner) who has no such attribute.")
      } else {
        check.add("Lookup keys are of \(check.person(number, nil)), who is not there.")
      }
    }
  }

  /// The record of a person; nil when they are not there, or their record is damaged.
  private func record(
    of number: Int64, in organization: Int64
  ) throws(Failure) -> PersonRecord? {
    let statement = try connection.statement("SELECT body FROM person WHERE person = ?1")
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: number))
    guard try statement.step() else { return nil }
    return (try? RecordText(statement.bytes(0))).map(PersonRecord.init)
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
      let who = check.person(statement.integer(0), statement.optionalString(6))
      do throws(Failure) {
        _ = try RSVP(statement, seed: check.seed)
      } catch {
        check.add("The event history of \(who) is damaged.")
      }
      if statement.isNull(7) {
        check.add("An event history is of \(who) who is not there.")
      } else if statement.isNull(8) || statement.integer(7) != statement.integer(8) {
        check.add("The event history of \(who) is about an event that is not there.")
      }
    }
  }
}
