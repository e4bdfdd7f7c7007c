// SPDX-License-Identifier: Apache-2.0
//
// The tables beside persons: the checksums of their rows, and that they agree with each other.

internal import CSQLite
internal import PersonsJSON

extension StoreCheck {
  /// The tables and indexes are those that we make, as SQLite keeps their texts.
  mutating func checkSchema() throws(Failure) {
    let model = try Connection(path: ":memory:", flags: SQLITE_OPEN_READWRITE)
    try model.execute(Schema.text)
    let objects = "SELECT type || ' ' || name || char(10) || coalesce(sql, '') FROM sqlite_schema"
    let wanted = Set(try model.texts(objects))
    for object in wanted.symmetricDifference(try connection.texts(objects)).sorted() {
      let name = object.prefix { $0 != "\n" }
      add("The \(name) is missing, or is not as it should be.")
    }
  }

  /// The change log has one row for every person that an organization ever made, up to its latest revision, and each
  /// organization has as many persons as it counts.
  mutating func checkChangeLog() throws(Failure) {
    try forEachRow(
      """
      SELECT k.organization, k.last_person, k.last_revision, k.persons,
        count(c.change), count(DISTINCT c.person), coalesce(max(c.person), 0),
        coalesce(max(c.change), 0),
        (SELECT count(*) FROM person p INDEXED BY person_by_id WHERE p.organization = k.organization)
      FROM counter k LEFT JOIN change c
        ON c.change BETWEEN k.organization << 40 AND (k.organization << 40) + 1099511627775
      GROUP BY k.organization
      """
    ) { (check, statement) throws(Failure) in
      let rows = statement.integer(4)
      if rows != statement.integer(1) || rows != statement.integer(5)
        || rows != RowKey.number(of: statement.integer(6))
      {
        check.add(
          "The change log has \(rows) rows of \(statement.integer(5)) persons; \(statement.integer(1)) were made."
        )
      }
      let latest = RowKey.number(of: statement.integer(7))
      if statement.integer(2) != latest {
        check.add(
          "The latest revision is \(statement.integer(2)), the change log ends with \(latest).")
      }
      if statement.integer(3) != statement.integer(8) {
        check.add(
          "\(statement.integer(3)) persons were counted, and \(statement.integer(8)) are there.")
      }
    }
    try forEachRow(
      """
      SELECT c.person, c.organization, p.organization, p.person_id
      FROM change c LEFT JOIN person p ON p.person = c.person
      WHERE (c.kind IN (1, 2)) <> (p.person IS NOT NULL) OR c.organization <> p.organization
        OR c.change <> p.change OR c.organization <> c.change >> 40
      """
    ) { (check, statement) throws(Failure) in
      let who = check.person(statement.integer(0), statement.optionalString(3))
      if statement.isNull(2) {
        check.add("The change log says that \(who) is there, but they are not.")
      } else {
        check.add("The change log says of \(who) what is not so.")
      }
    }
  }

  /// Who is in which group, and that both are there and of one organization.
  mutating func checkMemberships() throws(Failure) {
    try forEachRow(
      """
      SELECT m.person, m."group", p.person_id, p.organization, g.organization
      FROM membership m LEFT JOIN person p ON p.person = m.person
        LEFT JOIN "group" g ON g."group" = m."group"
      WHERE p.organization IS NOT g.organization OR p.organization IS NULL
      """
    ) { (check, statement) throws(Failure) in
      let who = check.person(statement.integer(0), statement.optionalString(2))
      if statement.isNull(3) {
        check.add("In group number \(statement.integer(1)) is \(who) who is not there.")
      } else {
        check.add(
          "It is said that \(who) is in group number \(statement.integer(1)), which is not there.")
      }
    }
    try forEachRow(
      """
      SELECT m.person, m."group", m.checksum, p.person_id
      FROM membership m LEFT JOIN person p ON p.person = m.person
      """
    ) { (check, statement) throws(Failure) in
      let (number, group) = (statement.integer(0), statement.integer(1))
      do throws(Failure) {
        try check.connection.requireMembership(
          of: number, in: group, checksum: statement.integer(2))
      } catch {
        let who = check.person(number, statement.optionalString(3))
        check.add("That \(who) is in group number \(group) is damaged.")
      }
    }
  }

