// SPDX-License-Identifier: Apache-2.0
//
// The search indexes of a store: one for each organization, so that what happens to one is nothing to the others.

package import PersonsJSON
package import PersonsStore
internal import PersonsSystem

package final class SearchIndexes: Sendable {
  private let source: @Sendable (_ organization: Int64) -> any SearchSource
  private let limits: SearchIndexLimits
  private let indexes = Locked<[Int64: SearchIndex]>([:])

  /// - Parameter source: what the index of an organization is made of.
  package init(
    limits: SearchIndexLimits = SearchIndexLimits(),
    _ source: @escaping @Sendable (_ organization: Int64) -> any SearchSource
  ) {
    self.source = source
    self.limits = limits
  }

  /// The index of an organization. It is empty until the first search.
  package func index(of organization: Int64) -> SearchIndex {
    indexes.withLock { indexes in
      if let index = indexes[organization] { return index }
      let index = SearchIndex(source(organization), limits: limits)
      indexes[organization] = index
      return index
    }
  }

  /// Checks the indexes against the records, each as its organization's snapshot has them.
  ///
  /// - Returns: `discarded` when one was thrown away, or else `sound` when there is one.
  package func check(
    _ snapshots: [(organization: Int64, snapshot: any SearchSnapshot)], interruption: Interruption
  ) throws(Failure) -> SearchIndexState {
    var state = SearchIndexState.none
    for (organization, snapshot) in snapshots {
      switch try index(of: organization).check(snapshot, interruption: interruption) {
      case .discarded: state = .discarded
      case .sound: if state == .none { state = .sound }
      case .none: break
      }
    }
    return state
  }
}
