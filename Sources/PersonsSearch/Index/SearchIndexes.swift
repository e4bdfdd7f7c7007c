// SPDX-License-Identifier: Apache-2.0
//
// The search indexes of a store: one for each organization, so that what happens to one is nothing to the others.

package import PersonsJSON
package import PersonsStore
internal import PersonsSystem

package final class SearchIndexes: Sendable {
  private let store: Store
  private let limits: SearchIndexLimits
  private let indexes = Locked<[Int64: SearchIndex]>([:])

  package init(_ store: Store, limits: SearchIndexLimits = SearchIndexLimits()) {
    self.store = store
    self.limits = limits
  }

  /// The index of an organization. It is empty until the first search.
  package func index(of organization: Int64) -> SearchIndex {
    indexes.withLock { indexes in
      if let index = indexes[organization] { return index }
      let index = SearchIndex(store, organization: organization, limits: limits)
      indexes[organization] = index
      return index
    }
  }

  /// Checks the index of each organization against the records.
  ///
  /// - Returns: `discarded` when one was thrown away, or else `sound` when there is one.
  package func check(
    _ connection: Connection, interruption: Interruption
  ) throws(Failure) -> SearchIndexState {
    var organizations: [Int64] = []
    try connection.forEachOrganization(limit: -1, skip: 0) { organizations.append($0.number) }
    var state = SearchIndexState.none
    for organization in organizations {
      switch try index(of: organization).check(connection, interruption: interruption) {
      case .discarded: state = .discarded
      case .sound: if state == .none { state = .sound }
      case .none: break
      }
    }
    return state
  }
}
