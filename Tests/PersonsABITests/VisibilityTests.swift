// SPDX-License-Identifier: Apache-2.0
// Job: every call that reads shows each caller its own persons and groups, all of them and no others.

import CPersons
import Testing

@Suite("Visibility")
struct VisibilityTests {
  static let readers = Caller.allCases.filter(\.mayRead)
  let world: World

  init() throws { world = try World() }

  private func ids(_ result: JSON, _ list: String, _ key: String) -> [String] {
    result[list]?.elements.compactMap { $0[key]?.text } ?? []
  }

  @Test("find, list and search", arguments: readers)
  func pages(_ caller: Caller) throws {
    let directory = try world.open(caller)
    #expect(ids(try directory.must(Call("find")), "persons", "identifier") == caller.visible)
    #expect(ids(try directory.must(Call("list")), "persons", "personId") == caller.visible)
    let found = try directory.must(Call("search", ["query": "pat"]))
    #expect(ids(found, "persons", "personId") == caller.visible)
    #expect(found["total"]?.int == Int64(caller.visible.count))
    #expect(ids(try directory.must(Call("search")), "persons", "personId") == caller.visible)
  }

  @Test("pages that are smaller than the directory", arguments: readers)
  func smallPages(_ caller: Caller) throws {
    let directory = try world.open(caller)
    var found: [String] = []
    var cursor: JSON = 0
    repeat {
      let page = try directory.must(Call("find", ["limit": 1, "after-id": cursor]))
      found += ids(page, "persons", "identifier")
      cursor = page["last_id"] ?? -1
    } while cursor != -1
    #expect(found == caller.visible)
    for skip in 0...caller.visible.count {
      let page = try directory.must(
        Call("search", ["query": "pat", "limit": 1, "skip": .number("\(skip)")]))
      #expect(ids(page, "persons", "personId") == Array(caller.visible.dropFirst(skip).prefix(1)))
      #expect(page["total"]?.int == Int64(caller.visible.count))
    }
  }

  @Test("get shows the visible and hides the others", arguments: readers)
  func get(_ caller: Caller) throws {
    let directory = try world.open(caller)
    for id in ["a1", "b1", "ab", "n1", "o1"] {
      let status = directory.perform(Call("get", id: id)).status
      #expect(status == (caller.visible.contains(id) ? PERSONS_OK : PERSONS_NOT_FOUND), "\(id)")
    }
  }

  @Test("groups, on their own and on persons", arguments: readers)
  func groups(_ caller: Caller) throws {
    let directory = try world.open(caller)
    #expect(ids(try directory.must(Call("list_groups")), "groups", "group_id") == caller.groups)
    for person in try directory.must(Call("list"))["persons"]?.elements ?? [] {
      let named = person["groupIds"]?.elements.compactMap(\.text) ?? []
      #expect(named.allSatisfy(caller.groups.contains))
      let references = person["groupExternalRefs"]?.elements.compactMap(\.text) ?? []
      #expect(references == named.map { "ref-" + $0 })
    }
  }

  @Test("changes and stats", arguments: readers)
  func changesAndStats(_ caller: Caller) throws {
    let directory = try world.open(caller)
    #expect(ids(try directory.must(Call("changes")), "changes", "personId") == caller.visible)
    let stats = try directory.must(Call("stats"))
    #expect(stats["persons"]?.int == Int64(caller.visible.count))
    #expect(stats["groups"]?.int == Int64(caller.groups.count))
    #expect(stats["organization"]?.text == (caller.isOther ? "other" : "acme"))
    for key in ["organizations", "bytes", "path", "format"] {
      #expect((stats[key] != nil) == caller.isOwner, "\(key)")
    }
  }

  @Test("export", arguments: readers)
  func export(_ caller: Caller) throws {
    let path = world.folder.file("out.ndjson")
    let result = try world.open(caller).must(Call("export", file: path))
    let lines = try String(decoding: bytes(of: path), as: UTF8.self).split(separator: "\n")
      .map { try JSONParser.parse(String($0)) }
    #expect(lines.compactMap { $0["personId"]?.text } == caller.visible)
    #expect(lines.compactMap { $0["group"]?["group_id"]?.text } == caller.groups)
    #expect(result["persons"]?.int == Int64(caller.visible.count))
    for line in lines {
      let named = line["groupIds"]?.elements.compactMap(\.text) ?? []
      #expect(named.allSatisfy(caller.groups.contains))
    }
  }

  @Test("tokens and organizations of the other one are not listed")
  func tokens() throws {
    #expect(ids(try world.owner.must(Call("list_tokens")), "tokens", "token_id").count == 4)
    #expect(
      ids(try world.otherOwner.must(Call("list_tokens")), "tokens", "token_id") == [
        world.tokenIDs[.otherToken]
      ])
    let foreign = world.otherOwner.perform(Call("revoke_token", id: world.tokenIDs[.tokenA]))
    #expect(foreign.status == PERSONS_NOT_FOUND)
    #expect(try world.open(.tokenA).personCount() == 2)
  }

  @Test("whoever holds a token keeps its limits when persons move")
  func moving() throws {
    let directory = try world.open(.tokenA)
    try world.owner.must(Call("update", id: "n1", ["groupIds": ["ga"]]))
    #expect(ids(try directory.must(Call("list")), "persons", "personId") == ["a1", "ab", "n1"])
    #expect(try directory.must(Call("search", ["query": "lastn1"]))["total"]?.int == 1)
    try world.owner.must(Call("update", id: "a1", ["groupIds": ["gb"]]))
    #expect(ids(try directory.must(Call("list")), "persons", "personId") == ["ab", "n1"])
    #expect(try directory.must(Call("search", ["query": "lasta1"]))["total"]?.int == 0)
  }
}
