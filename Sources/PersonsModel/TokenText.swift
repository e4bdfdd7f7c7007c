// SPDX-License-Identifier: Apache-2.0
//
// A token's text: prs_<public id, 16 hex>_<secret, 64 hex><checksum, 8 hex>. The prefix is for those who
// look for leaked secrets, the checksum for those who mistype.

package import PersonsJSON
internal import PersonsSystem

package struct TokenText: Sendable {
  package let tokenId: String
  /// SHA-256 of the whole text: what a store keeps.
  package let hash: [UInt8]

  private static let idLength = 16
  private static let secretLength = 64
  private static let checksumLength = 8

  /// A new token and its text.
  package static func make() -> (text: String, token: TokenText) {
    let tokenId = hexadecimal(randomBytes(idLength / 2))
    let body = "prs_\(tokenId)_\(hexadecimal(randomBytes(secretLength / 2)))"
    let text = body + checksum(of: body.utf8)
    return (text, TokenText(tokenId: tokenId, hash: SHA256.hash(Array(text.utf8))))
  }

  private init(tokenId: String, hash: [UInt8]) {
    self.tokenId = tokenId
    self.hash = hash
  }

  /// Reads what a caller presents.
  package init(_ text: String) throws(Failure) {
    guard !text.isEmpty else { throw .missingAuthorization }
    let bytes = Array(text.utf8)
    let idEnd = 4 + TokenText.idLength
    let length = idEnd + 1 + TokenText.secretLength + TokenText.checksumLength
    func isHexadecimal(_ range: Range<Int>) -> Bool {
      bytes[range].allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
    }
    guard bytes.count == length, bytes.starts(with: "prs_".utf8), bytes[idEnd] == UInt8(ascii: "_"),
      isHexadecimal(4..<idEnd), isHexadecimal((idEnd + 1)..<length)
    else { throw .invalidAuthorization }
    let body = bytes.dropLast(TokenText.checksumLength)
    guard bytes.suffix(TokenText.checksumLength).elementsEqual(TokenText.checksum(of: body).utf8)
    else { throw .invalidAuthorization }
    tokenId = String(decoding: bytes[4..<idEnd], as: UTF8.self)
    hash = SHA256.hash(bytes)
  }

  private static func checksum(of body: some Collection<UInt8>) -> String {
    hexadecimal(SHA256.hash(Array(body)).prefix(checksumLength / 2))
  }
}
