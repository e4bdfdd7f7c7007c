// SPDX-License-Identifier: Apache-2.0
//
// Whom a search may find: everybody, or the members of some groups.

internal import PersonsStore

package struct SearchScope: Sendable {
  /// Numbers of the groups in one of which a person must be, sorted; nil for everybody.
  package let groups: [Int64]?

  package init(groups: [Int64]?) { self.groups = groups }

  /// Whether a person who is in the groups `own` may be found.
  package func contains(memberOf own: [Int64]) -> Bool {
    guard let groups else { return true }
    return own.contains(where: groups.containsSorted)
  }

  func contains(_ document: CollectedDocument) -> Bool { contains(memberOf: document.groups) }
}
