// SPDX-License-Identifier: Apache-2.0
//
// Who makes a call and what they may see, decided at every call from the token as it is at that moment.

internal import PersonsJSON
internal import PersonsStore

struct Caller: Sendable {
  enum Right { case read, write }

  let organization: Int64
  /// The token's number, 0 for the owner.
  let token: Int64
  /// The groups that a token is limited to; nil: every group, and persons in none.
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

  func maySee(group: Int64) -> Bool { groups?.contains(group) ?? true }

  /// Groups within which to look when a request asks for `requested`, which the caller may see.
  func scope(_ requested: [Int64]?) -> [Int64]? { requested ?? groups }

  /// The groups that a new person joins: those that the request names; when it names none, those of a limited
  /// token, which could not see a person in none of them.
  func groups(forNew named: [Int64]?, _ connection: Connection) throws(Failure) -> [Int64] {
    guard let groups else { return named ?? [] }
    let joined: [Int64]
    if let named { joined = named } else { joined = try connection.existing(groups) }
    guard !joined.isEmpty else {
      throw Failure(
        .forbidden, "limited_token",
        "A token that is limited to groups must leave a person in one of them, and there is none.")
    }
    return joined
  }

  /// Whether the caller may see a person.
  func maySee(person: Int64, _ connection: Connection) throws(Failure) -> Bool {
    guard let groups else { return true }
    return try connection.isPerson(person, inOneOf: groups)
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
}
