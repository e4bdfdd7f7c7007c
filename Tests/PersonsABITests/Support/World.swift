// SPDX-License-Identifier: Apache-2.0
// Job: a file with two organizations and every kind of caller, for the tests of who sees what.

import CPersons

/// Who calls. "other" is the second organization of the file.
enum Caller: String, CaseIterable, Sendable {
  case owner, tokenA, tokenB, reader, writer, otherOwner, otherToken

  var isOther: Bool { self == .otherOwner || self == .otherToken }
  var isOwner: Bool { self == .owner || self == .otherOwner }
  var isLimited: Bool { self == .tokenA || self == .tokenB }
  var mayRead: Bool { self != .writer }
  var mayWrite: Bool { self != .reader }

  /// The persons that this caller may see, in the order of creation.
  var visible: [String] {
    switch self {
    case .owner, .reader, .writer: return ["a1", "b1", "ab", "n1"]
    case .tokenA: return ["a1", "ab"]
    case .tokenB: return ["b1", "ab"]
    case .otherOwner, .otherToken: return ["a1", "o1"]
    }
  }

  var groups: [String] {
    switch self {
    case .owner, .reader, .writer: return ["ga", "gb"]
    case .tokenA: return ["ga"]
    case .tokenB: return ["gb"]
    case .otherOwner, .otherToken: return ["ga", "go"]
    }
  }

  /// A person and a group that this caller may see and change.
  var person: String { isOther ? "o1" : "ab" }
  var group: String { self == .tokenB ? "gb" : "ga" }
}

final class World: Sendable {
  let folder: Folder
  let location: String
  let owner: Directory
  let otherOwner: Directory
  let tokens: [Caller: String]
  let tokenIDs: [Caller: String]

  init() throws {
    folder = try Folder()
    location = folder.file("people.db")
    owner = try Directory.opened(location, ["organization": "acme", "durability": "relaxed"])
    try owner.must(Call("put_organization", ["slug": "other", "name": "Other"]))
    otherOwner = try Directory.opened(location, ["organization": "other", "durability": "relaxed"])
    try Self.fill(
      owner, groups: ["ga", "gb"],
      persons: [("a1", ["ga"]), ("b1", ["gb"]), ("ab", ["ga", "gb"]), ("n1", [])])
    try Self.fill(otherOwner, groups: ["ga", "go"], persons: [("a1", ["ga"]), ("o1", ["go"])])
    var tokens: [Caller: String] = [:]
    var ids: [Caller: String] = [:]
    let wanted: [(Caller, Directory, JSON)] = [
      (.tokenA, owner, ["group_ids": ["ga"]]), (.tokenB, owner, ["group_ids": ["gb"]]),
      (.reader, owner, ["rights": ["read"]]), (.writer, owner, ["rights": ["write"]]),
      (.otherToken, otherOwner, [:]),
    ]
    for (caller, directory, request) in wanted {
      let issued = try directory.must(Call("issue_token", request))
      tokens[caller] = issued["token"]?.text
      ids[caller] = issued["token_id"]?.text
    }
    (self.tokens, tokenIDs) = (tokens, ids)
  }

  private static func fill(_ directory: Directory, groups: [String], persons: [(String, [String])])
    throws
  {
    for group in groups {
      try directory.must(
        Call("put_group", ["group_id": .string(group), "external_ref": .string("ref-" + group)]))
    }
    try directory.must(Call("put_event", ["eventId": "e1", "name": "Dinner", "slug": "dinner"]))
    for (id, groups) in persons {
      try directory.must(
        Call(
          "create",
          [
            "personId": .string(id), "firstName": "Pat", "lastName": .string("Last" + id),
            "email": .string(id + "@example.org"),
            "phoneNumber": .string("01632 9601" + phoneDigits(id)),
            "externalRef": .string("x-" + id), "groupIds": .array(groups.map(JSON.string)),
          ]))
      try directory.must(
        Call("record_rsvp", ["eventId": "e1", "personId": .string(id), "status": "Invited"]))
    }
  }

  /// Two digits that only this person has.
  static func phoneDigits(_ id: String) -> String {
    String(id.utf8.reduce(0) { ($0 * 7 + Int($1)) % 90 } + 10)
  }

  func open(_ caller: Caller) throws -> Directory {
    switch caller {
    case .owner: return owner
    case .otherOwner: return otherOwner
    default:
      guard let token = tokens[caller] else { throw Unexpected("no token of \(caller)") }
      return try Directory.opened(location, ["token": .string(token), "durability": "relaxed"])
    }
  }

  /// Everything that the two owners can see, by person, group and event.
  func everything() throws -> [String: String] {
    var all: [String: String] = [:]
    for (slug, owner) in [("acme", owner), ("other", otherOwner)] {
      for person in try owner.must(Call("list", ["limit": 1000]))["persons"]?.elements ?? [] {
        let id = person["personId"]?.text ?? ""
        all["\(slug) person \(id)"] = owner.perform(Call("get", id: id)).text
      }
      all["\(slug) groups"] = owner.perform(Call("list_groups")).text
      all["\(slug) events"] = owner.perform(Call("list_events")).text
    }
    return all
  }
}
