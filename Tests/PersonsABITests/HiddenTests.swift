// SPDX-License-Identifier: Apache-2.0
// Job: for each call, the answer about what is hidden equals byte for byte the answer about what is absent.

import CPersons
import Foundation
import Testing

/// A call about a person (or group) whose name stands in {}.
struct Probe: Sendable, CustomStringConvertible {
  let name: String
  var id: String?
  var request: String?
  var row: String?
  var description: String { [name, id, request, row].compactMap(\.self).joined(separator: " ") }

  init(_ name: String, id: String? = nil, _ request: String? = nil, row: String? = nil) {
    (self.name, self.id, self.request, self.row) = (name, id, request, row)
  }

  func call(about subject: String, _ folder: Folder) throws -> Call {
    func fill(_ text: String?) -> String? { text?.replacingOccurrences(of: "{}", with: subject) }
    let file =
      try row.map { try folder.write("in.ndjson", fill($0 + "\n") ?? "") } ?? folder.file("out")
    return Call(name, id: fill(id), text: fill(request), file: file)
  }
}

@Suite("Hidden is absent")
struct HiddenTests {
  static let persons: [Probe] = [
    Probe("get", id: "{}"), Probe("delete", id: "{}"), Probe("erase", id: "{}"),
    Probe("update", id: "{}", "{\"city\":\"X\"}"),
    Probe("update", id: "{}", "{\"personId\":\"{}\"}"),
    Probe("update", id: "{}", "{\"groupIds\":[\"ga\"]}"),
    Probe("update", id: "{}", "{\"nonsense\":1}"),
    Probe("update", id: "{}", "{\"personId\":\"yy\"}"), Probe("update", id: "{}", "{"),
    Probe("record_rsvp", "{\"eventId\":\"e1\",\"personId\":\"{}\",\"status\":\"Accepted\"}"),
    Probe("record_rsvp", "{\"eventId\":\"e9\",\"personId\":\"{}\",\"status\":\"Accepted\"}"),
    Probe("find", "{\"identifier\":\"{}\"}"), Probe("find", "{\"external_ref\":\"x-{}\"}"),
    Probe("find", "{\"email_address\":\"{}@example.org\"}"),
    Probe("find", "{\"last_name\":\"Last{}\"}"),
    Probe("find", "{\"identifier\":\"{}\",\"after-id\":1}"),
    Probe("search", "{\"query\":\"Last{}\",\"fuzzy\":\"off\"}"),
    Probe("search", "{\"query\":\"x-{}\",\"fuzzy\":\"off\"}"),
    Probe("search", "{\"email\":\"{}@example.org\"}"),
    Probe("search", "{\"lastName\":\"Last{}*\",\"fuzzy\":\"off\"}"),
    Probe(
      "create",
      "{\"personId\":\"{}\",\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"c@example.org\"}"),
    Probe("upsert", "{\"persons\":[{\"external_ref\":\"x-{}\",\"first_name\":\"Z\"}]}"),
    Probe("upsert", "{\"persons\":[{\"email_address\":\"{}@example.org\"}]}"),
    Probe("upsert", "{\"persons\":[{\"email_address\":\"{}@example.org\",\"first_name\":\"Z\"}]}"),
    Probe(
      "import",
      row:
        "{\"personId\":\"{}\",\"firstName\":\"Z\",\"lastName\":\"B\",\"email\":\"c@example.org\"}"),
    Probe("import", row: "{\"personId\":\"{}\"}"),
    Probe("import", row: "{\"external_ref\":\"x-{}\",\"first_name\":\"Z\"}"),
  ]

  static let groups: [Probe] = [
    Probe("find", "{\"group_ids\":[\"{}\"]}"),
    Probe("find", "{\"groups_external_refs\":[\"ref-{}\"]}"),
    Probe("find", "{\"group_ids\":[\"ga\",\"{}\"]}"), Probe("list", "{\"group_ids\":[\"{}\"]}"),
    Probe("list", "{\"groups_external_refs\":[\"ref-{}\"]}"),
    Probe("search", "{\"query\":\"pat\",\"group_ids\":[\"{}\"]}"),
    Probe("search", "{\"query\":\"pat\",\"groups_external_refs\":[\"ref-{}\"]}"),
    Probe(
      "create",
      "{\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"c@example.org\",\"groupIds\":[\"{}\"]}"),
    Probe(
      "create",
      "{\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"c@example.org\",\"groupExternalRefs\":[\"ref-{}\"]}"
    ),
    Probe("update", id: "ab", "{\"groupIds\":[\"{}\"]}"),
    Probe("update", id: "ab", "{\"groupExternalRefs\":[\"ref-{}\"]}"),
    Probe("upsert", "{\"persons\":[{\"external_ref\":\"new\",\"group_ids\":[\"ga\",\"{}\"]}]}"),
    Probe(
      "upsert", "{\"persons\":[{\"external_ref\":\"new\",\"groups_external_refs\":[\"ref-{}\"]}]}"),
    Probe("put_group", "{\"group_id\":\"{}\",\"name\":\"X\"}"),
    Probe("put_group", "{\"external_ref\":\"ref-{}\"}"),
    Probe("delete_group", id: "{}"), Probe("issue_token", "{\"group_ids\":[\"{}\"]}"),
    Probe("import", row: "{\"external_ref\":\"new\",\"first_name\":\"Z\",\"group_ids\":[\"{}\"]}"),
    Probe("import", row: "{\"group\":{\"group_id\":\"{}\",\"external_ref\":null,\"name\":\"X\"}}"),
  ]

