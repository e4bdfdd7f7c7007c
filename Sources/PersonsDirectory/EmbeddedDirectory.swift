// SPDX-License-Identifier: Apache-2.0
//
// The directory in a store of this process. Its calls are extensions, a file each, in Calls/.

package import PersonsJSON
internal import PersonsModel
internal import PersonsSearch
package import PersonsStore

package final class EmbeddedDirectory: Directory {
  /// Which attributes a person is shown with.
  enum Shape: Sendable {
    /// Everything we keep.
    case complete
    /// Only what the service's own documentation knows.
    case documented
  }

  /// By what right calls are made.
  private enum Access {
    case owner
    /// Opened with a token, which is looked up at every call.
    case token(TokenText)
    /// The bearer of a token that was looked up for the one call that comes.
    case admitted(Caller)
  }

  let store: any Store
  let indexes: SearchIndexes
  let shape: Shape
  /// The organization that calls work in: the owner's choice, or the token's, which has one for ever.
  let organization: Int64
  private let access: Access
  private let tokens: TokenCache

  /// Opens the directory in a store, which is closed when that fails.
  package init(_ store: any Store, _ options: OpenOptions) throws(Failure) {
    self.store = store
    indexes = SearchIndexes { [store] in store.searchSource(of: $0) }
    shape = options.service == "persons" ? .complete : .documented
    tokens = TokenCache()
    do throws(Failure) {
      if let token = options.token {
        access = .token(token)
        organization = try Caller.presenting(
          token, to: store, organization: options.organization
        ).organization
      } else {
        access = .owner
        guard let found = try store.organization(options.organization) else {
          throw Failure(
            .notFound, "organization_not_found",
            "The file has no such organization. The owner makes one with persons_put_organization.",
            field: "organization")
        }
        organization = found.number
      }
    } catch {
      store.close()
      throw error
    }
  }

  /// The owner's directory as somebody sees it.
  private init(_ owner: EmbeddedDirectory, admitted caller: Caller, shape: Shape) {
    store = owner.store
    indexes = owner.indexes
    tokens = owner.tokens
    self.shape = shape
    access = .admitted(caller)
    organization = caller.organization
  }

  package func bearing(
    token text: String, organization: String?, showsEverything: Bool
  ) throws(Failure) -> any Directory {
    guard isOwner else { throw .ownerOnly }
    let token = try tokens.token(text)
    let caller = try Caller.presenting(token, to: store, organization: organization)
    tokens.remember(token, text)
    return EmbeddedDirectory(
      self, admitted: caller, shape: showsEverything ? .complete : .documented)
  }

  /// The search index of the organization.
  var index: SearchIndex { indexes.index(of: organization) }

  /// Numbers as callers limited to groups are given them.
  func opaqueNumbers(_ kind: OpaqueNumbers.Kind) -> OpaqueNumbers {
    OpaqueNumbers(kind, organization: organization, secret: store.seed)
  }

  package var isOwner: Bool { if case .owner = access { true } else { false } }

  /// Who calls, with the right that the call needs.
  func caller(_ transaction: any ReadTransaction, _ right: Caller.Right) throws(Failure) -> Caller {
    let caller = try caller(transaction)
    try caller.require(right)
    return caller
  }

  /// The owner; a token is refused.
  func owner(_ transaction: any ReadTransaction) throws(Failure) -> Caller {
    let caller = try caller(transaction)
    try caller.requireOwner()
    return caller
  }

  private func caller(_ transaction: any ReadTransaction) throws(Failure) -> Caller {
    switch access {
    case .owner: .owner(of: organization)
    case .admitted(let caller): caller
    case .token(let token): try Caller.presenting(token, to: transaction)
    }
  }

  /// Runs `body`, which uses one verb besides asking who calls.
  func readOnce(_ body: (any ReadTransaction) throws(Failure) -> Void) throws(Failure) {
    // A token is looked up in the state that the call sees.
    if case .token = access {
      try store.read(in: organization, body)
    } else {
      try store.readOnce(in: organization, body)
    }
  }

  func read<R>(_ body: (any ReadTransaction) throws(Failure) -> R) throws(Failure) -> R {
    try store.read(in: organization, body)
  }

  package func interrupt() { store.interrupt() }

  package func close() { store.close() }
}
