// SPDX-License-Identifier: Apache-2.0
//
// Looking over the whole file: SQLite's own checks, every checksum, that every person can be found by what they
// have, and that the tables agree with each other. What is found names whom it hits. The steps are in files of their
// own, StoreCheck+….

internal import PersonsJSON
internal import PersonsStore

struct StoreCheck {
  /// After so many problems the check ends.
  private static let maxProblems = 100

  let connection: Connection
  let seed: UInt64
  let interruption: Interruption
  var findings = StoreFindings()
  /// How many keys the persons have by which they are found.
  var lookupKeys: Int64 = 0
  /// How many rows of group_change the persons have, those who are gone too.
  var groupChanges: Int64 = 0
  /// The numbers of the organizations in order, so far as they can be read.
  private(set) var organizations: [Int64] = []
  private var slugs: [Int64: String] = [:]

  init(_ connection: Connection, interruption: Interruption) {
    self.connection = connection
    seed = connection.seed
    self.interruption = interruption
  }

  mutating func run() throws(Failure) -> StoreFindings {
    try note("The file") { (check) throws(Failure) in
      // Not so many that there is no room for whom they hit.
      try check.forEachRow("PRAGMA integrity_check(20)") { (check, statement) throws(Failure) in
        let line = statement.string(0)
        if line == "ok" { return }
        // It tells a page that the disk did not give back as one that is damaged.
        if let failure = check.connection.readFailure { throw failure }
        check.add("SQLite: \(line)")
      }
    }
    try note("The schema") { (check) throws(Failure) in try check.checkSchema() }
    try readOrganizations()
    try checkPersons()
    try note("The table lookup") { (check) throws(Failure) in try check.checkLookups() }
    try note("The table rsvp") { (check) throws(Failure) in try check.checkRSVPs() }
    try note("The change log") { (check) throws(Failure) in try check.checkChangeLog() }
    try note("The table membership") { (check) throws(Failure) in try check.checkMemberships() }
    try note("The table group_change") { (check) throws(Failure) in try check.checkGroupChanges() }
    try note("A table") { (check) throws(Failure) in try check.checkReferences() }
    try note("A table") { (check) throws(Failure) in try check.checkDigests() }
    for table in RowChecksum.Table.allCases {
      try note("The table \(table.name)") { (check) throws(Failure) in
        try check.checkRows(of: table)
      }
    }
    return findings
  }

  /// Either table may be unreadable.
  private mutating func readOrganizations() throws(Failure) {
    var found: Set<Int64> = []
    try note("The table counter") { (check) throws(Failure) in
      try check.forEachRow("SELECT organization FROM counter") { (_, statement) in
        found.insert(statement.integer(0))
      }
    }
    try note("The table organization") { (check) throws(Failure) in
      try check.forEachRow("SELECT organization, slug FROM organization") { (check, statement) in
        found.insert(statement.integer(0))
        check.slugs[statement.integer(0)] = statement.string(1)
      }
    }
    organizations = found.sorted()
  }

  mutating func add(_ problem: String) {
    if !isFull { findings.problems.append(problem) }
  }

  /// Whether nothing more is told.
  var isFull: Bool { findings.problems.count >= StoreCheck.maxProblems }

  /// Runs a step; damage that keeps it from ending is a problem like the others.
  mutating func note(
    _ what: String, _ step: (inout StoreCheck) throws(Failure) -> Void
  ) throws(Failure) {
    do throws(Failure) {
      try step(&self)
    } catch {
      guard error.kind == .corrupt else { throw error }
      let problem = "\(what) cannot be checked to the end: a page or a row is damaged."
      // Several steps read the same table.
      if !findings.problems.contains(problem) { add(problem) }
    }
  }

  /// Calls `body` for each row of a statement, until so many problems are found that no more are told.
  mutating func forEachRow(
    _ sql: StaticString, _ body: (inout StoreCheck, Statement) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachRow(of: try connection.statement(sql), body)
  }

  mutating func forEachRow(
    of statement: Statement, _ body: (inout StoreCheck, Statement) throws(Failure) -> Void
  ) throws(Failure) {
    defer { statement.reset() }
    while !isFull {
      guard try statement.step() else { return }
      try interruption.check()
      try body(&self, statement)
    }
  }

  /// A person in a sentence: by the number, which other rows refer to, by the identifier where there is one, and by
  /// the organization where it is known and there are several, which have persons of the same number.
  func person(_ number: Int64, of organization: Int64?, _ personId: String?) -> String {
    var text = TextBuffer()
    text.append(string: "person number \(number)")
    if let personId {
      text.append(" (")
      text.appendJSON(personId)
      text.append(")")
    }
    if let organization { text.append(string: of(organization)) }
    return text.string
  }

  /// An organization at the end of a sentence's subject; nothing in a file that has only one.
  func of(_ organization: Int64) -> String {
    guard organizations.count > 1 else { return "" }
    guard let slug = slugs[organization] else { return " of organization number \(organization)" }
    var quoted = TextBuffer()
    quoted.appendJSON(slug)
    return " of organization \(quoted.string)"
  }
}
