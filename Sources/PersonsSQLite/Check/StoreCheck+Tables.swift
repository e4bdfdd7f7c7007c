// SPDX-License-Identifier: Apache-2.0
//
// The tables beside persons: the checksums of their rows, and that they agree with each other.

internal import CSQLite
internal import PersonsJSON
internal import PersonsStore

extension StoreCheck {
  /// The tables and indexes are those that we make, as SQLite keeps their texts.
  mutating func checkSchema() throws(Failure) {
    let model = try Connection(path: ":memory:", flags: SQLITE_OPEN_READWRITE)
    try model.execute(Schema.text)
    let objects = "SELECT type || ' ' || name || char(10) || coalesce(sql, '') FROM sqlite_schema"
    let wanted = Set(try model.texts(objects))
    for object in wanted.symmetricDifference(try connection.texts(objects)).sorted() {
      let name = object.prefix { $0 != "\n" }
      add("The \(name) is missing or differs from the schema.")
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
        (SELECT count(*) FROM person p INDEXED BY person_by_id WHERE p.organization = k.organization),
        k.groups, (SELECT count(*) FROM "group" g WHERE g.organization = k.organization),
        k.events, (SELECT count(*) FROM event e WHERE e.organization = k.organization)
      FROM counter k LEFT JOIN change c
        ON c.change BETWEEN (k.organization - 1) << 40
          AND ((k.organization - 1) << 40) + 1099511627775
      GROUP BY k.organization
      """
    ) { (check, statement) throws(Failure) in
      let of = check.of(statement.integer(0))
      let (created, rows) = (statement.integer(1), statement.integer(4))
      if rows != created || rows != statement.integer(5) || rows != statement.integer(6) {
        check.add(
          "The change log\(of) has \(rows) rows about \(statement.integer(5)) persons; \(created) were created."
        )
      }
      let latest = RowKey.number(of: statement.integer(7))
      if statement.integer(2) != latest {
        check.add(
          "The latest revision\(of) is \(statement.integer(2)); the change log ends with \(latest)."
        )
      }
      for (what, counted, found) in [
        ("persons", statement.integer(3), statement.integer(8)),
        ("groups", statement.integer(9), statement.integer(10)),
        ("events", statement.integer(11), statement.integer(12)),
      ] where counted != found {
        check.add("The count of \(what)\(of) is \(counted); there are \(found).")
      }
    }
    try forEachRow(
      """
      SELECT c.person, (c.change >> 40) + 1, p.person_id
      FROM change c LEFT JOIN person p
        ON p.person = (c.change >> 40 << 40) + c.person AND c.person BETWEEN 1 AND 1099511627775
      WHERE (c.kind IN (1, 2)) <> (p.person IS NOT NULL)
        OR c.change <> ((p.organization - 1) << 40) + p.change
      """
    ) { (check, statement) throws(Failure) in
      let who = check.person(
        statement.integer(0), of: statement.integer(1), statement.optionalString(2))
      if statement.isNull(2) {
        check.add("The change log has \(who), who does not exist.")
      } else {
        check.add("The change log contradicts the record of \(who).")
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
        "Row \(statement.integer(1)) of the table \(table) refers to a row of \(statement.string(2)) that does not exist."
      )
    }
  }

  /// All rows together: one that is missing, or that a page of an older time brought back, is told of by none else.
  mutating func checkDigests() throws(Failure) {
    var organizations: Int64 = 0
    try forEachRow("SELECT checksum FROM organization") { (_, statement) in
      organizations ^= statement.integer(0)
    }
    if try connection.organizationDigest() != organizations {
      add("Rows of the table organization are missing or out of date.")
    }
    var digests: [Int64: Int64] = [:]
    try forEachRow(
      """
      SELECT organization, row_digest FROM counter
      UNION ALL SELECT organization, checksum FROM "group"
      UNION ALL SELECT organization, checksum FROM event
      UNION ALL SELECT organization, checksum FROM token
      UNION ALL SELECT (person >> 40) + 1, checksum FROM rsvp
      """
    ) { (_, statement) in digests[statement.integer(0), default: 0] ^= statement.integer(1) }
    // What was counted and what is there take each other away.
    for organization in digests.keys.sorted() where digests[organization] != 0 {
      add(
        "Groups, events, tokens or event histories\(of(organization)) are missing or out of date.")
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
    case .store: _ = try connection.organizationDigest()
    case .counter:
      try checkRows(
        of: table, columns: 8,
        """
        SELECT organization, last_person, last_revision, last_time, persons, groups, events,
          row_digest, checksum, organization
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
        of: table, columns: 6,
        """
        SELECT change, person, kind, at, person_id, group_revisions, checksum, change
        FROM change
        """)
    case .idempotency:
      try checkRows(
        of: table, columns: 6,
        """
        SELECT organization, token, key, request_hash, response, created_at, checksum,
          organization || ', ' || token || ', ' || key
        FROM idempotency
        """)
      try checkAnswerTexts()
    case .groupChange:
      try checkGroupChangeRows()
    case .import:
      try checkRows(
        of: table, columns: 6,
        """
        SELECT organization, token, path, bytes, prefix_hash, report, checksum,
          organization || ', ' || token || ', ' || path
        FROM import
        """)
    }
  }

  private mutating func checkRows(
    of table: RowChecksum.Table, columns: Int32, _ sql: StaticString
  ) throws(Failure) {
    try forEachRow(sql) { (check, statement) throws(Failure) in
      do throws(Failure) {
        try statement.requireChecksum(of: table, columns: columns, seed: check.seed)
      } catch {
        check.add("Row \(statement.string(columns + 1)) of the table \(table.name) is damaged.")
      }
    }
  }

  private mutating func checkTokens() throws(Failure) {
    try forEachRow("SELECT token_id, token FROM token") { (check, statement) throws(Failure) in
      do throws(Failure) {
        try check.connection.requireSound(token: statement.string(0))
      } catch {
        guard error.kind == .corrupt else { throw error }
        check.add("Row \(statement.integer(1)) of the table token is damaged.")
      }
    }
  }

  /// Every text in a kept answer leads to it, so that an erasure finds it.
  private mutating func checkAnswerTexts() throws(Failure) {
    try forEachRow("SELECT organization, token, key, response FROM idempotency") {
      (check, statement) throws(Failure) in
      let texts = AnswerText.keys(
        of: statement.string(3), organization: statement.integer(0), seed: check.seed)
      let known = try check.connection.statement(
        """
        SELECT 1 FROM idempotency_text
        WHERE text = ?1 AND organization = ?2 AND token = ?3 AND key = ?4
        """)
      for text in texts {
        defer { known.reset() }
        known.bind(1, text)
        known.bind(2, statement.integer(0))
        known.bind(3, statement.integer(1))
        known.bind(4, statement.string(2))
        if try !known.step() {
          check.add("Not every text of a kept answer leads to the answer.")
          return
        }
      }
    }
  }
}
