// SPDX-License-Identifier: Apache-2.0
//
// A row of the change log: one row a person, their latest change, under a revision of the organization that only grows.

package import PersonsModel

/// The latest change of a person, while the closure of a verb runs.
package struct Change {
  package let revision: Int64
  package let kind: ChangeKind
  /// Milliseconds since 1970.
  package let at: Int64
  /// Nil once the person was erased.
  package let personId: String?

  package init(revision: Int64, kind: ChangeKind, at: Int64, personId: String?) {
    self.revision = revision
    self.kind = kind
    self.at = at
    self.personId = personId
  }
}
