// SPDX-License-Identifier: Apache-2.0
//
// Requests of the calls that are the owner's: persons_put_organization, persons_issue_token.

package import PersonsJSON

package struct OrganizationRequest {
  package let body: RequestBody
  let slug: String
  private let name: String?
  private let keepsName: Bool
  let idempotency: Idempotency?

  package init(_ body: RequestBody) throws(Failure) {
    self.body = body
    let request = try body.reader(keys: ["slug", "name"])
    slug = try request.requiredString("slug")
    try checkSlug(slug, "slug")
    name = try request.string("name")
    keepsName = name == nil && !request.isNull("name")
    idempotency = try body.idempotency("put_organization", request)
  }

  /// The name that an organization has from now on which was called `old`.
  func name(after old: String?) -> String? { keepsName ? old : name }
}

package struct TokenRequest {
  let groups: GroupSelection
  let canRead: Bool
  let canWrite: Bool
  let seconds: Int64
  let name: String?

  package init(_ text: RequestText?) throws(Failure) {
    let request = try ObjectReader(
      text, keys: ["rights", "expires_in", "name"] + GroupSelection.Keys.snake.both)
    groups = try GroupSelection.filter(request, .snake)
    let rights = try request.strings("rights") ?? ["read", "write"]
    guard !rights.isEmpty, rights.allSatisfy({ $0 == "read" || $0 == "write" }) else {
      throw .invalidValue("rights", "\"rights\" must be some of \"read\" and \"write\".")
    }
    canRead = rights.contains("read")
    canWrite = rights.contains("write")
    seconds = try request.integer("expires_in", in: 1...3_155_760_000, default: 90 * 86_400)
    name = try request.string("name")
  }
}
