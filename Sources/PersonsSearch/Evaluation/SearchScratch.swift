// SPDX-License-Identifier: Apache-2.0
//
// Memory that a search works in, kept for the next one: for each word of a reading a byte for every document of
// a chunk. Its size does not depend on how many persons there are.

internal import Glibc

/// For one word and one chunk: what each document is worth, 0 where the word is not found.
final class ChunkCodes {
  let codes: UnsafeMutablePointer<MatchCode>
  /// Documents whose code is not 0.
  let touched: UnsafeMutablePointer<UInt16>
  private(set) var count = 0

  init() {
    codes = .allocate(capacity: SegmentFormat.documentsInChunk)
    codes.initialize(repeating: 0, count: SegmentFormat.documentsInChunk)
    touched = .allocate(capacity: SegmentFormat.documentsInChunk)
    touched.initialize(repeating: 0, count: SegmentFormat.documentsInChunk)
  }

  deinit {
    codes.deallocate()
    touched.deallocate()
  }

  @inline(__always)
  func raise(_ document: Int, _ code: MatchCode) {
    let old = codes[document]
    if old == 0 {
      touched[count] = UInt16(truncatingIfNeeded: document)
      count += 1
    }
    if code > old { codes[document] = code }
  }

  /// Raises every document of a chunk of a list.
  func raise(_ chunk: PostingChunk, _ code: MatchCode) {
    switch chunk {
    case .none: return
    case .array(let documents, let length):
      for index in 0..<length { raise(Int(documents[index]), code) }
    case .bitmap(let words):
      for index in 0..<(SegmentFormat.documentsInChunk / 64) {
        var word = words[index]
        while word != 0 {
          raise(index << 6 | word.trailingZeroBitCount, code)
          word &= word - 1
        }
      }
    }
  }

  func clear() {
    for index in 0..<count { codes[Int(touched[index])] = 0 }
    count = 0
  }
}

final class SearchScratch {
  private var chunks: [ChunkCodes] = []

  /// The memory for so many words, empty.
  func words(_ count: Int) -> [ChunkCodes] {
    while chunks.count < count { chunks.append(ChunkCodes()) }
    return Array(chunks[..<count])
  }
}
