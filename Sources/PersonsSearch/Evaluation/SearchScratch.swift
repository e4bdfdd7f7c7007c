// SPDX-License-Identifier: Apache-2.0
//
// Memory that a search works in, kept for the next one: for each word of a reading a byte for every document of
// a chunk. Its size does not depend on how many persons there are.

internal import Glibc
internal import PersonsJSON

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
    chunk.forEach { (document) throws(Never) in
      raise(document, code)
      return true
    }
  }

  func clear() {
    for index in 0..<count { codes[Int(touched[index])] = 0 }
    count = 0
  }
}

/// The best score of each document of a chunk over several readings of a query.
final class MergedScores {
  private let scores: UnsafeMutablePointer<Int32>
  private var documents: [UInt16] = []
  private static let none = Int32.min

  init() {
    scores = .allocate(capacity: SegmentFormat.documentsInChunk)
    scores.initialize(repeating: MergedScores.none, count: SegmentFormat.documentsInChunk)
  }

  deinit { scores.deallocate() }

  @inline(__always)
  func raise(_ document: Int, _ score: Int) {
    let old = scores[document]
    if old == MergedScores.none { documents.append(UInt16(truncatingIfNeeded: document)) }
    scores[document] = max(old, Int32(clamping: score))
  }

  /// Calls `body` for each document and forgets them.
  func take(_ body: (Int, Int) throws(Failure) -> Void) throws(Failure) {
    for document in documents { try body(Int(document), Int(scores[Int(document)])) }
    clear()
  }

  func clear() {
    for document in documents { scores[Int(document)] = MergedScores.none }
    documents.removeAll(keepingCapacity: true)
  }
}

final class SearchScratch {
  private var chunks: [ChunkCodes] = []
  private var merged: MergedScores?

  func mergedScores() -> MergedScores {
    if let merged { return merged }
    let made = MergedScores()
    merged = made
    return made
  }

  /// The memory for so many words, empty.
  func words(_ count: Int) -> [ChunkCodes] {
    while chunks.count < count { chunks.append(ChunkCodes()) }
    return Array(chunks[..<count])
  }
}
