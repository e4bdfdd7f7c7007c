// SPDX-License-Identifier: Apache-2.0
//
// Requests checked where they are made, for directories that send them elsewhere as something else than JSON.

package import PersonsJSON

package enum RequestCheck {
  /// Throws what persons_search would for its request.
  package static func search(_ text: RequestText?) throws(Failure) { _ = try SearchRequest(text) }

  /// Throws what persons_list would.
  package static func list(_ text: RequestText?) throws(Failure) {
    let request = try ObjectReader(text, keys: Page.keysWithGroups)
    _ = try Page(request, limit: 10)
    _ = try GroupSelection.filter(request, .snake)
  }

  /// Throws what the lists without further keys would.
  package static func page(_ text: RequestText?) throws(Failure) {
    _ = try Page(try ObjectReader(text, keys: Page.keys), limit: 10)
  }
}
