// SPDX-License-Identifier: Apache-2.0
//
// The options of persons_open.

package import PersonsJSON
internal import PersonsModel
package import PersonsStore

package struct OpenOptions {
  package private(set) var store = StoreOptions()
  let organization: String?
  /// Looked at before anything is opened or made.
  let token: TokenText?
  let service: String

  package init(_ text: RequestText?, for location: String) throws(Failure) {
    let request = try ObjectReader(
      text,
      keys: [
        "organization", "token", "create", "read_only", "durability", "timeout_ms", "service",
      ])
    organization = try request.string("organization")
    if let organization { try checkSlug(organization, "organization") }
    token = try request.string("token").map { (text: String) throws(Failure) in
      try TokenText(text)
    }
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
