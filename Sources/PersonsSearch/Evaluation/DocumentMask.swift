// SPDX-License-Identifier: Apache-2.0
//
// Documents of a segment that no longer hold: their persons were changed or deleted since.

internal import PersonsJSON
internal import PersonsModel

struct DocumentMask: Sendable {
  /// A bitmap for each chunk, empty where nothing is masked. Copies share them.
  private var chunks: [[UInt64]]
  private(set) var count = 0
  /// How many masked documents begin with a prefix, once somebody asked. It holds for this mask only.
  private(set) var prefixCounts = PrefixCounts(atMost: maxPrefixes)

  /// Prefixes beyond so many are counted again.
  private static let maxPrefixes = 4096

  init(documents: Int) {
    chunks = Array(repeating: [], count: documents >> SegmentFormat.chunkBits + 1)
  }

  mutating func insert(_ document: Int) {
    let chunk = document >> SegmentFormat.chunkBits
    let low = document & (SegmentFormat.documentsInChunk - 1)
    guard chunk >= 0, chunk < chunks.count else { return }
    if chunks[chunk].isEmpty {
      chunks[chunk] = [UInt64](repeating: 0, count: SegmentFormat.documentsInChunk / 64)
    }
    let bit: UInt64 = 1 << UInt64(low & 63)
    if chunks[chunk][low >> 6] & bit == 0 {
      chunks[chunk][low >> 6] |= bit
      count += 1
      prefixCounts = PrefixCounts(atMost: DocumentMask.maxPrefixes)
    }
  }

  func contains(_ document: Int) -> Bool {
    let chunk = document >> SegmentFormat.chunkBits
    guard chunk < chunks.count, !chunks[chunk].isEmpty else { return false }
    let low = document & (SegmentFormat.documentsInChunk - 1)
    return chunks[chunk][low >> 6] & (1 << UInt64(low & 63)) != 0
  }

  /// The masked documents of a chunk, nil when there are none.
  func chunk(_ chunk: Int) -> ChunkMask? {
    guard chunk < chunks.count, !chunks[chunk].isEmpty else { return nil }
    return ChunkMask(words: chunks[chunk])
  }
}

struct ChunkMask {
  fileprivate let words: [UInt64]

  func withBitmap(_ body: (UnsafePointer<UInt64>) -> Void) {
    words.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base) } }
  }
}
