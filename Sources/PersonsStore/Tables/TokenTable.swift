// SPDX-License-Identifier: Apache-2.0
//
// Tokens and the groups they are limited to.

package import PersonsJSON
internal import PersonsSystem

package struct TokenRow: Sendable {
  package var number: Int64 = 0
  package var organization: Int64
  package var tokenId: String
  package var secretHash: [UInt8]
  package var canRead: Bool
  package var canWrite: Bool
  /// The groups that it is limited to, deleted ones included; nil: every group.
  package var groups: [Int64]?
  package var name: String?
  /// The organization's revision when the token was issued.
  package var revision: Int64
  package var createdAt: Int64
  package var expiresAt: Int64
  package var revokedAt: Int64?

  package init(
    organization: Int64, tokenId: String, secretHash: [UInt8], canRead: Bool, canWrite: Bool,
    groups: [Int64]?, name: String?, revision: Int64, createdAt: Int64, expiresAt: Int64
  ) {
    self.organization = organization
    self.tokenId = tokenId
    self.secretHash = secretHash
    self.canRead = canRead
    self.canWrite = canWrite
    self.groups = groups
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
  /// The groups that it is limited to, deleted ones included; nil: every group.
  package let groups: [Int64]?
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
      SELECT t.organization, t.token_id, t.secret_hash, t.can_read, t.can_write, t.all_groups, t.name,
        t.revision, t.created_at, t.expires_at, t.revoked_at, t.checksum, t.token, o.slug,
        k.last_time
      FROM token t JOIN organization o ON o.organization = t.organization
        JOIN counter k ON k.organization = t.organization
      WHERE t.token_id = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, tokenId)
    let isKnown = try statement.step()
    // An unknown id takes the same way as a known one.
    guard isSameSecret(isKnown ? Array(statement.bytes(2)) : noSecret, secretHash), isKnown else {
      return nil
    }
    let number = statement.integer(12)
    let groups = statement.integer(5) != 0 ? nil : try groups(ofToken: number)
    try TokenRow.requireChecksum(statement, groups: groups, seed: seed)
    let latest = max(currentMilliseconds(), StoredTime.bounded(statement.integer(14)))
    return PresentedToken(
      number: number, organization: statement.integer(0),
      organizationSlug: statement.string(13), canRead: statement.integer(3) != 0,
      canWrite: statement.integer(4) != 0, groups: groups, revision: statement.integer(7),
      isRevoked: !statement.isNull(10), isExpired: latest >= statement.integer(9))
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
      SELECT organization, token_id, secret_hash, can_read, can_write, all_groups, name, revision,
        created_at, expires_at, revoked_at, checksum, token
      FROM token WHERE token_id = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, tokenId)
    return try statement.step() ? TokenRow(statement, self) : nil
  }

  package func forEachToken(
    organization: Int64, limit: Int64, skip: Int64, _ body: (TokenRow) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT organization, token_id, secret_hash, can_read, can_write, all_groups, name, revision,
        created_at, expires_at, revoked_at, checksum, token
      FROM token WHERE organization = ?1 ORDER BY token LIMIT ?2 OFFSET ?3
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, limit)
    statement.bind(3, skip)
    while try statement.step() { try body(TokenRow(statement, self)) }
  }

  /// Numbers of the groups that a token is limited to, deleted ones included, in order.
  fileprivate func groups(ofToken token: Int64) throws(Failure) -> [Int64] {
    let statement = try statement(
      "SELECT \"group\" FROM token_group WHERE token = ?1 ORDER BY \"group\"")
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
      SELECT g.organization, g.group_id, g.external_ref, g.name, g.checksum FROM token_group t JOIN "group" g ON g."group" = t."group"
      WHERE t.token = ?1 ORDER BY t."group"
      """)
    defer { statement.reset() }
    statement.bind(1, token)
    var groups: [String] = []
    while try statement.step() {
      try GroupRow.requireChecksum(statement, seed: seed)
      groups.append(statement.string(1))
    }
    return groups
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
  fileprivate init(_ statement: Statement, _ connection: Connection) throws(Failure) {
    organization = statement.integer(0)
    tokenId = statement.string(1)
    secretHash = Array(statement.bytes(2))
    canRead = statement.integer(3) != 0
    canWrite = statement.integer(4) != 0
    name = statement.optionalString(6)
    revision = statement.integer(7)
    createdAt = statement.integer(8)
    expiresAt = statement.integer(9)
    revokedAt = statement.optionalInteger(10)
    number = statement.integer(12)
    groups = statement.integer(5) != 0 ? nil : try connection.groups(ofToken: number)
    try TokenRow.requireChecksum(statement, groups: groups, seed: connection.seed)
  }

  /// Throws unless the row, whose columns are those of `checksum` and that, and its groups are what was written.
  fileprivate static func requireChecksum(
    _ statement: Statement, groups: [Int64]?, seed: UInt64
  ) throws(Failure) {
    var checksum = statement.checksum(of: .token, columns: 11, seed: seed)
    for group in groups ?? [] { checksum.add(group) }
    guard checksum.value == statement.integer(11) else {
      throw .corruptRecord("A row of the table token")
    }
  }

  fileprivate func checksum(seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.token, seed: seed)
    checksum.add(organization)
    checksum.add(tokenId)
    checksum.add(secretHash)
    checksum.add(canRead)
    checksum.add(canWrite)
    checksum.add(groups == nil)
    checksum.add(name)
    checksum.add(revision)
    checksum.add(createdAt)
    checksum.add(expiresAt)
    checksum.add(revokedAt)
    for group in Set(groups ?? []).sorted() { checksum.add(group) }
    return checksum.value
  }
}

extension WriteTransaction {
  package func insertToken(_ token: TokenRow) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT INTO token (organization, token_id, secret_hash, can_read, can_write, all_groups, name,
        created_at, expires_at, revision, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING token
      """)
    statement.bind(1, token.organization)
    statement.bind(2, token.tokenId)
    statement.bind(3, blob: token.secretHash)
    statement.bind(4, token.canRead)
    statement.bind(5, token.canWrite)
    statement.bind(6, token.groups == nil)
    statement.bind(7, token.name)
    statement.bind(8, token.createdAt)
    statement.bind(9, token.expiresAt)
    statement.bind(10, token.revision)
    statement.bind(11, token.checksum(seed: seed))
    try noteRow(token.checksum(seed: seed), of: token.organization)
    var number: Int64 = 0
    do {
      defer { statement.reset() }
      if try statement.step() { number = statement.integer(0) }
      _ = try statement.step()
    }
    let member = try connection.statement(
      "INSERT OR IGNORE INTO token_group (token, \"group\") VALUES (?1, ?2)")
    for group in token.groups ?? [] {
      member.bind(1, number)
      member.bind(2, group)
      try member.run()
    }
  }

  package func revokeToken(_ token: TokenRow) throws(Failure) {
    try noteRow(token.checksum(seed: seed), of: token.organization)
    var token = token
    token.revokedAt = token.revokedAt ?? now
    try noteRow(token.checksum(seed: seed), of: token.organization)
    let statement = try connection.statement(
      "UPDATE token SET revoked_at = ?2, checksum = ?3 WHERE token = ?1")
    statement.bind(1, token.number)
    statement.bind(2, token.revokedAt)
    statement.bind(3, token.checksum(seed: seed))
    try statement.run()
  }
}
