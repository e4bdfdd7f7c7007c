// SPDX-License-Identifier: Apache-2.0
// Job: an unknown key is refused with the name of the valid key that is nearest.

import CPersons
import Testing

@Suite("Unknown keys")
struct UnknownKeyTests {
  static let misspelt: [(call: String, key: String, nearest: String)] = [
    ("create", "fristName", "firstName"), ("create", "last_name", "lastName"),
    ("create", "phonenumber", "phoneNumber"),
    ("create", "customfields", "customFields"), ("create", "Email", "email"),
    ("find", "after_id", "after-id"),
    ("find", "email", "email_address"), ("find", "group_external_refs", "groups_external_refs"),
    ("list", "limits", "limit"), ("search", "qeury", "query"), ("search", "firstname", "firstName"),
    ("put_group", "external_reference", "external_ref"), ("put_event", "eventID", "eventId"),
    ("record_rsvp", "persionId", "personId"), ("issue_token", "expiresin", "expires_in"),
  ]

  @Test("the nearest key is named", arguments: misspelt)
  func nearest(_ case: (call: String, key: String, nearest: String)) throws {
    let directory = try Directory.opened(":memory:")
    let request = JSON.object([.init(key: `case`.key, value: "x")])
    let answered = directory.perform(Call(`case`.call, request))
    #expect(answered.status == PERSONS_INVALID)
    #expect(answered.errorType == "unknown_key")
    #expect(answered.error?["field"]?.text == `case`.key)
    #expect(answered.error?["message"]?.text?.contains(`case`.nearest) == true, "\(answered)")
  }
}
