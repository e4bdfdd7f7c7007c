// SPDX-License-Identifier: Apache-2.0
//
// The requests that only page through a list, and those that do so within groups.

package import PersonsJSON

/// limit and skip.
package struct Page: Sendable {
  package static let keys = ["limit", "skip"]
  static let keysWithGroups = keys + GroupSelection.Keys.snake.both
  static let maxLimit: Int64 = 1000

  package let limit: Int64
  package let skip: Int64

  init(_ request: some RequestReader, limit fallback: Int64) throws(Failure) {
    limit = try request.integer("limit", in: 1...Page.maxLimit, default: fallback)
    skip = try request.integer("skip", in: 0...Int64.max, default: 0)
  }

  /// A request of the lists that are not of persons: all that they have, unless a limit is given.
  package init(_ request: some RequestReader) throws(Failure) {
    try self.init(request, limit: Page.maxLimit)
  }

  package init(_ text: RequestText?) throws(Failure) {
    try self.init(try ObjectReader(text, keys: Page.keys))
  }
}

/// A request of persons_list.
package struct ListRequest: Sendable {
  package static let keys = Page.keysWithGroups

  package let page: Page
  package let groups: GroupSelection

  package init(_ request: some RequestReader) throws(Failure) {
    page = try Page(request, limit: 10)
    groups = try GroupSelection.filter(request, .snake)
  }

  package init(_ text: RequestText?) throws(Failure) {
    try self.init(try ObjectReader(text, keys: ListRequest.keys))
  }
}
