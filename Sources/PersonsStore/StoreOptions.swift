// SPDX-License-Identifier: Apache-2.0
//
// How a file is opened.

package struct StoreOptions: Sendable {
  package enum Durability: Sendable { case full, relaxed }

  package var create = true
  package var readOnly = false
  package var durability = Durability.full
  package var timeoutMilliseconds = 10_000
  /// Slug of the first organization of a file that opening creates.
  package var firstOrganization = "default"

  package init() {}
}
