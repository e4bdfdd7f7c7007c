// SPDX-License-Identifier: Apache-2.0
// Job: no error text holds a name, an address, a number, a query or a token.

import CPersons
import Testing

@Suite("Privacy")
struct PrivacyTests {
  static let secret = "Sekret"

  static let failing: [Call] = [
    Call("create", ["firstName": .string(secret), "lastName": "L"]),
    Call("create", ["firstName": .string(secret), "lastName": 5, "email": .string(secret)]),
    Call("create", ada(("groupIds", [.string(secret)]))),
    Call("create", ada(("personId", .string(secret)))),
    Call("create", text: "{\"firstName\":\"\(secret)\" x"),
    Call("find", ["phone_number": .string(secret)]), Call("find", ["after-id": .string(secret)]),
    Call("find", ["group_ids": [.string(secret)]]),
    Call("search", ["query": .string(secret), "limit": 0]),
    Call("search", ["fuzzy": .string(secret)]), Call("get", id: secret + "x"),
    Call("delete", id: secret + "x"),
    Call("update", id: secret, ["personId": .string(secret + "x")]),
    Call("update", id: secret, ["city": [.string(secret)]]),
    Call("put_event", ["name": "E", "date": .string(secret)]),
    Call("put_organization", ["slug": .string(secret)]),
    Call("issue_token", ["rights": [.string(secret)]]), Call("revoke_token", id: secret),
    Call("delete_group", id: secret),
    Call("upsert", ["persons": [["external_ref": .string(secret), "email_address": 1]]]),
    Call(
      "record_rsvp",
      ["eventId": .string(secret), "personId": .string(secret), "status": .string(secret)]),
  ]

  @Test("an error does not repeat the value that it is about", arguments: failing)
  func silent(_ call: Call) throws {
    let directory = try Directory.opened(":memory:")
    try directory.must(Call("create", ada(("personId", .string(Self.secret)))))
    let answered = directory.perform(call)
    #expect(answered.status != PERSONS_OK)
    #expect(answered.text?.contains(Self.secret) == false, "\(answered)")
  }

  @Test("a refused token is not repeated")
  func token() {
    let answered = Directory.open(":memory:", ["token": .string(Self.secret)]).answer
    #expect(answered.status == PERSONS_UNAUTHORIZED)
    #expect(answered.text?.contains(Self.secret) == false)
  }
}
