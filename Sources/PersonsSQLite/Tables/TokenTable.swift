// SPDX-License-Identifier: Apache-2.0
//
// Tokens, with the groups that they are limited to.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

/// A row of the table token.
private struct TokenRow {
  var number: Int64 = 0
  let organization: Int64
  let tokenId: String
  let secretHash: [UInt8]
  let canRead: Bool
  let canWrite: Bool
  /// Deleted groups included, sorted; nil: every group.
  let groups: [Int64]?
  let name: String?
  /// The organization's revision when the token was issued.
  let revision: Int64
  let createdAt: Int64
  let expiresAt: Int64
  var revokedAt: Int64?

  static let columns = """
    t.organization, t.token_id, t.secret_hash, t.can_read, t.can_write, t.groups, t.name,
    t.revision, t.created_at, t.expires_at, t.revoked_at, t.checksum, t.token
    """
  static let columnCount: Int32 = 13

  init(_ token: NewToken, organization: Int64, revision: Int64, createdAt: Int64) {
    self.organization = organization
    tokenId = token.tokenId
    secretHash = token.secretHash
    canRead = token.canRead
    canWrite = token.canWrite
    groups = token.groups.map { Set($0).sorted() }
    name = token.name
    self.revision = revision
    self.createdAt = createdAt
    expiresAt = token.expiresAt
  }

  /// Reads the row that `statement` stands on.
  ///
  /// - Throws: `damaged_record` unless the row is what was written.
  init(_ statement: Statement, seed: UInt64) throws(Failure) {
    organization = statement.integer(0)
    tokenId = statement.string(1)
    secretHash = Array(statement.bytes(2))
    canRead = statement.integer(3) != 0
    canWrite = statement.integer(4) != 0
    groups = statement.isNull(5) ? nil : integers(in: statement.bytes(5))
    name = statement.optionalString(6)
    revision = statement.integer(7)
    createdAt = statement.integer(8)
    expiresAt = statement.integer(9)
    revokedAt = statement.optionalInteger(10)
    number = statement.integer(12)
    try statement.requireChecksum(of: .token, columns: 11, seed: seed)
  }

  func checksum(seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.token, seed: seed)
    checksum.add(organization)
    checksum.add(tokenId)
    checksum.add(secretHash)
    checksum.add(canRead)
    checksum.add(canWrite)
    checksum.add(groupsText)
    checksum.add(name)
    checksum.add(revision)
    checksum.add(createdAt)
    checksum.add(expiresAt)
    checksum.add(revokedAt)
    return checksum.value
  }

  /// The column groups.
  var groupsText: String? { groups.map(integerArray) }
}

extension Connection {
  /// The token with this id, if its secret has this hash. One statement, which sees one state of the file by itself.
  func presentedToken(
    _ tokenId: String, secretHash: [UInt8]
  ) throws(Failure) -> PresentedToken? {
    let statement = try statement(.presentedToken) {
      """
      SELECT \(TokenRow.columns), o.slug, k.last_time
      FROM token t JOIN organization o ON o.organization = t.organization
        JOIN counter k ON k.organization = t.organization
      WHERE t.token_id = ?1
      """
    }
    defer { statement.reset() }
    statement.bind(1, tokenId)
    let isKnown = try statement.step()
    // An unknown id takes the same way as a known one.
    guard isSameSecret(isKnown ? Array(statement.bytes(2)) : noSecret, secretHash), isKnown else {
      return nil
    }
    let row = try TokenRow(statement, seed: seed)
    let latest = max(
      currentMilliseconds(), StoredTime.bounded(statement.integer(TokenRow.columnCount + 1)))
    return PresentedToken(
      number: row.number, organization: row.organization,
      organizationSlug: statement.string(TokenRow.columnCount), canRead: row.canRead,
      canWrite: row.canWrite, groups: row.groups, revision: row.revision,
      isRevoked: row.revokedAt != nil, isExpired: latest >= row.expiresAt)
  }

