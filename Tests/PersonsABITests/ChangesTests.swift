// SPDX-License-Identifier: Apache-2.0
// Job: following the changes page by page shows everything once, and nothing that a token may not see.

import CPersons
import Testing

@Suite("Changes")
struct ChangesTests {
  let folder: Folder
  let owner: Directory

  init() throws {
    folder = try Folder()
    owner = try Directory.opened(folder.file("people.db"), ["durability": "relaxed"])
  }

  /// - Parameter isLimited: whether the numbers are opaque, so that they are in no order.
  private func changes(_ directory: Directory, since: Int64, isLimited: Bool = false) throws -> (
    ids: [String], kinds: [String], revision: Int64, more: Bool
  ) {
    let result = try directory.must(Call("changes", since: since))
    let changes = result["changes"]?.elements ?? []
    #expect(changes.allSatisfy { $0["at"]?.text.map(isTime) == true })
    let revisions = changes.compactMap { $0["revision"]?.int }
    let revision = try #require(result["revision"]?.int)
    if isLimited {
      #expect((revisions + [revision]).allSatisfy { $0 >= 1 << 52 && $0 < 1 << 53 })
      #expect(since == 0 && revisions.isEmpty || revision == revisions.last ?? since)
    } else {
      #expect(revisions == revisions.sorted() && revisions.allSatisfy { $0 > since })
      #expect(revision >= (revisions.last ?? since))
    }
    return (
      changes.compactMap { $0["personId"]?.text }, changes.compactMap { $0["change"]?.text },
      revision, result["more"] == true
    )
  }

  @Test("after a revision only what came later is told")
  func later() throws {
    try owner.must(Call("create", ada(("personId", "a"))))
    let first = try changes(owner, since: 0)
    #expect(first.ids == ["a"])
    #expect(try changes(owner, since: first.revision).ids.isEmpty)
    #expect(try changes(owner, since: first.revision).revision == first.revision)
    try owner.must(Call("create", ada(("personId", "b"))))
    try owner.must(Call("update", id: "a", ["city": "Paris"]))
    let second = try changes(owner, since: first.revision)
    #expect(second.ids == ["b", "a"])
    #expect(second.kinds == ["created", "updated"])
    try owner.must(Call("delete", id: "b"))
    let third = try changes(owner, since: second.revision)
    #expect(third.ids == ["b"])
    #expect(third.kinds == ["deleted"])
    #expect(try changes(owner, since: 0).ids == ["a", "b"])
  }

  @Test("an answer to an event is a change of the person")
  func rsvp() throws {
    try owner.must(Call("put_event", ["eventId": "e", "name": "E"]))
    try owner.must(Call("create", ada(("personId", "a"))))
    let before = try changes(owner, since: 0).revision
    try owner.must(Call("record_rsvp", ["eventId": "e", "personId": "a", "status": "Invited"]))
    let after = try changes(owner, since: before)
    #expect(after.ids == ["a"])
    #expect(after.kinds == ["updated"])
  }

  @Test(
    "many persons written at once come in pages, each of them once", arguments: [1000, 1001, 2500])
  func pages(_ count: Int) throws {
    let persons = (1...count).map {
      JSON.object([.init(key: "external_ref", value: .string("r-\($0)"))])
    }
    let made = try owner.must(Call("upsert", ["persons": .array(persons)]))
    var ids: [String] = []
    var since: Int64 = 0
    for page in 1... {
      let next = try changes(owner, since: since)
      #expect(next.ids.count <= 1000)
      ids += next.ids
      guard next.more else { break }
      try #require(next.revision > since, "page \(page) goes on")
      since = next.revision
    }
    #expect(ids == made["persons"]?.elements.compactMap { $0["identifier"]?.text })
  }

  @Test("revisions in pages of a token do not stand still over what is hidden")
  func hiddenPages() throws {
    try owner.must(Call("put_group", ["group_id": "g"]))
    let token = try #require(try owner.must(Call("issue_token", ["group_ids": ["g"]]))["token"])
    let persons = (1...2500).map {
      JSON.object([.init(key: "external_ref", value: .string("r-\($0)"))])
    }
    try owner.must(Call("upsert", ["persons": .array(persons)]))
    try owner.must(Call("create", ada(("personId", "seen"), ("groupIds", ["g"]))))
    let holder = try Directory.opened(folder.file("people.db"), ["token": token])
    var ids: [String] = []
    var since: Int64 = 0
    while true {
      let next = try changes(holder, since: since, isLimited: true)
      ids += next.ids
      guard next.more else { break }
      try #require(next.revision > since)
      since = next.revision
    }
    #expect(ids == ["seen"])
  }

  @Test("who was never visible to a token is not told as deleted")
  func neverSeen() throws {
    try owner.must(Call("put_group", ["group_id": "g"]))
    let token = try #require(try owner.must(Call("issue_token", ["group_ids": ["g"]]))["token"])
    let holder = try Directory.opened(folder.file("people.db"), ["token": token])
    try owner.must(Call("create", ada(("personId", "hidden"))))
    try owner.must(Call("update", id: "hidden", ["city": "X"]))
    try owner.must(Call("create", ada(("personId", "gone"))))
    try owner.must(Call("delete", id: "gone"))
    #expect(try changes(holder, since: 0, isLimited: true).ids.isEmpty)
  }

  @Test("who leaves the groups of a token is deleted for it, who joins is created or updated")
  func leaving() throws {
    try owner.must(Call("put_group", ["group_id": "g"]))
    let token = try #require(try owner.must(Call("issue_token", ["group_ids": ["g"]]))["token"])
    let holder = try Directory.opened(folder.file("people.db"), ["token": token])
    try owner.must(Call("create", ada(("personId", "a"), ("groupIds", ["g"]))))
    let first = try changes(holder, since: 0, isLimited: true)
    #expect(first.ids == ["a"])
    try owner.must(Call("update", id: "a", ["groupIds": []]))
    let left = try changes(holder, since: first.revision, isLimited: true)
    #expect(left.ids == ["a"] && left.kinds == ["deleted"])
    try owner.must(Call("update", id: "a", ["groupIds": ["g"]]))
    let back = try changes(holder, since: left.revision, isLimited: true)
    #expect(back.ids == ["a"] && back.kinds != ["deleted"])
    try owner.must(Call("delete", id: "a"))
    #expect(try changes(holder, since: back.revision, isLimited: true).kinds == ["deleted"])
  }

  @Test("the deletion of a group is told to the token that was limited to it and another one")
  func deletedGroup() throws {
    for group in ["g", "h"] { try owner.must(Call("put_group", ["group_id": .string(group)])) }
    let token = try #require(
      try owner.must(Call("issue_token", ["group_ids": ["g", "h"]]))["token"])
    let holder = try Directory.opened(folder.file("people.db"), ["token": token])
    try owner.must(Call("create", ada(("personId", "a"), ("groupIds", ["g"]))))
    let first = try changes(holder, since: 0, isLimited: true)
    try owner.must(Call("delete_group", id: "g"))
    let after = try changes(holder, since: first.revision, isLimited: true)
    #expect(after.ids == ["a"] && after.kinds == ["deleted"])
  }
}
