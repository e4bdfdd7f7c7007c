// SPDX-License-Identifier: Apache-2.0
//
// persons_issue_token, persons_list_tokens, persons_revoke_token.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

extension EmbeddedDirectory {
  package func issueToken(_ request: TokenRequest, into result: inout TextBuffer) throws(Failure) {
    let (tokenText, token) = TokenText.make()
    let expiresAt = try store.write(in: organization) { (transaction) throws(Failure) in
      let caller = try self.owner(transaction)
      let groups = try request.groups.resolve(transaction, for: caller)
      let expiresAt = try transaction.latestTime() + request.seconds * 1000
      try transaction.insertToken(
        NewToken(
          tokenId: token.tokenId, secretHash: token.hash, canRead: request.canRead,
          canWrite: request.canWrite, groups: groups, name: request.name, expiresAt: expiresAt))
      return expiresAt
    }
    result.append("{")
    result.appendMember("token", orNull: tokenText)
    result.appendMember("token_id", orNull: token.tokenId)
    result.appendMember("expires_at", orNull: Timestamp.text(expiresAt))
    result.append("}")
  }

  package func listTokens(_ page: Page, into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in
      _ = try owner(transaction)
      result.append("{\"tokens\":[")
      try transaction.forEachToken(limit: page.limit, skip: page.skip) { (token) throws(Failure) in
        result.appendSeparator()
        result.append(token)
      }
      result.append("]}")
    }
  }

  package func revokeToken(_ tokenId: String, into result: inout TextBuffer) throws(Failure) {
    try store.write(in: organization) { (transaction) throws(Failure) in
      _ = try self.owner(transaction)
      guard let token = try transaction.token(tokenId) else {
        throw Failure(
          .notFound, "token_not_found", "There is no such token.", field: "token_id")
      }
      try transaction.revokeToken(token)
    }
    result.append(string: successAnswer)
  }
}

extension TextBuffer {
  fileprivate mutating func append(_ token: Token) {
    append("{")
    appendMember("token_id", orNull: token.tokenId)
    appendMember("name", orNull: token.name)
    appendKey("rights")
    append("[")
    if token.canRead { append("\"read\"") }
    if token.canRead, token.canWrite { append(",") }
    if token.canWrite { append("\"write\"") }
    append("]")
    appendKey("group_ids")
    if let groupIds = token.groupIds {
      append("[")
      for id in groupIds {
        appendSeparator()
        appendJSON(id)
      }
      append("]")
    } else {
      append("null")
    }
    appendMember("created_at", orNull: Timestamp.text(token.createdAt))
    appendMember("expires_at", orNull: Timestamp.text(token.expiresAt))
    appendMember("revoked_at", orNull: token.revokedAt.map(Timestamp.text))
    append("}")
  }
}
