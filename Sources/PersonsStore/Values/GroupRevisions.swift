// SPDX-License-Identifier: Apache-2.0
//
// What of a person's changes each group sees: the rule that every store's change log keeps.
//
// A caller who is limited to groups sees a change of a person in one of them, and sees a person join or leave one of
// them. What happens in other groups it does not see. So every group has its own latest change of a person: that of the
// record, if the person was in the group then, or that by which they joined or left.

package import PersonsModel

/// The latest changes of a person as their groups see them, where they are not the person's own latest change: those of
/// groups that the person left, and of groups that saw nothing of it.
package struct GroupRevisions: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    let group: Int64
    let revision: Int64
  }

  /// In the order of groups.
  private var entries: [Entry] = []

  package init() {}

  /// - Parameter numbers: group, revision, group, …
  package init(_ numbers: [Int64]) {
    entries = stride(from: 0, to: numbers.count - numbers.count % 2, by: 2).map {
      Entry(group: numbers[$0], revision: numbers[$0 + 1])
    }
  }

  /// - Parameter text: a JSON array of group, revision, group, …, or nothing.
  package init(text: UnsafeBufferPointer<UInt8>) {
    var group: Int64?
    forEachInteger(in: text) { number in
      if let known = group {
        entries.append(Entry(group: known, revision: number))
        group = nil
      } else {
        group = number
      }
    }
  }

  /// Group, revision, group, …
  package var numbers: [Int64] { entries.flatMap { [$0.group, $0.revision] } }

  package var isEmpty: Bool { entries.isEmpty }

  /// The revision that a group which the person is in has.
  ///
  /// - Parameter latest: that of the person's latest change.
  package func revision(of group: Int64, latest: Int64) -> Int64 {
    entry(of: group)?.revision ?? latest
  }

  private func entry(of group: Int64) -> Entry? {
    let index = entries.partitioningIndex { $0.group >= group }
    return index < entries.count && entries[index].group == group ? entries[index] : nil
  }

  /// What a caller sees of a person.
  package typealias Sight = (revision: Int64, isMember: Bool)

  /// The latest change that a caller limited to groups sees, and whether the person is in one of them.
  ///
  /// - Parameters:
  ///   - wanted: the caller's groups, sorted.
  ///   - members: the groups that the person is in.
  ///   - latest: the revision of the person's latest change.
  ///   - leftAfter: departures up to this revision are none of the caller's business.
  /// - Returns: nil when the caller never saw the person.
  package func sight(
    in wanted: [Int64], members: GroupNumbers, latest: Int64, leftAfter: Int64
  ) -> Sight? {
    var sight: Sight?
    members.forEach { group in
      guard wanted.containsSorted(group) else { return }
      sight = (max(sight?.revision ?? 0, revision(of: group, latest: latest)), true)
    }
    for entry in entries where entry.revision > leftAfter && wanted.containsSorted(entry.group) {
      var isMember = false
      members.forEach { if $0 == entry.group { isMember = true } }
      // A group that the person is in was looked at.
      if !isMember {
        sight = (max(sight?.revision ?? 0, entry.revision), sight?.isMember ?? false)
      }
    }
    return sight
  }

  // MARK: A change

  /// That a group has another latest change of a person.
  package struct Move: Sendable, Equatable {
    package let group: Int64
    /// The revision that it had; nil when the person was never in the group.
    package let before: Int64?
    /// What it sees: that the person is there, or was taken out.
    package let kind: ChangeKind
  }

  /// What a change is to the groups of a person.
  package struct Effect: Sendable, Equatable {
    /// Those that see it.
    package fileprivate(set) var moves: [Move] = []
    /// Those that do not see it, after the changes before it were all seen, with the revision that they stay at.
    package fileprivate(set) var unmoved: [(group: Int64, revision: Int64)] = []

    package var isEmpty: Bool { moves.isEmpty && unmoved.isEmpty }

    package static func == (first: Effect, second: Effect) -> Bool {
      first.moves == second.moves && first.unmoved.elementsEqual(second.unmoved, by: ==)
    }
  }

  /// Notes a change of a person.
  ///
  /// - Parameters:
  ///   - old: the groups that the person was in, sorted.
  ///   - new: those that they are in from now on, sorted.
  ///   - latest: the revision of the change before.
  ///   - revision: that of the change.
  ///   - isOfGroupsAlone: whether groups that the person stays in see nothing of it.
  package mutating func change(
    from old: [Int64], to new: [Int64], latest: Int64, revision: Int64, isOfGroupsAlone: Bool
  ) -> Effect {
    var effect = Effect()
    var next = entries.filter { !new.containsSorted($0.group) && !old.containsSorted($0.group) }
    for group in old where !new.containsSorted(group) {
      effect.moves.append(
        Move(group: group, before: self.revision(of: group, latest: latest), kind: .deleted))
      next.append(Entry(group: group, revision: revision))
    }
    for group in new {
      let isOld = old.containsSorted(group)
      let before = isOld ? self.revision(of: group, latest: latest) : entry(of: group)?.revision
      if isOld, isOfGroupsAlone, let before {
        if entry(of: group) == nil { effect.unmoved.append((group, before)) }
        next.append(Entry(group: group, revision: before))
      } else {
        effect.moves.append(Move(group: group, before: before, kind: .updated))
      }
    }
    entries = next.sorted { $0.group < $1.group }
    return effect
  }
}
