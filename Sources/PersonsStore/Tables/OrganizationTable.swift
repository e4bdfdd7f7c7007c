// SPDX-License-Identifier: Apache-2.0
//
// Organizations: the tenants of a file.

package import PersonsJSON

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
      SELECT organization, slug, name FROM organization
      WHERE ?1 IS NULL OR slug = ?1 ORDER BY organization LIMIT 1
      """)
    defer { statement.reset() }
    statement.bind(1, slug)
    return try statement.step() ? OrganizationRow(statement) : nil
  }

  package func organization(number: Int64) throws(Failure) -> OrganizationRow? {
    let statement = try statement(
      "SELECT organization, slug, name FROM organization WHERE organization = ?1")
    defer { statement.reset() }
    statement.bind(1, number)
    return try statement.step() ? OrganizationRow(statement) : nil
  }

  package func forEachOrganization(
    limit: Int64, skip: Int64, _ body: (OrganizationRow) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT organization, slug, name FROM organization ORDER BY organization LIMIT ?1 OFFSET ?2
      """)
    defer { statement.reset() }
    statement.bind(1, limit)
    statement.bind(2, skip)
    while try statement.step() { try body(OrganizationRow(statement)) }
  }
}

extension OrganizationRow {
  fileprivate init(_ statement: Statement) {
    number = statement.integer(0)
    slug = statement.string(1)
    name = statement.optionalString(2)
  }
}

extension WriteTransaction {
  package func putOrganization(slug: String, name: String?) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT INTO organization (slug, name, created_at) VALUES (?1, ?2, ?3)
      ON CONFLICT (slug) DO UPDATE SET name = excluded.name
      """)
    statement.bind(1, slug)
    statement.bind(2, name)
    statement.bind(3, now)
    try statement.run()
  }
}
