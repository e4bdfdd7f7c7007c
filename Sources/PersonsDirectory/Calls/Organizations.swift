// SPDX-License-Identifier: Apache-2.0
//
// persons_put_organization and persons_list_organizations.

package import PersonsJSON
internal import PersonsStore

extension OrganizationRow {
  func append(to text: inout TextBuffer) {
    text.append("{")
    text.appendMember("slug", orNull: slug)
    text.appendMember("name", orNull: name)
    text.append("}")
  }
}

extension EmbeddedDirectory {
  package func putOrganization(
    _ text: RequestText, into result: inout TextBuffer
  ) throws(Failure) {
    let request = try ObjectReader(text, keys: ["slug", "name", "idempotencyKey"])
    let slug = try request.requiredString("slug")
    try checkSlug(slug, "slug")
    let name = try request.string("name")
    let keepsName = name == nil && !request.isNull("name")
    let answer = try write(WriteRequest("put_organization", request, text), isOwners: true) {
      (transaction, caller) throws(Failure) in
      let old = try transaction.connection.organization(slug)
      let newName = keepsName ? old?.name : name
      try transaction.putOrganization(slug: slug, name: newName)
      var answer = TextBuffer()
      OrganizationRow(number: 0, slug: slug, name: newName).append(to: &answer)
      return try answer.text()
    }
    result.append(string: answer)
  }

  package func listOrganizations(
    _ text: RequestText?, into result: inout TextBuffer
  ) throws(Failure) {
    let page = try Page(try ObjectReader(text, keys: Page.keys), limit: Page.largest)
    try store.read { (connection) throws(Failure) in
      _ = try owner(connection)
      result.append("{\"organizations\":[")
      try connection.forEachOrganization(limit: page.limit, skip: page.skip) {
        (organization) throws(Failure) in
        result.appendSeparator()
        organization.append(to: &result)
      }
      result.append("]}")
    }
  }
}
