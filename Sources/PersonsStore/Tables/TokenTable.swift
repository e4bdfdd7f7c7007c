// SPDX-License-Identifier: Apache-2.0
//
// Tokens and the groups they are limited to.

package import PersonsJSON

package struct TokenRow: Sendable {
  package var number: Int64 = 0
  package var organization: Int64
  package var tokenId: String
  package var secretHash: [UInt8]
  package var canRead: Bool
  package var canWrite: Bool
  package var allGroups: Bool
  package var name: String?
  /// The file's revision when the token was issued.
  package var revision: Int64
  package var createdAt: Int64
  package var expiresAt: Int64
  package var revokedAt: Int64?

  package init(
    organization: Int64, tokenId: String, secretHash: [UInt8], canRead: Bool, canWrite: Bool,
    allGroups: Bool, name: String?, revision: Int64, createdAt: Int64, expiresAt: Int64
  ) {
    self.organization = organization
    self.tokenId = tokenId
    self.secretHash = secretHash
    self.canRead = canRead
    self.canWrite = canWrite
    self.allGroups = allGroups
    self.name = name
    self.revision = revision
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }
}

/// What the file knows of a token that somebody presents.
package struct PresentedToken: Sendable {
  package let number: Int64
  package let organization: Int64
  package let organizationSlug: String
  package let canRead: Bool
  package let canWrite: Bool
  package let allGroups: Bool
  package let revision: Int64
  package let isRevoked: Bool
  package let isExpired: Bool
}

extension Connection {
  /// The token with this id, if its secret has this hash. One statement, which sees one state of the file by itself.
  package func presentedToken(
    _ tokenId: String, secretHash: [UInt8]
  ) throws(Failure) -> PresentedToken? {
    let statement = try statement(
      """
      SELECT t.token, t.organization, t.secret_hash, t.can_read, t.can_write, t.all_groups, t.revision,
        t.expires_at, t.revoked_at IS NOT NULL, o.slug, (SELECT last_time FROM store)
      FROM token t JOIN organization o ON o.organization = t.organization WHERE t.token_id = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, tokenId)
    let isKnown = try statement.step()
    // An unknown id takes the same way as a known one.
    guard isSameSecret(isKnown ? Array(statement.bytes(2)) : noSecret, secretHash), isKnown else {
      return nil
    }
    let latest = max(currentMilliseconds(), StoredTime.bounded(statement.integer(10)))
    return PresentedToken(
      number: statement.integer(0), organization: statement.integer(1),
      organizationSlug: statement.string(9), canRead: statement.integer(3) != 0,
      canWrite: statement.integer(4) != 0, allGroups: statement.integer(5) != 0,
      revision: statement.integer(6), isRevoked: statement.integer(8) != 0,
      isExpired: latest >= statement.integer(7))
  }
}

private let noSecret = [UInt8](repeating: 0, count: 32)

/// Compares in a time that does not depend on where the difference is.
private func isSameSecret(_ first: [UInt8], _ second: [UInt8]) -> Bool {
  guard first.count == second.count else { return false }
  var difference: UInt8 = 0
  for index in first.indices { difference |= first[index] ^ second[index] }
  return difference == 0
}

extension Connection {
  package func token(_ tokenId: String) throws(Failure) -> TokenRow? {
    let statement = try statement(
      """
      SELECT token, organization, token_id, secret_hash, can_read, can_write, all_groups, name,
        created_at, expires_at, revoked_at, revision
      FROM token WHERE token_id = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, tokenId)
    return try statement.step() ? TokenRow(statement) : nil
  }

  package func forEachToken(
    organization: Int64, limit: Int64, skip: Int64, _ body: (TokenRow) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT token, organization, token_id, secret_hash, can_read, can_write, all_groups, name,
        created_at, expires_at, revoked_at, revision
      FROM token WHERE organization = ?1 ORDER BY token LIMIT ?2 OFFSET ?3
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, limit)
    statement.bind(3, skip)
    while try statement.step() { try body(TokenRow(statement)) }
  }

  /// Numbers of the groups that a token is limited to, deleted ones included.
  package func groups(ofToken token: Int64) throws(Failure) -> [Int64] {
    let statement = try statement("SELECT \"group\" FROM token_group WHERE token = ?1")
    defer { statement.reset() }
    statement.bind(1, token)
    var groups: [Int64] = []
    while try statement.step() { groups.append(statement.integer(0)) }
    return groups
  }

  /// Identifiers of the groups that a token is limited to.
  package func groupIds(ofToken token: Int64) throws(Failure) -> [String] {
    let statement = try statement(
      """
      SELECT g.group_id FROM token_group t JOIN "group" g ON g."group" = t."group"
      WHERE t.token = ?1 ORDER BY t."group"
      """)
    defer { statement.reset() }
    statement.bind(1, token)
    var groups: [String] = []
    while try statement.step() { groups.append(statement.string(0)) }
    return groups
  }

  /// The latest time that the file has seen.
  package func latestTime() throws(Failure) -> Int64 {
    max(
      currentMilliseconds(),
      StoredTime.bounded(try firstInteger("SELECT last_time FROM store") ?? 0))
  }
}

/// Times as a file has them, which may be damaged.
enum StoredTime {
  /// `milliseconds` between the years 1 and 9999, so that reckoning with it cannot overflow.
  static func bounded(_ milliseconds: Int64) -> Int64 {
    min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
  }
}

extension TokenRow {
  fileprivate init(_ statement: Statement) {
    number = statement.integer(0)
    organization = statement.integer(1)
    tokenId = statement.string(2)
    secretHash = Array(statement.bytes(3))
    canRead = statement.integer(4) != 0
    canWrite = statement.integer(5) != 0
    allGroups = statement.integer(6) != 0
    name = statement.optionalString(7)
    createdAt = statement.integer(8)
    expiresAt = statement.integer(9)
    revokedAt = statement.optionalInteger(10)
    revision = statement.integer(11)
  }
}

extension WriteTransaction {
  package func insertToken(_ token: TokenRow, groups: [Int64]) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT INTO token (organization, token_id, secret_hash, can_read, can_write, all_groups, name,
        created_at, expires_at, revision)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING token
      """)
    statement.bind(1, token.organization)
    statement.bind(2, token.tokenId)
    statement.bind(3, blob: token.secretHash)
    statement.bind(4, token.canRead)
    statement.bind(5, token.canWrite)
    statement.bind(6, token.allGroups)
    statement.bind(7, token.name)
    statement.bind(8, token.createdAt)
    statement.bind(9, token.expiresAt)
    statement.bind(10, token.revision)
    var number: Int64 = 0
    do {
      defer { statement.reset() }
      if try statement.step() { number = statement.integer(0) }
      _ = try statement.step()
    }
    let member = try connection.statement(
      "INSERT OR IGNORE INTO token_group (token, \"group\") VALUES (?1, ?2)")
    for group in groups {
      member.bind(1, number)
      member.bind(2, group)
      try member.run()
    }
  }

  package func revokeToken(_ token: Int64) throws(Failure) {
    let statement = try connection.statement(
      "UPDATE token SET revoked_at = coalesce(revoked_at, ?2) WHERE token = ?1")
    statement.bind(1, token)
    statement.bind(2, now)
    try statement.run()
  }
}
