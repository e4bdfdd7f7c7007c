// SPDX-License-Identifier: Apache-2.0
//
// Putting lists of documents together, in memory that is used for one union after the other.

/// Puts lists of documents together.
struct ListUnion {
  private var bits: [UInt64]
  private(set) var documents: [UInt32] = []

  init(documents: Int) { bits = [UInt64](repeating: 0, count: documents / 64 + 1) }

  /// Makes `documents` the sorted union of the lists that `forEachList` gives, `total` documents long together,
  /// without those in `excluded`, which is sorted.
  mutating func set(
    total: Int, excluding excluded: [UInt32] = [],
    _ forEachList: ((UnsafeBufferPointer<UInt32>) -> Void) -> Void
  ) {
    documents.removeAll(keepingCapacity: true)
    guard total > 0 else { return }
    if total < bits.count / 2 {
      forEachList { documents.append(contentsOf: $0) }
      documents.sort()
      var kept = 0
      var next = 0
      for document in documents where kept == 0 || documents[kept - 1] != document {
        while next < excluded.count, excluded[next] < document { next += 1 }
        if next < excluded.count, excluded[next] == document { continue }
        documents[kept] = document
        kept += 1
      }
      documents.removeSubrange(kept...)
      return
    }
    bits.withUnsafeMutableBufferPointer { bits in
      forEachList { list in
        for document in list { bits[Int(document >> 6)] |= 1 << UInt64(document & 63) }
      }
      for document in excluded { bits[Int(document >> 6)] &= ~(1 << UInt64(document & 63)) }
      for index in bits.indices where bits[index] != 0 {
        var word = bits[index]
        while word != 0 {
          documents.append(UInt32(truncatingIfNeeded: index * 64 + word.trailingZeroBitCount))
          word &= word - 1
        }
        bits[index] = 0
      }
    }
  }
}