  fileprivate func tokenRow(_ tokenId: String) throws(Failure) -> TokenRow? {
    let statement = try statement(.token) {
      "SELECT \(TokenRow.columns) FROM token t WHERE t.token_id = ?1"
    }
    defer { statement.reset() }
    statement.bind(1, tokenId)
    return try statement.step() ? TokenRow(statement, seed: seed) : nil
  }

  /// Throws unless the token's row is what was written.
  func requireSound(token tokenId: String) throws(Failure) { _ = try tokenRow(tokenId) }

  /// A token as it is listed.
  private func token(_ row: TokenRow) throws(Failure) -> Token {
    var groupIds: [String]?
    if let groups = row.groupsText {
      let statement = try statement(
        """
        SELECT g.organization, g.group_id, g.external_ref, g.name, g.checksum, g."group"
        FROM json_each(?1) t CROSS JOIN "group" g ON g."group" = t.value
        ORDER BY t.id
        """)
      defer { statement.reset() }
      statement.bind(1, groups)
      var ids: [String] = []
      while try statement.step() { ids.append(try Group(statement, seed: seed).groupId) }
      groupIds = ids
    }
    return Token(
      number: row.number, tokenId: row.tokenId, canRead: row.canRead, canWrite: row.canWrite,
      groupIds: groupIds, name: row.name, createdAt: row.createdAt, expiresAt: row.expiresAt,
      revokedAt: row.revokedAt)
  }

  /// The token with this id, if it is the organization's.
  func token(_ tokenId: String, of organization: Int64) throws(Failure) -> Token? {
    guard let row = try tokenRow(tokenId), row.organization == organization else { return nil }
    return try token(row)
  }

  func forEachToken(
    of organization: Int64, limit: Int64?, skip: Int64, _ body: (Token) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try statement(.tokens) {
      """
      SELECT \(TokenRow.columns) FROM token t
      WHERE t.organization = ?1 ORDER BY t.token LIMIT ?2 OFFSET ?3
      """
    }
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, limit ?? -1)
    statement.bind(3, skip)
    while try statement.step() { try body(token(TokenRow(statement, seed: seed))) }
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

/// Times as a file has them, which may be damaged.
enum StoredTime {
  /// `milliseconds` between the years 1 and 9999, so that reckoning with it cannot overflow.
  static func bounded(_ milliseconds: Int64) -> Int64 {
    min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
  }
}

extension SQLiteWriteTransaction {
  func insertToken(_ token: NewToken) throws(Failure) {
    let row = TokenRow(
      token, organization: organization,
      revision: try commit.counter(of: organization).lastRevision, createdAt: now)
    let statement = try connection.statement(
      """
      INSERT INTO token (organization, token_id, secret_hash, can_read, can_write, groups, name,
        created_at, expires_at, revision, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      """)
    let checksum = row.checksum(seed: seed)
    statement.bind(1, row.organization)
    statement.bind(2, row.tokenId)
    statement.bind(3, blob: row.secretHash)
    statement.bind(4, row.canRead)
    statement.bind(5, row.canWrite)
    statement.bind(6, row.groupsText)
    statement.bind(7, row.name)
    statement.bind(8, row.createdAt)
    statement.bind(9, row.expiresAt)
    statement.bind(10, row.revision)
    statement.bind(11, checksum)
    try statement.run()
    try digestRow(checksum)
  }

  func revokeToken(_ token: Token) throws(Failure) {
    guard var row = try connection.tokenRow(token.tokenId) else {
      throw .corruptRecord("The table token")
    }
    try digestRow(row.checksum(seed: seed))
    row.revokedAt = row.revokedAt ?? now
    let checksum = row.checksum(seed: seed)
    try digestRow(checksum)
    let statement = try connection.statement(
      "UPDATE token SET revoked_at = ?2, checksum = ?3 WHERE token = ?1")
    statement.bind(1, row.number)
    statement.bind(2, row.revokedAt)
    statement.bind(3, checksum)
    try statement.run()
  }
}
