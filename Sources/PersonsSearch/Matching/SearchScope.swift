// SPDX-License-Identifier: Apache-2.0
//
// Whom a search may find: everybody, or the members of some groups.

package struct SearchScope: Sendable {
  /// Numbers of the groups in one of which a person must be, growing; nil for everybody.
  package let groups: [Int64]?

  package init(groups: [Int64]?) { self.groups = groups.map { Set($0).sorted() } }

  /// Whether a person who is in the groups `own` may be found.
  package func contains(memberOf own: [Int64]) -> Bool {
    guard let groups else { return true }
    return own.contains { group in
      let index = groups.partitioningIndex { $0 >= group }
      return index < groups.count && groups[index] == group
    }
  }

  func contains(_ document: CollectedDocument) -> Bool { contains(memberOf: document.groups) }
}
