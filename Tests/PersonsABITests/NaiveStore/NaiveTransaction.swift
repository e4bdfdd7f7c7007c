// SPDX-License-Identifier: Apache-2.0
// Job: a transaction of the naive store: a copy of everything, in which one organization is read and written.

import PersonsJSON
import PersonsModel
import PersonsStore
import PersonsSystem
import PersonsText

final class NaiveTransaction: WriteTransaction {
  var state: NaiveState
  let organization: Int64
  let seed: UInt64
  let now = currentMilliseconds()
  private(set) var rowsWritten: Int64 = 0
  private let place: Int

  init(_ state: NaiveState, in organization: Int64, seed: UInt64) throws(Failure) {
    guard let place = state.organizations.firstIndex(where: { $0.number == organization }) else {
      throw .internal("a transaction in an organization that is not there")
    }
    self.state = state
    self.organization = organization
    self.seed = seed
    self.place = place
  }

  /// The organization as the transaction sees it.
  var own: NaiveOrganization { state.organizations[place] }

  /// Writes something of the organization.
  func change<R>(_ body: (inout NaiveOrganization) -> R) -> R {
    rowsWritten += 1
    state.organizations[place].lastTime = max(own.lastTime, now)
    return body(&state.organizations[place])
  }

  func undoingOnFailure<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
    let before = state
    do throws(Failure) {
      return try body()
    } catch {
      state = before
      throw error
    }
  }

  func latestTime() -> Int64 { max(now, own.lastTime) }

  // MARK: Organizations

  func ownOrganization() -> Organization? { own.shown }

  func organization(_ slug: String) -> Organization? {
    state.organizations.first { $0.slug.isSame(as: slug) }?.shown
  }

  func forEachOrganization(
    limit: Int64?, skip: Int64, _ body: (Organization) throws(Failure) -> Void
  ) throws(Failure) {
    for organization in page(of: state.organizations, limit: limit, skip: skip) {
      try body(organization.shown)
    }
  }

  func organizationCount() -> Int64 { Int64(state.organizations.count) }

  func putOrganization(slug: String, name: String?) {
    rowsWritten += 1
    state.putOrganization(slug: slug, name: name, at: now)
  }

  func size() -> (bytes: Int64, format: Int64) { (0, 0) }

  // MARK: Tokens

  func presentedToken(_ tokenId: String, secretHash: [UInt8]) -> PresentedToken? {
    state.presentedToken(tokenId, secretHash: secretHash, at: now)
  }

  func token(_ tokenId: String) -> Token? {
    own.tokens.first { $0.facts.tokenId.isSame(as: tokenId) }.map(shown)
  }

  func forEachToken(
    limit: Int64?, skip: Int64, _ body: (Token) throws(Failure) -> Void
  ) throws(Failure) {
    for token in page(of: own.tokens, limit: limit, skip: skip) { try body(shown(token)) }
  }

  /// A token as it is listed: deleted groups are left out.
  private func shown(_ token: NaiveToken) -> Token {
    let facts = token.facts
    return Token(
      number: token.number, tokenId: facts.tokenId, canRead: facts.canRead,
      canWrite: facts.canWrite,
      groupIds: facts.groups.map { numbers in
        own.groups.filter { numbers.contains($0.number) }.map(\.groupId)
      },
      name: facts.name, createdAt: token.createdAt, expiresAt: facts.expiresAt,
      revokedAt: token.revokedAt)
  }

  func insertToken(_ token: NewToken) {
    change { own in
      own.tokens.append(
        NaiveToken(
          number: Int64(own.tokens.count) + 1, facts: token, revision: own.lastRevision,
          createdAt: now))
    }
  }

  func revokeToken(_ token: Token) {
    change { own in
      for place in own.tokens.indices where own.tokens[place].number == token.number {
        own.tokens[place].revokedAt = own.tokens[place].revokedAt ?? now
      }
    }
  }

  // MARK: What is kept between calls

  func keptAnswer(_ key: String, token: Int64) -> KeptAnswer? {
    own.kept.first {
      $0.token == token && $0.key.isSame(as: key) && $0.at > now - KeptAnswer.milliseconds
    }?.answer
  }

  func keep(_ answer: KeptAnswer, key: String, token: Int64) {
    change { own in
      own.kept.removeAll {
        $0.token == token && $0.key.isSame(as: key) || $0.at <= now - KeptAnswer.milliseconds
      }
      own.kept.append(NaiveKeptAnswer(token: token, key: key, answer: answer, at: now))
    }
  }

  func forgetAnswers(naming personId: String) throws(Failure) {
    var quoted = TextBuffer()
    quoted.appendJSON(personId)
    let name = Array(try quoted.text().utf8)
    change { own in own.kept.removeAll { Array($0.answer.response.utf8).contains(name) } }
  }

  func importPosition(of path: String, token: Int64) -> ImportPosition? {
    own.imports.first { $0.token == token && $0.path.isSame(as: path) }?.position
  }

  func keepImportPosition(_ position: ImportPosition, of path: String, token: Int64) {
    forgetImport(of: path, token: token)
    change { $0.imports.append((path, token, position)) }
  }

  func forgetImport(of path: String, token: Int64) {
    change { own in own.imports.removeAll { $0.token == token && $0.path.isSame(as: path) } }
  }

  func setSearchId(_ searchId: [UInt8]) { change { $0.searchId = searchId } }
}

/// A part of a list.
func page<Element>(of list: [Element], limit: Int64?, skip: Int64) -> ArraySlice<Element> {
  list.dropFirst(Int(clamping: skip)).prefix(limit.map { Int(clamping: $0) } ?? .max)
}
