// SPDX-License-Identifier: Apache-2.0
//
// Tokens whose texts were read before, so that a server does not hash the same text at every request. Whether one
// still holds is asked of the store each time.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsSystem

final class TokenCache: Sendable {
  private let tokens = Locked<[String: TokenText]>([:])

  /// Beyond this all are forgotten. A token is remembered once it has held, so strangers cannot fill this.
  private static let maxTokens = 1024

  /// Reads what a caller presents, all ASCII.
  func token(_ text: String) throws(Failure) -> TokenText {
    if let known = tokens.withLock({ $0[text] }) { return known }
    return try TokenText(text)
  }

  /// Keeps a token that holds.
  func remember(_ token: TokenText, _ text: String) {
    tokens.withLock { tokens in
      if tokens.count >= TokenCache.maxTokens { tokens.removeAll() }
      tokens[text] = token
    }
  }
}
