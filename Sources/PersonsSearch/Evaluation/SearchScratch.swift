// SPDX-License-Identifier: Apache-2.0
//
// Memory that a search works in, kept for the next one. Its size does not depend on how many persons there are.

final class SearchScratch {
  private var sets: [ChunkSet] = []
  private var used = 0

  deinit { for set in sets { set.deallocate() } }

  /// An empty set, until `giveBack`.
  func take() -> ChunkSet {
    if used == sets.count { sets.append(ChunkSet.allocate()) }
    used += 1
    let set = sets[used - 1]
    set.removeAll()
    return set
  }

  /// How many sets are taken.
  var mark: Int { used }

  /// Takes back the sets that were taken since there were `mark`.
  func giveBack(to mark: Int) { used = mark }
}
