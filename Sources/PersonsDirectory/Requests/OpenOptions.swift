// SPDX-License-Identifier: Apache-2.0
//
// The options of persons_open.

package import PersonsJSON
internal import PersonsStore

struct OpenOptions {
  var store = StoreOptions()
  let organization: String?
  let token: String?
  let service: String

  init(_ text: RequestText?, for location: String) throws(Failure) {
    let request = try ObjectReader(
      text,
      keys: [
        "organization", "token", "create", "read_only", "durability", "timeout_ms", "service",
      ])
    organization = try request.string("organization")
    if let organization { try checkSlug(organization, "organization") }
    token = try request.string("token")
    service = try request.choice("service", of: ["persons", "gatsby", "travtus"]) ?? "persons"
    store.create = try request.boolean("create", default: true)
    store.readOnly = try request.boolean("read_only", default: false)
    store.durability =
      try request.choice("durability", of: ["full", "relaxed"]) == "relaxed" ? .relaxed : .full
    store.timeoutMilliseconds = Int(
      try request.integer("timeout_ms", in: 0...86_400_000, default: 10_000))
    if let organization { store.firstOrganization = organization }
    guard !store.readOnly || location != ":memory:" else {
      throw .invalidValue(
        "read_only", "A directory in memory begins empty: it cannot be opened for reading only.")
    }
  }
}

/// Throws unless `slug` is 1 to 100 of a-z, 0-9 and hyphen.
package func checkSlug(_ slug: String, _ field: String) throws(Failure) {
  let fine = slug.utf8.allSatisfy {
    ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45
  }
  guard fine, (1...100).contains(slug.utf8.count) else {
    throw .invalidValue(field, "\"\(field)\" must be 1 to 100 of a-z, 0-9 and hyphen.")
  }
}
