// SPDX-License-Identifier: Apache-2.0
//
// The directory in a file of this machine. Its calls are extensions, a file each, in Calls/.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore
internal import PersonsText

package final class EmbeddedDirectory: Directory {
  /// Which attributes a person is shown with.
  enum Shape: Sendable {
    /// Everything we keep.
    case complete
    /// Only what the service's own documentation knows.
    case documented
  }

  let store: Store
  let indexes: SearchIndexes
  let shape: Shape
  /// The organization that calls work in: the owner's choice, or the token's, which has one for ever.
  let organization: Int64
  private let token: TokenText?
  private let knownTokens: KnownTokens

  /// Opens a path or ":memory:" with the options of persons_open.
  package init(_ location: String, options text: RequestText?) throws(Failure) {
    let options = try OpenOptions(text, for: location)
    let token = try options.token.map { (text: String) throws(Failure) in try TokenText(text) }
    store = try Store(location, options: options.store)
    indexes = SearchIndexes(store)
    shape = options.service == "persons" ? .complete : .documented
    self.token = token
    knownTokens = KnownTokens()
    do throws(Failure) {
      organization = try EmbeddedDirectory.organization(store, options.organization, token)
    } catch {
      store.close()
      throw error
    }
  }

  /// The owner's directory as the bearer of a token sees it.
  private init(
    _ owner: EmbeddedDirectory, token text: String, organization: String?, shape: Shape
  ) throws(Failure) {
    store = owner.store
    indexes = owner.indexes
    knownTokens = owner.knownTokens
    self.shape = shape
    let token = try knownTokens.token(text)
    self.token = token
    self.organization = try EmbeddedDirectory.organization(store, organization, token)
    knownTokens.remember(token, text)
  }

  package func bearing(
    token: String, organization: String?, showsEverything: Bool
  ) throws(Failure) -> any Directory {
    guard isOwner else { throw .ownerOnly }
    return try EmbeddedDirectory(
      self, token: token, organization: organization,
      shape: showsEverything ? .complete : .documented)
  }

  private static func organization(
    _ store: Store, _ wanted: String?, _ token: TokenText?
  ) throws(Failure) -> Int64 {
    try store.readOnce { (connection) throws(Failure) in
      guard let token else {
        guard let row = try connection.organization(wanted) else {
          throw Failure(
            .notFound, "organization_not_found",
            "The file has no such organization. The owner makes one with persons_put_organization.",
            field: "organization")
        }
        return row.number
      }
      let presented = try token.presented(connection)
      if let wanted, !wanted.isSame(as: presented.organizationSlug) {
        throw Failure(
          .forbidden, "organization_mismatch", "The token is for another organization.",
          field: "organization")
      }
      return presented.organization
    }
  }

  /// The search index of the organization.
  var index: SearchIndex { indexes.index(of: organization) }

  package var isOwner: Bool { token == nil }

  /// Who calls, with the right that the call needs.
  func caller(_ connection: Connection, _ right: Caller.Right) throws(Failure) -> Caller {
    guard let token else { return .owner(of: organization) }
    let caller = try token.caller(connection)
    try caller.require(right)
    return caller
  }

  /// The owner; a token is refused.
  func owner(_ connection: Connection) throws(Failure) -> Caller {
    guard let token else { return .owner(of: organization) }
    let caller = try token.caller(connection)
    try caller.requireOwner()
    return caller
  }

  package func interrupt() { store.interrupt() }

  package func close() { store.close() }
}
