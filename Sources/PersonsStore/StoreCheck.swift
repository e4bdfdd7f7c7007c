// SPDX-License-Identifier: Apache-2.0
//
// Looking over the whole file: SQLite's own checks, every checksum, and that every person can be found by
// what they have.

package import PersonsJSON

package struct StoreCheck {
  package struct Findings {
    package var persons: Int64 = 0
    package var rsvps: Int64 = 0
    /// A sentence each, without values of records.
    package var problems: [String] = []
  }

  /// After so many problems the check ends.
  private static let mostProblems = 100

  private let connection: Connection
  private let seed: UInt64
  private let interruption: Interruption
  private var findings = Findings()

  package init(_ connection: Connection, seed: UInt64, interruption: Interruption) {
    self.connection = connection
    self.seed = seed
    self.interruption = interruption
  }

  package mutating func run() throws(Failure) -> Findings {
    try note { (check) throws(Failure) in
      for line in try check.connection.texts("PRAGMA integrity_check(100)") where line != "ok" {
        check.add("SQLite: \(line)")
      }
      for table in try check.connection.texts("PRAGMA foreign_key_check") {
        check.add("A row of the table \(table) refers to a row that is not there.")
      }
    }
    try note { (check) throws(Failure) in try check.checkPersons() }
    try note { (check) throws(Failure) in try check.checkRSVPs() }
    try note { (check) throws(Failure) in try check.checkLeftovers() }
    return findings
  }

  private mutating func add(_ problem: String) {
    if findings.problems.count < StoreCheck.mostProblems { findings.problems.append(problem) }
  }

  /// Runs a step; damage that keeps it from ending is a problem like the others.
  private mutating func note(
    _ step: (inout StoreCheck) throws(Failure) -> Void
  ) throws(Failure) {
    do throws(Failure) {
      try step(&self)
    } catch {
      guard error.kind == .corrupt else { throw error }
      add(error.message)
    }
  }

  private mutating func checkPersons() throws(Failure) {
    let statement = try connection.statement(
      """
      SELECT p.person, p.organization, p.revision, p.created_at, p.updated_at, p.checksum, p.body,
        p.person_id, (SELECT c.person FROM change c WHERE c.revision = p.revision)
      FROM person p ORDER BY p.person
      """)
    defer { statement.reset() }
    while try statement.step() {
      try interruption.check()
      findings.persons += 1
      let number = statement.integer(0)
      do throws(Failure) {
        let row = try PersonRow(statement, seed: seed)
        let record = PersonRecord(try RecordText(row.body))
        if record.personId != statement.string(7) {
          add("Person number \(number) is filed under another identifier than the record's.")
        }
        if statement.optionalInteger(8) != number {
          add("Person number \(number) is not in the change log under its revision.")
        }
        let keys = LookupKey.keys(of: record, organization: statement.integer(1), seed: seed)
        for key in keys where try !hasLookup(key, person: number) {
          add("Person number \(number) cannot be found by every attribute.")
          break
        }
      } catch {
        guard error.kind == .corrupt else { throw error }
        add("The record of person number \(number) is damaged.")
      }
      if findings.problems.count >= StoreCheck.mostProblems { return }
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

  private mutating func checkRSVPs() throws(Failure) {
    let statement = try connection.statement(
      "SELECT rsvp, person, event, status, attendance, history, checksum FROM rsvp")
    defer { statement.reset() }
    while try statement.step() {
      try interruption.check()
      findings.rsvps += 1
      do throws(Failure) {
        _ = try RSVPRow(statement, seed: seed)
      } catch {
        add("The event history of person number \(statement.integer(1)) is damaged.")
      }
    }
  }

  /// Rows that stand for persons who are gone.
  private mutating func checkLeftovers() throws(Failure) {
    let lookups = try connection.firstInteger(
      "SELECT count(*) FROM lookup l WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.person = l.person)"
    )
    if let lookups, lookups > 0 { add("\(lookups) lookup keys are of persons who are gone.") }
    let beyond = try connection.firstInteger(
      """
      SELECT (SELECT coalesce(max(person), 0) FROM person) > last_person
        OR (SELECT coalesce(max(revision), 0) FROM change) > last_revision FROM store
      """)
    if beyond == 1 { add("The numbers that the file gives out next are taken already.") }
  }
}
