// SPDX-License-Identifier: Apache-2.0
//
// Organizations: the tenants of a file.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsText

extension Connection {
  /// The organization with this slug; without one, the first.
  func organization(_ slug: String?) throws(Failure) -> Organization? {
    let statement = try statement(
      """
      SELECT slug, name, checksum, organization FROM organization
      WHERE ?1 IS NULL OR slug = ?1 ORDER BY organization LIMIT 1
      """)
    defer { statement.reset() }
    statement.bind(1, slug)
    guard try statement.step() else { return nil }
    let organization = try Organization(statement, seed: seed)
    // A damaged index leads to others.
    if let slug, !organization.slug.isSame(as: slug) {
      throw .corruptRecord("The table organization")
    }
    return organization
  }

  func organization(number: Int64) throws(Failure) -> Organization? {
    let statement = try statement(
      "SELECT slug, name, checksum, organization FROM organization WHERE organization = ?1")
    defer { statement.reset() }
    statement.bind(1, number)
    return try statement.step() ? Organization(statement, seed: seed) : nil
  }

  func forEachOrganization(
    limit: Int64?, skip: Int64, _ body: (Organization) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT slug, name, checksum, organization FROM organization
      ORDER BY organization LIMIT ?1 OFFSET ?2
      """)
    defer { statement.reset() }
    statement.bind(1, limit ?? -1)
    statement.bind(2, skip)
    while try statement.step() { try body(Organization(statement, seed: seed)) }
  }
}

extension Organization {
  /// Reads a row with the columns slug, name, checksum, organization.
  fileprivate init(_ statement: Statement, seed: UInt64) throws(Failure) {
    try statement.requireChecksum(of: .organization, columns: 2, seed: seed)
    self.init(
      number: statement.integer(3), slug: statement.string(0), name: statement.optionalString(1))
  }
}

extension Connection {
  /// Writes the row of an organization over the one with the same slug.
  ///
  /// - Returns: its number.
  func putOrganization(slug: String, name: String?, at now: Int64) throws(Failure) -> Int64 {
    let old = try statement("SELECT checksum FROM organization WHERE slug = ?1")
    old.bind(1, slug)
    var digest = try organizationDigest()
    var isNew = true
    do {
      defer { old.reset() }
      while try old.step() {
        digest ^= old.integer(0)
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
    let number = try statement.runReturning()
    guard number > 0, number <= RowKey.maxOrganization else {
      throw .corruptRecord("The table organization")
    }
    if isNew { try insertCounter(Counter(lastTime: now), of: number) }
    try setOrganizationDigest(digest ^ checksum.value)
    return number
  }

  /// The checksums of all rows of organization together.
  func organizationDigest() throws(Failure) -> Int64 {
    let statement = try statement("SELECT row_digest, checksum FROM store")
    defer { statement.reset() }
    guard try statement.step() else { throw .corruptRecord("The table store") }
    try statement.requireChecksum(of: .store, columns: 1, seed: seed)
    return statement.integer(0)
  }

  private func setOrganizationDigest(_ digest: Int64) throws(Failure) {
    let statement = try statement("UPDATE store SET row_digest = ?1, checksum = ?2")
    var checksum = RowChecksum(.store, seed: seed)
    checksum.add(digest)
    statement.bind(1, digest)
    statement.bind(2, checksum.value)
    try statement.run()
  }
}
