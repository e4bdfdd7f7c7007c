// SPDX-License-Identifier: Apache-2.0
//
// persons_put_organization and persons_list_organizations.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func putOrganization(
    _ request: OrganizationRequest, into result: inout TextBuffer
  ) throws(Failure) {
    let answer = try perform(request.idempotency, isOwners: true) {
      (transaction, _) throws(Failure) in
      let name = request.name(after: try transaction.organization(request.slug)?.name)
      try transaction.putOrganization(slug: request.slug, name: name)
      var answer = TextBuffer()
      answer.append(Organization(number: 0, slug: request.slug, name: name))
      return try answer.text()
    }
    result.append(string: answer)
  }

  package func listOrganizations(
    _ page: Page, into result: inout TextBuffer
  ) throws(Failure) {
    try read { (transaction) throws(Failure) in
      _ = try owner(transaction)
      result.append("{\"organizations\":[")
      try transaction.forEachOrganization(limit: page.limit, skip: page.skip) {
        (organization) throws(Failure) in
        result.appendSeparator()
        result.append(organization)
      }
      result.append("]}")
    }
  }
}

extension TextBuffer {
  fileprivate mutating func append(_ organization: Organization) {
    append("{")
    appendMember("slug", orNull: organization.slug)
    appendMember("name", orNull: organization.name)
    append("}")
  }
}
