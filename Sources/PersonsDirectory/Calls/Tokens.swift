// SPDX-License-Identifier: Apache-2.0
//
// persons_issue_token, persons_list_tokens, persons_revoke_token.

package import PersonsJSON
internal import PersonsStore
internal import PersonsText

extension EmbeddedDirectory {
  package func issueToken(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let request = try ObjectReader(
      text, keys: ["rights", "expires_in", "name"] + GroupSelection.Keys.snake.both)
    let groups = try GroupSelection.filter(request, .snake)
    let rights = try request.strings("rights") ?? ["read", "write"]
    guard !rights.isEmpty, rights.allSatisfy({ $0 == "read" || $0 == "write" }) else {
      throw .invalidValue("rights", "\"rights\" must be some of \"read\" and \"write\".")
    }
    let seconds = try request.integer(
      "expires_in", in: 1...3_155_760_000, default: 90 * 86_400)
    let name = try request.string("name")
    let (tokenText, token) = TokenText.make()
    let expiresAt = try store.write { (transaction) throws(Failure) in
      let caller = try self.owner(transaction.connection)
      let numbers = try groups.resolve(transaction.connection, for: caller)
      let expiresAt = try transaction.latestTime(of: caller.organization) + seconds * 1000
      try transaction.insertToken(
        TokenRow(
          organization: caller.organization, tokenId: token.tokenId, secretHash: token.hash,
          canRead: rights.contains("read"), canWrite: rights.contains("write"),
          groups: numbers, name: name,
          revision: try transaction.counter(of: caller.organization).lastRevision,
          createdAt: transaction.now, expiresAt: expiresAt))
      return expiresAt
    }
    result.append("{")
    result.appendMember("token", orNull: tokenText)
    result.appendMember("token_id", orNull: token.tokenId)
    result.appendMember("expires_at", orNull: Timestamp.text(expiresAt))
    result.append("}")
  }

  package func listTokens(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let page = try Page(try ObjectReader(text, keys: Page.keys), limit: Page.largest)
    try store.read { (connection) throws(Failure) in
      let caller = try owner(connection)
      result.append("{\"tokens\":[")
      try connection.forEachToken(
        organization: caller.organization, limit: page.limit, skip: page.skip
      ) { (token) throws(Failure) in
        result.appendSeparator()
        try EmbeddedDirectory.append(token, connection, to: &result)
      }
      result.append("]}")
    }
  }

  private static func append(
    _ token: TokenRow, _ connection: Connection, to text: inout TextBuffer
  ) throws(Failure) {
    text.append("{")
    text.appendMember("token_id", orNull: token.tokenId)
    text.appendMember("name", orNull: token.name)
    text.appendKey("rights")
    text.append("[")
    if token.canRead { text.append("\"read\"") }
    if token.canRead, token.canWrite { text.append(",") }
    if token.canWrite { text.append("\"write\"") }
    text.append("]")
    text.appendKey("group_ids")
    if token.groups == nil {
      text.append("null")
    } else {
      text.append("[")
      for id in try connection.groupIds(ofToken: token.number) {
        text.appendSeparator()
        text.appendJSON(id)
      }
      text.append("]")
    }
    text.appendMember("created_at", orNull: Timestamp.text(token.createdAt))
    text.appendMember("expires_at", orNull: Timestamp.text(token.expiresAt))
    text.appendMember("revoked_at", orNull: token.revokedAt.map(Timestamp.text))
    text.append("}")
  }

  package func revokeToken(_ tokenId: String, into result: inout TextBuffer) throws(Failure) {
    try store.write { (transaction) throws(Failure) in
      let caller = try self.owner(transaction.connection)
      guard let token = try transaction.connection.token(tokenId),
        token.organization == caller.organization
      else {
        throw Failure(
          .notFound, "token_not_found", "There is no such token.", field: "token_id")
      }
      try transaction.revokeToken(token)
    }
    result.append(string: successAnswer)
  }
}