  /// Rows that refer to what is not there.
  mutating func checkReferences() throws(Failure) {
    try forEachRow("PRAGMA foreign_key_check") { (check, statement) throws(Failure) in
      let table = statement.string(0)
      // Told of above, and with the answers to events.
      guard table != "membership", table != "rsvp" else { return }
      check.add(
        "Row \(statement.integer(1)) of the table \(table) refers to a row of \(statement.string(2)) that is not there."
      )
    }
  }

  /// All rows together: one that is missing, or that a page of an older time brought back, is told of by none else.
  mutating func checkContents() throws(Failure) {
    var organizations: Int64 = 0
    try forEachRow("SELECT checksum FROM organization") { (_, statement) in
      organizations ^= statement.integer(0)
    }
    if try connection.organizationContents() != organizations {
      add("Rows of the table organization are missing, or are older ones.")
    }
    var contents: [Int64: Int64] = [:]
    try forEachRow(
      """
      SELECT organization, contents FROM counter
      UNION ALL SELECT organization, checksum FROM "group"
      UNION ALL SELECT organization, checksum FROM event
      UNION ALL SELECT organization, checksum FROM token
      UNION ALL SELECT person >> 40, checksum FROM rsvp
      UNION ALL SELECT person >> 40, checksum FROM membership
      """
    ) { (_, statement) in contents[statement.integer(0), default: 0] ^= statement.integer(1) }
    // What was counted and what is there take each other away.
    if contents.values.contains(where: { $0 != 0 }) {
      add(
        "Rows of groups, memberships, events, tokens or event histories are missing, or are older ones."
      )
    }
    try forEachRow(
      "SELECT o.organization FROM organization o LEFT JOIN counter k USING (organization) WHERE k.checksum IS NULL"
    ) { (check, statement) in
      check.add("Organization number \(statement.integer(0)) has no row in the table counter.")
    }
  }

  /// The rows of a table that have a checksum of their values.
  mutating func checkRows(of table: RowChecksum.Table) throws(Failure) {
    switch table {
    case .store: _ = try connection.organizationContents()
    case .counter:
      try checkRows(
        of: table, columns: 6,
        """
        SELECT organization, last_person, last_revision, last_time, persons, contents, checksum,
          organization
        FROM counter
        """)
    case .organization:
      try checkRows(
        of: table, columns: 2, "SELECT slug, name, checksum, organization FROM organization")
    case .group:
      try checkRows(
        of: table, columns: 4,
        "SELECT organization, group_id, external_ref, name, checksum, \"group\" FROM \"group\"")
    case .event:
      try checkRows(
        of: table, columns: 4,
        "SELECT organization, event_id, slug, body, checksum, event FROM event")
    case .token:
      try checkTokens()
    case .change:
      try checkRows(
        of: table, columns: 7,
        """
        SELECT change & 1099511627775, organization, person, kind, at, person_id, left_groups,
          checksum, change & 1099511627775
        FROM change
        """)
    case .idempotency:
      try checkRows(
        of: table, columns: 6,
        """
        SELECT organization, token, key, request_hash, response, created_at, checksum, organization
        FROM idempotency
        """)
    case .import:
      try checkRows(
        of: table, columns: 5,
        "SELECT organization, path, bytes, prefix_hash, report, checksum, organization FROM import")
    }
  }

  private mutating func checkRows(
    of table: RowChecksum.Table, columns: Int32, _ sql: StaticString
  ) throws(Failure) {
    try forEachRow(sql) { (check, statement) throws(Failure) in
      do throws(Failure) {
        try statement.requireChecksum(of: table, columns: columns, seed: check.seed)
      } catch {
        check.add(
          "A row of the table \(table.name), \(statement.integer(columns + 1)), is damaged.")
      }
    }
  }

  private mutating func checkTokens() throws(Failure) {
    try forEachRow("SELECT token_id, token FROM token") { (check, statement) throws(Failure) in
      do throws(Failure) {
        _ = try check.connection.token(statement.string(0))
      } catch {
        guard error.kind == .corrupt else { throw error }
        check.add("A row of the table token, \(statement.integer(1)), is damaged.")
      }
    }
    try forEachRow(
      "SELECT token FROM token_group WHERE token NOT IN (SELECT token FROM token)"
    ) { (check, statement) throws(Failure) in
      check.add("A group is of token number \(statement.integer(0)), which is not there.")
    }
  }
}
