// SPDX-License-Identifier: Apache-2.0
//
// Organizations: the tenants of a file.

package import PersonsJSON
internal import PersonsText

package struct OrganizationRow: Sendable {
  package let number: Int64
  package let slug: String
  package let name: String?

  package init(number: Int64, slug: String, name: String?) {
    self.number = number
    self.slug = slug
    self.name = name
  }
}

extension Connection {
  /// The organization with this slug; without one, the first.
  package func organization(_ slug: String?) throws(Failure) -> OrganizationRow? {
    let statement = try statement(
      """
      SELECT slug, name, checksum, organization FROM organization
      WHERE ?1 IS NULL OR slug = ?1 ORDER BY organization LIMIT 1
      """)
    defer { statement.reset() }
    statement.bind(1, slug)
    guard try statement.step() else { return nil }
    let row = try OrganizationRow(statement, seed: seed)
    // A damaged index leads to others.
    if let slug, !row.slug.isSame(as: slug) { throw .corruptRecord("The table organization") }
    return row
  }

  package func organization(number: Int64) throws(Failure) -> OrganizationRow? {
    let statement = try statement(
      "SELECT slug, name, checksum, organization FROM organization WHERE organization = ?1")
    defer { statement.reset() }
    statement.bind(1, number)
    return try statement.step() ? OrganizationRow(statement, seed: seed) : nil
  }

  package func forEachOrganization(
    limit: Int64, skip: Int64, _ body: (OrganizationRow) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT slug, name, checksum, organization FROM organization
      ORDER BY organization LIMIT ?1 OFFSET ?2
      """)
    defer { statement.reset() }
    statement.bind(1, limit)
    statement.bind(2, skip)
    while try statement.step() { try body(OrganizationRow(statement, seed: seed)) }
  }
}

extension OrganizationRow {
  fileprivate init(_ statement: Statement, seed: UInt64) throws(Failure) {
    try statement.requireChecksum(of: .organization, columns: 2, seed: seed)
    slug = statement.string(0)
    name = statement.optionalString(1)
    number = statement.integer(3)
  }
}

extension Connection {
  /// Writes the row of an organization, and notes that the one before goes.
  ///
  /// - Returns: its number.
  func putOrganization(slug: String, name: String?, at now: Int64) throws(Failure) -> Int64 {
    let old = try statement("SELECT checksum FROM organization WHERE slug = ?1")
    old.bind(1, slug)
    var contents = try organizationContents()
    var isNew = true
    do {
      defer { old.reset() }
      while try old.step() {
        contents ^= old.integer(0)
        isNew = false
      }
    }
    let statement = try statement(
      """
      INSERT INTO organization (slug, name, checksum, created_at) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (slug) DO UPDATE SET name = excluded.name, checksum = excluded.checksum
      RETURNING organization
      """)
    var checksum = RowChecksum(.organization, seed: seed)
    checksum.add(slug)
    checksum.add(name)
    statement.bind(1, slug)
    statement.bind(2, name)
    statement.bind(3, checksum.value)
    statement.bind(4, now)
    var number: Int64 = 0
    do {
      defer { statement.reset() }
      if try statement.step() { number = statement.integer(0) }
      _ = try statement.step()
    }
    guard number > 0, number <= RowKey.largestOrganization else {
      throw .corruptRecord("The table organization")
    }
    if isNew { try insertCounter(Counter(lastTime: now), of: number) }
    try setOrganizationContents(contents ^ checksum.value)
    return number
  }

  /// The checksums of all rows of organization together.
  func organizationContents() throws(Failure) -> Int64 {
    let statement = try statement("SELECT contents, checksum FROM store")
    defer { statement.reset() }
    guard try statement.step() else { throw .corruptRecord("The table store") }
    try statement.requireChecksum(of: .store, columns: 1, seed: seed)
    return statement.integer(0)
  }

  private func setOrganizationContents(_ contents: Int64) throws(Failure) {
    let statement = try statement("UPDATE store SET contents = ?1, checksum = ?2")
    var checksum = RowChecksum(.store, seed: seed)
    checksum.add(contents)
    statement.bind(1, contents)
    statement.bind(2, checksum.value)
    try statement.run()
  }
}

extension WriteTransaction {
  package func putOrganization(slug: String, name: String?) throws(Failure) {
    _ = try connection.putOrganization(slug: slug, name: name, at: now)
  }
}
