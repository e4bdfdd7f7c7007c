// SPDX-License-Identifier: Apache-2.0
// Job: every call of the header by every kind of caller: who may, and that nothing of others changes.

import CPersons
import Testing

/// What a caller needs for a call.
enum Need: Sendable { case read, write, writeToAll, owner }

struct CallNeed: Sendable, CustomStringConvertible {
  let name: String
  let need: Need
  var description: String { name }

  static let all: [CallNeed] = {
    let needs: [(Need, [String])] = [
      (
        .read,
        [
          "find", "list", "search", "get", "list_groups", "list_events", "export", "changes",
          "stats",
        ]
      ),
      (.write, ["create", "update", "delete", "upsert", "record_rsvp", "import"]),
      (.writeToAll, ["put_group", "delete_group", "put_event", "erase"]),
      (
        .owner,
        [
          "put_organization", "list_organizations", "issue_token", "list_tokens", "revoke_token",
          "check", "backup",
        ]
      ),
    ]
    return needs.flatMap { need, names in names.map { CallNeed(name: $0, need: need) } }
  }()

  /// A request that succeeds for a caller who may make it.
  func call(_ caller: Caller, _ world: World) throws -> Call {
    let person: JSON = .string(caller.person)
    switch name {
    case "get", "delete", "erase": return Call(name, id: caller.person)
    case "update": return Call(name, id: caller.person, ["city": "Changed"])
    case "create": return Call(name, ada())
    case "upsert":
      return Call(
        name,
        ["persons": [["external_ref": .string("x-" + caller.person), "first_name": "Changed"]]])
    case "record_rsvp":
      return Call(name, ["eventId": "e1", "personId": person, "status": "Accepted"])
    case "import":
      return Call(
        name,
        file: try world.folder.write(
          "in.ndjson", "{\"external_ref\":\"x-\(caller.person)\",\"first_name\":\"Changed\"}\n"))
    case "export", "backup": return Call(name, file: world.folder.file("out"))
    case "put_group": return Call(name, ["group_id": .string(caller.group), "name": "Changed"])
    case "delete_group": return Call(name, id: caller.group)
    case "put_event": return Call(name, ["eventId": "e1", "name": "Changed"])
    case "put_organization": return Call(name, ["slug": "third", "name": "Third"])
    case "revoke_token":
      return Call(name, id: world.tokenIDs[caller.isOther ? .otherToken : .tokenA])
    default: return Call(name)
    }
  }

  func isAllowed(_ caller: Caller) -> Bool {
    switch need {
    case .read: return caller.mayRead
    case .write: return caller.mayWrite
    case .writeToAll: return caller.mayWrite && !caller.isLimited
    case .owner: return caller.isOwner
    }
  }
}

@Suite("Rights")
struct RightsTests {
  @Test("every call of the header is in the matrix")
  func complete() {
    #expect(Set(CallNeed.all.map(\.name)) == Set(Directory.callNames).subtracting(["respond"]))
  }

  @Test(
    "each may what it may, and what it may not see stays as it is", arguments: CallNeed.all,
    Caller.allCases)
  func matrix(_ call: CallNeed, _ caller: Caller) throws {
    let world = try World()
    let before = try world.everything()
    let answered = try world.open(caller).perform(call.call(caller, world))
    let after = try world.everything()
    if call.isAllowed(caller) {
      #expect(answered.status == PERSONS_OK, "\(answered)")
    } else {
      #expect(answered.status == PERSONS_FORBIDDEN, "\(answered)")
      #expect(before == after)
      if call.need == .owner { #expect(answered.errorType == "owner_only") }
      #expect(!exists(world.folder.file("out")))
    }
    for (name, text) in before where !mayChange(caller, name) {
      #expect(after[name] == text, "\(name)")
    }
    if call.need == .read || call.need == .owner { #expect(before == after) }
  }

  private func mayChange(_ caller: Caller, _ name: String) -> Bool {
    guard name.hasPrefix(caller.isOther ? "other " : "acme ") else { return false }
    guard caller.isLimited, name.contains(" person ") else { return !caller.isLimited }
    return caller.visible.contains { name.hasSuffix(" " + $0) }
  }
}
