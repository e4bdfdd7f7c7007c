// SPDX-License-Identifier: Apache-2.0
//
// A token's text: prs_<public id, 16 hex>_<secret, 64 hex><checksum, 8 hex>. The prefix is for those who
// look for leaked secrets, the checksum for those who mistype.

internal import PersonsJSON
internal import PersonsStore

struct TokenText: Sendable {
  let tokenId: String
  /// SHA-256 of the whole text: what the file keeps.
  let hash: [UInt8]

  private static let idLength = 16
  private static let secretLength = 64
  private static let checksumLength = 8

  /// A new token and its text.
  static func make() -> (text: String, token: TokenText) {
    let tokenId = hexadecimal(randomBytes(idLength / 2))
    let body = "prs_\(tokenId)_\(hexadecimal(randomBytes(secretLength / 2)))"
    let text = body + checksum(of: body)
    return (text, TokenText(tokenId: tokenId, hash: SHA256.hash(Array(text.utf8))))
  }

  private init(tokenId: String, hash: [UInt8]) {
    self.tokenId = tokenId
    self.hash = hash
  }

  /// Reads what a caller presents.
  init(_ text: String) throws(Failure) {
    guard !text.isEmpty else { throw .missingAuthorization }
    let parts = text.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "prs", parts[1].utf8.count == TokenText.idLength,
      parts[2].utf8.count == TokenText.secretLength + TokenText.checksumLength,
      text.utf8.dropFirst(4).allSatisfy({
        $0 == 95 || ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102)
      })
    else { throw .invalidAuthorization }
    let body = String(text.dropLast(TokenText.checksumLength))
    guard text == body + TokenText.checksum(of: body) else { throw .invalidAuthorization }
    tokenId = parts[1]
    hash = SHA256.hash(Array(text.utf8))
  }

  private static func checksum(of body: String) -> String {
    hexadecimal(SHA256.hash(Array(body.utf8)).prefix(checksumLength / 2))
  }

  /// Who presents this token, if it holds at this moment.
  func caller(_ connection: Connection) throws(Failure) -> Caller {
    let row = try connection.token(tokenId)
    // An unknown id takes the same way as a known one.
    let isSame = TokenText.equal(row?.secretHash ?? [UInt8](repeating: 0, count: 32), hash)
    guard let row, isSame, row.revokedAt == nil else { throw .invalidAuthorization }
    guard try connection.latestTime() < row.expiresAt else { throw .expiredToken }
    return Caller(
      organization: row.organization, token: row.number,
      groups: row.allGroups ? nil : try connection.groups(ofToken: row.number),
      since: row.revision, canRead: row.canRead, canWrite: row.canWrite)
  }

  /// Compares in a time that does not depend on where the difference is.
  private static func equal(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    guard first.count == second.count else { return false }
    var difference: UInt8 = 0
    for index in first.indices { difference |= first[index] ^ second[index] }
    return difference == 0
  }
}
