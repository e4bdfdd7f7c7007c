// SPDX-License-Identifier: Apache-2.0
//
// The unions of groups in one segment that searches asked for, the least recently used forgotten first. A caller has the
// same groups in every search.

internal import PersonsJSON
internal import PersonsSystem

final class MemberSets: Sendable {
  private struct Entry {
    let documents: VisibleDocuments
    let bytes: Int
    /// When it was asked for last, counted in searches.
    var used: UInt64
  }

  private struct State {
    var entries: [[Int64]: Entry] = [:]
    var bytes = 0
    var clock: UInt64 = 0
  }

  private let segment: Segment
  private let most: Int
  private let state = Locked(State())

  /// - Parameter bytes: how much memory the sets may take; nil: some MiB, and more in a large segment, whose sets are
  ///   larger.
  init(_ segment: Segment, bytes: Int? = nil) {
    self.segment = segment
    most = bytes ?? max(4 << 20, segment.documents &* 8)
  }

  /// The documents of the members of `groups`, which are sorted.
  func documents(inOneOf groups: [Int64]) throws(Failure) -> VisibleDocuments {
    let known = state.withLock { state in
      state.clock &+= 1
      state.entries[groups]?.used = state.clock
      return state.entries[groups]?.documents
    }
    if let known { return known }
    // Two searches may do this at once; one of them keeps what it made.
    let made = try VisibleDocuments(groups, in: segment)
    let bytes = made.bytes &+ groups.count &* 8
    state.withLock { state in
      guard bytes <= most, state.entries[groups] == nil else { return }
      state.bytes &+= bytes
      if state.bytes > most { MemberSets.forget(&state, downTo: most / 4 &* 3) }
      state.entries[groups] = Entry(documents: made, bytes: bytes, used: state.clock)
    }
    return made
  }

  /// How many sets are kept.
  var count: Int { state.withLock { $0.entries.count } }

  /// Forgets the sets that were not asked for the longest.
  private static func forget(_ state: inout State, downTo most: Int) {
    for (groups, entry) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
      guard state.bytes > most else { return }
      state.entries[groups] = nil
      state.bytes &-= entry.bytes
    }
  }
}