  /// The answer about one subject in a new world; what a record repeats, and new identifiers, are made equal.
  private func ask(_ probe: Probe, about subject: String, as caller: Caller) throws -> (
    answer: Answer, hiddenIsUntouched: Bool
  ) {
    let world = try World()
    let before = try world.everything()
    let answered = try world.open(caller).perform(probe.call(about: subject, world.folder))
    let after = try world.everything()
    let text = answered.text.map { withoutIdentifiers($0) }
    let names = ["\(subject)", "x-\(subject)", "ref-\(subject)", "\(subject)@example.org"]
    let echo = text.map { text in
      names.reduce(text) { $0.replacingOccurrences(of: "\"\($1)\"", with: "\"*\"") }
    }
    let hidden = before.filter { name, _ in
      name.contains(" person ") && !isVisible(name, to: caller)
    }
    let compared = ["upsert", "create"].contains(probe.name) ? echo : text
    return (
      Answer(status: answered.status, text: compared),
      hidden.allSatisfy { after[$0.key] == $0.value }
    )
  }

  /// A new identifier is another one each time.
  private func withoutIdentifiers(_ text: String) -> String {
    text.replacingOccurrences(
      of: "[0-9a-f]{8}-[0-9a-f-]{27}", with: "UUID", options: .regularExpression)
  }

  private func isVisible(_ name: String, to caller: Caller) -> Bool {
    name.hasPrefix(caller.isOther ? "other " : "acme ")
      && caller.visible.contains { name.hasSuffix(" " + $0) }
  }

  private func expectSame(_ probe: Probe, as caller: Caller, hidden: [String], absent: String)
    throws
  {
    let wanted = try ask(probe, about: absent, as: caller)
    for subject in hidden {
      let found = try ask(probe, about: subject, as: caller)
      #expect(
        found.answer == wanted.answer,
        "\(probe) about \(subject): \(found.answer), but absent: \(wanted.answer)")
      #expect(found.hiddenIsUntouched, "\(probe) about \(subject) changed somebody hidden")
    }
  }

  /// Which persons are near a name depends on the name, so the answers differ; the hidden one is in none.
  @Test("a widened search", arguments: ["b1", "n1", "o1"])
  func widenedSearch_doesNotShowHidden(_ subject: String) throws {
    for word in ["Last\(subject)", "x-\(subject)", "Lsat\(subject)", "\(subject)@exmaple.org"] {
      for step in ["auto", "on", "loose"] {
        let probe = Probe(
          "search", "{\"query\":\"\(word)\",\"fuzzy\":\"\(step)\",\"highlight\":true}")
        let found = try ask(probe, about: subject, as: .tokenA)
        #expect(found.answer.name == "OK")
        #expect(found.answer.text?.contains("\"Last\(subject)\"") == false)
      }
    }
  }

  @Test("persons outside of a token's groups, and of another organization", arguments: persons)
  func personsOfToken(_ probe: Probe) throws {
    try expectSame(probe, as: .tokenA, hidden: ["b1", "n1", "o1"], absent: "zz")
  }

  @Test("persons of another organization, for an owner", arguments: persons)
  func personsOfOwner(_ probe: Probe) throws {
    try expectSame(probe, as: .owner, hidden: ["o1"], absent: "zz")
  }

  @Test("persons of another organization, for its tokens", arguments: persons)
  func personsOfOther(_ probe: Probe) throws {
    try expectSame(probe, as: .otherToken, hidden: ["b1", "ab"], absent: "zz")
  }

  @Test("groups outside of a token's limit, and of another organization", arguments: groups)
  func groupsOfToken(_ probe: Probe) throws {
    try expectSame(probe, as: .tokenA, hidden: ["gb", "go"], absent: "gz")
  }

  @Test("an idempotencyKey of one token tells another token nothing")
  func idempotency() throws {
    let world = try World()
    let call = Call("create", ada(("idempotencyKey", "k")))
    let first = try world.open(.tokenA).must(call)
    let second = try world.open(.tokenB).must(call)
    #expect(first["personId"] != second["personId"])
    let other = Call("create", ada(("idempotencyKey", "k"), ("city", "Elsewhere")))
    #expect(try world.open(.tokenB).perform(other).status == PERSONS_CONFLICT)
    #expect(try world.open(.reader).perform(call).status == PERSONS_FORBIDDEN)
  }
}
