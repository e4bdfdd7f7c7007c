// SPDX-License-Identifier: Apache-2.0
//
// A row of the change log, and the rules that every store's log keeps: one row a person, their latest change, under a
// revision of the organization that only grows.

package import PersonsModel

/// The latest change of a person, while the closure of a verb runs.
package struct Change {
  package let revision: Int64
  package let kind: ChangeKind
  /// Milliseconds since 1970.
  package let at: Int64
  /// Nil once the person was erased.
  package let personId: String?
  /// The groups that the person is in; none when they are gone.
  package let groups: GroupNumbers
  /// The groups that the person has left, each with the last time; they may be in some of them again.
  package let departures: [Departure]

  package init(
    revision: Int64, kind: ChangeKind, at: Int64, personId: String?, groups: GroupNumbers,
    departures: [Departure]
  ) {
    self.revision = revision
    self.kind = kind
    self.at = at
    self.personId = personId
    self.groups = groups
    self.departures = departures
  }
}

extension Departure {
  /// What the new row of a person says of departures: those of the row before that it does not repeat, and the new.
  package static func merged(
    _ earlier: [Departure], leaving groups: [Int64], revision: Int64, at now: Int64
  ) -> [Departure] {
    groups.map { Departure(group: $0, revision: revision, at: now) }
      + earlier.filter { !groups.contains($0.group) }
  }
}
