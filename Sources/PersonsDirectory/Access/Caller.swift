// SPDX-License-Identifier: Apache-2.0
//
// Who makes a call and what they may see, decided at every call from the token as it is at that moment.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

struct Caller: Sendable {
  enum Right { case read, write }

  let organization: Int64
  /// The token's number, 0 for the owner.
  let token: Int64
  /// The groups that a token is limited to, sorted; nil: every group, and persons in none.
  let groups: [Int64]?
  /// The organization's revision when the token was issued; who left its groups before is none of its business.
  let since: Int64
  let canRead: Bool
  let canWrite: Bool

  var isOwner: Bool { token == 0 }

  static func owner(of organization: Int64) -> Caller {
    Caller(
      organization: organization, token: 0, groups: nil, since: 0, canRead: true, canWrite: true)
  }

  /// Who presents this token, if it holds at this moment.
  ///
  /// - Parameter organization: the slug that the bearer says it is for; nil: not said.
  static func presenting(
    _ token: TokenText, to store: any Store, organization slug: String?
  ) throws(Failure) -> Caller {
    let presented = try store.presentedToken(token.tokenId, secretHash: token.hash)
    let caller = try Caller(presented)
    if let slug, let presented, !slug.isSame(as: presented.organizationSlug) {
      throw Failure(
        .forbidden, "organization_mismatch", "The token is for another organization.",
        field: "organization")
    }
    return caller
  }

  /// The same in the state that a transaction sees.
  static func presenting(
    _ token: TokenText, to transaction: any ReadTransaction
  ) throws(Failure) -> Caller {
    try Caller(transaction.presentedToken(token.tokenId, secretHash: token.hash))
  }

  func maySee(group: Int64) -> Bool { groups?.containsSorted(group) ?? true }

  /// Whether the caller may see a person who is in these groups.
  func maySee(memberOf own: GroupNumbers) -> Bool {
    groups == nil || own.numbers.contains(where: maySee(group:))
  }

  /// Groups within which to look when a request asks for `requested`, which the caller may see.
  func scope(_ requested: [Int64]?) -> [Int64]? { requested ?? groups }

  /// The groups that a new person joins: those that the request names; when it names none, those of a limited
  /// token, which could not see a person in none of them.
  func groups(
    forNew named: [Int64]?, _ transaction: any ReadTransaction
  ) throws(Failure) -> [Int64] {
    guard let groups else { return named ?? [] }
    let joined: [Int64]
    if let named { joined = named } else { joined = try transaction.existing(groups: groups) }
    guard !joined.isEmpty else {
      throw Failure(
        .forbidden, "limited_token",
        "A token that is limited to groups must leave a person in one of them, and there is none.")
    }
    return joined
  }

  /// The groups that a person is in who was in `current`, once the caller has put them into `wanted`: out of the other
  /// groups that the caller may see, and of no others.
  func groups(of current: [Int64], replacedBy wanted: [Int64]?) -> [Int64] {
    guard let wanted else { return current }
    let kept = current.filter { !maySee(group: $0) && !wanted.contains($0) }
    return (kept + wanted).sorted()
  }

  func require(_ right: Right) throws(Failure) {
    guard right == .read ? canRead : canWrite else {
      throw Failure(
        .forbidden, "insufficient_rights",
        "The token does not have the right to \(right == .read ? "read" : "write").")
    }
  }

  func requireOwner() throws(Failure) {
    guard isOwner else { throw .ownerOnly }
  }

  /// Groups and events belong to everybody: a token that sees only some groups must not change them.
  func requireEveryGroup() throws(Failure) {
    guard groups == nil else {
      throw Failure(
        .forbidden, "limited_token", "A token that is limited to groups may not make this call.")
    }
  }

  /// Throws unless a new person may have this identifier.
  func requireFree(_ personId: String, _ transaction: any WriteTransaction) throws(Failure) {
    // Whether an identifier is free would tell a limited token of persons that it may not see.
    guard groups == nil else {
      throw Failure(
        .forbidden, "limited_token",
        "A token that is limited to groups may not choose a person's identifier.",
        field: "personId")
    }
    guard try transaction.person(personId, inOneOf: nil) == nil else {
      throw Failure(
        .conflict, "duplicate_person_id", "Another person has this identifier.",
        field: "personId")
    }
  }

  /// The person, if the caller may see them.
  func person(
    _ personId: String, _ transaction: any WriteTransaction
  ) throws(Failure) -> StoredPerson {
    guard let person = try transaction.person(personId, inOneOf: groups) else { throw .notFound }
    return person
  }
}

extension Caller {
  private init(_ token: PresentedToken?) throws(Failure) {
    guard let token, !token.isRevoked else { throw .invalidAuthorization }
    guard !token.isExpired else { throw .expiredToken }
    organization = token.organization
    self.token = token.number
    groups = token.groups
    since = token.revision
    canRead = token.canRead
    canWrite = token.canWrite
  }
}
