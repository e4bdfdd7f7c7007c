// SPDX-License-Identifier: Apache-2.0
//
// The records of persons: their checksums, the way to each of them, and their answers to events.

internal import PersonsJSON

extension StoreCheck {
  mutating func checkPersons() throws(Failure) {
    do throws(Failure) {
      try forEachRow(
        """
        SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body,
          p.person_id, c.person, c.kind
        FROM person p LEFT JOIN change c ON c.change = p.change ORDER BY p.person
        """
      ) { (check, statement) throws(Failure) in try check.checkRow(statement) }
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
      for number in connection.personKeys(of: organization) where !isFull {
        try checkOne(number, ids)
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

  /// - Parameter ids: the identifiers of persons, where they are known.
  private mutating func checkOne(_ number: Int64, _ ids: [Int64: String]) throws(Failure) {
    try interruption.check()
    let statement = try connection.statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body,
        p.person_id, c.person, c.kind
      FROM person p LEFT JOIN change c ON c.change = p.change WHERE p.person = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, number)
    do throws(Failure) {
      if try statement.step() { try checkRow(statement) }
    } catch {
      guard error.kind == .corrupt else { throw error }
      add("The page with \(person(number, ids[number])) cannot be read.")
    }
  }

  private mutating func checkRow(_ statement: Statement) throws(Failure) {
    findings.persons += 1
    let who = person(statement.integer(0), statement.optionalString(7))
    do throws(Failure) {
      try checkPerson(statement, who)
    } catch {
      guard error.kind == .corrupt else { throw error }
      add("The record of \(who) is damaged.")
    }
  }

  private mutating func checkPerson(_ statement: Statement, _ who: String) throws(Failure) {
    let number = statement.integer(0)
    let record = PersonRecord(try RecordText(try PersonRow(statement, seed: seed).body))
    if record.personId != statement.string(7) {
      add("The record of \(who) has another identifier.")
    }
    let kind = ChangeKind(rawValue: statement.integer(9))
    if statement.optionalInteger(8) != number || kind == .deleted || kind == .erased {
      add("The change log does not know \(who) under their revision.")
    }
    let keys = LookupKey.keys(of: record, organization: statement.integer(1), seed: seed)
    for key in keys where try !hasLookup(key, person: number) {
      add("It is not so that \(who) can be found by every attribute.")
      break
    }
    lookupKeys += Int64(Set(keys).count)
  }

  private func hasLookup(_ key: Int64, person: Int64) throws(Failure) -> Bool {
    let statement = try connection.statement(
      "SELECT 1 FROM lookup WHERE key = ?1 AND person = ?2")
    defer { statement.reset() }
    statement.bind(1, key)
    statement.bind(2, person)
    return try statement.step()
  }

  /// Looks for keys of attributes that nobody has. Those that somebody has are there: see above.
  mutating func checkLookups() throws(Failure) {
    // To tell whose they are takes long and much memory, and is seldom needed.
    guard try connection.firstInteger("SELECT count(*) FROM lookup") != lookupKeys else { return }
    try forEachRow(
      """
      SELECT l.person, l.keys, p.person, p.organization, p.body, p.person_id
      FROM (SELECT person, count(*) AS keys FROM lookup GROUP BY person) l
        LEFT JOIN person p ON p.person = l.person
      """
    ) { (check, statement) throws(Failure) in
      guard let number = statement.optionalInteger(2) else {
        return check.add(
          "Lookup keys are of \(check.person(statement.integer(0), nil)), who is not there.")
      }
      // A damaged record is told of elsewhere.
      guard let text = try? RecordText(statement.bytes(4)) else { return }
      let keys = LookupKey.keys(
        of: PersonRecord(text), organization: statement.integer(3), seed: check.seed)
      if statement.integer(1) > Set(keys).count {
        let who = check.person(number, statement.optionalString(5))
        check.add("A lookup key is of \(who) who has no such attribute.")
      }
    }
  }

  mutating func checkRSVPs() throws(Failure) {
    try forEachRow(
      """
      SELECT r.rsvp, r.person, r.event, r.status, r.attendance, r.history, r.checksum, p.person_id,
        p.organization, e.organization
      FROM rsvp r LEFT JOIN person p ON p.person = r.person LEFT JOIN event e ON e.event = r.event
      """
    ) { (check, statement) throws(Failure) in
      check.findings.rsvps += 1
      let who = check.person(statement.integer(1), statement.optionalString(7))
      do throws(Failure) {
        _ = try RSVPRow(statement, seed: check.seed)
      } catch {
        check.add("The event history of \(who) is damaged.")
      }
      if statement.isNull(8) {
        check.add("An event history is of \(who) who is not there.")
      } else if statement.isNull(9) || statement.integer(8) != statement.integer(9) {
        check.add("The event history of \(who) is about an event that is not there.")
      }
    }
  }
}
