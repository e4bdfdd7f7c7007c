// SPDX-License-Identifier: Apache-2.0
//
// How many documents of a set begin with a prefix, once somebody asked. It holds for one state of the set only.

internal import PersonsJSON
internal import PersonsSystem

final class PrefixCounts: Sendable {
  private struct Key: Hashable {
    let prefix: [UInt8]
    /// The serial of the documents that the caller may see; 0 for all.
    let visible: Int
  }

  private let counts = Locked<[Key: Int]>([:])
  private let most: Int

  /// About how much memory one of them takes.
  static let bytesOfOne = 112

  /// Keeps `most` counts.
  init(atMost most: Int) { self.most = most }

  func count(
    of prefix: [UInt8], among visible: VisibleDocuments? = nil,
    _ count: () throws(Failure) -> Int
  ) throws(Failure) -> Int {
    let key = Key(prefix: prefix, visible: visible?.serial ?? 0)
    if let known = counts.withLock({ $0[key] }) { return known }
    let found = try count()
    counts.withLock { counts in
      // Those that are asked for often come back soon.
      if counts.count >= most { counts.removeAll(keepingCapacity: true) }
      counts[key] = found
    }
    return found
  }
}
