// SPDX-License-Identifier: Apache-2.0
//
// A list of documents as it stands in a segment, looked at chunk by chunk.

internal import PersonsJSON

/// The documents of one chunk of a list, by their low 16 bits.
enum PostingChunk {
  case none
  case array(UnsafePointer<UInt16>, Int)
  case bitmap(UnsafePointer<UInt64>)
  case buckets(UnsafePointer<UInt16>, Int)

  @inline(__always)
  func contains(_ low: Int) -> Bool {
    switch self {
    case .none: return false
    case .bitmap(let words): return words[low >> 6] & (1 << UInt64(low & 63)) != 0
    case .buckets(let starts, let count):
      let documents = PostingChunk.documents(starts)
      let end = PostingChunk.end(starts, low >> 8, count)
      var index = Int(starts[low >> 8])
      let wanted = UInt8(truncatingIfNeeded: low)
      while index < end, documents[index] < wanted { index += 1 }
      return index < end && documents[index] == wanted
    case .array(let documents, let count):
      var start = 0
      var end = count
      while start < end {
        let middle = (start + end) >> 1
        if Int(documents[middle]) < low { start = middle + 1 } else { end = middle }
      }
      return start < count && Int(documents[start]) == low
    }
  }

  /// The low 8 bits of the documents of one of the buckets at `starts`, and how many they are.
  @inline(__always)
  static func bucket(
    _ index: Int, _ starts: UnsafePointer<UInt16>, _ count: Int
  ) -> (documents: UnsafePointer<UInt8>, count: Int) {
    let start = min(Int(starts[index]), count)
    return (documents(starts) + start, max(0, end(starts, index, count) &- start))
  }

  /// The low 8 bits of the documents in buckets.
  @inline(__always)
  private static func documents(_ starts: UnsafePointer<UInt16>) -> UnsafePointer<UInt8> {
    (UnsafeRawPointer(starts) + SegmentFormat.bucketHeadBytes)
      .assumingMemoryBound(to: UInt8.self)
  }

  /// Where a bucket ends; never behind the chunk, whatever stands there.
  @inline(__always)
  private static func end(_ starts: UnsafePointer<UInt16>, _ bucket: Int, _ count: Int) -> Int {
    bucket == 255 ? count : min(Int(starts[bucket + 1]), count)
  }

  /// Calls `body` with the low 16 bits of each document, until it returns false.
  @inline(__always)
  func forEach<E: Error>(_ body: (Int) throws(E) -> Bool) throws(E) {
    switch self {
    case .none: return
    case .array(let documents, let count):
      for index in 0..<count where try !body(Int(documents[index])) { return }
    case .bitmap(let words):
      for index in 0..<(SegmentFormat.documentsInChunk / 64) {
        var word = words[index]
        while word != 0 {
          guard try body(index << 6 | word.trailingZeroBitCount) else { return }
          word &= word - 1
        }
      }
    case .buckets(let starts, let count):
      let documents = PostingChunk.documents(starts)
      for bucket in 0..<256 {
        var index = Int(starts[bucket])
        let end = PostingChunk.end(starts, bucket, count)
        while index < end {
          guard try body(bucket << 8 | Int(documents[index])) else { return }
          index += 1
        }
      }
    }
  }

  /// How many documents there are, at most.
  var count: Int {
    switch self {
    case .none: 0
    case .array(_, let count), .buckets(_, let count): count
    case .bitmap: SegmentFormat.documentsInChunk
    }
  }
}

/// A list in a segment. Valid as long as the segment.
struct PostingList {
  let count: Int
  /// The only document, when there is one.
  private let single: UInt32
  /// The documents of a short list; nil for one in chunks.
  private let plain: UnsafeRawPointer?
  private let memory: SegmentMemory?
  private let start: Int
  private let chunkCount: Int

  /// A list of one.
  init(single: UInt32) {
    count = 1
    self.single = single
    plain = nil
    memory = nil
    start = 0
    chunkCount = 0
  }

  /// The list of `count` documents at `start` of the postings.
  init(_ memory: SegmentMemory, at offset: Int, count: Int) throws(Failure) {
    let part = memory.part(.postings)
    guard offset >= 0, offset <= part.count - 2, count >= 2, count <= memory.header.documents else {
      throw .damagedIndex
    }
    let start = part.lowerBound + offset
    try memory.check(start..<(start + 2))
    let chunks = Int(memory.bytes.loadUnaligned(fromByteOffset: start, as: UInt16.self))
    let bytes =
      chunks == 0
      ? 2 + count * 4 : SegmentFormat.listHeadBytes + chunks * SegmentFormat.chunkHeadBytes
    guard bytes <= part.upperBound - start else { throw .damagedIndex }
    try memory.check(start..<(start + bytes))
    self.count = count
    single = 0
    self.memory = memory
    self.start = start
    chunkCount = chunks
    plain = chunks == 0 ? memory.bytes.baseAddress.map { $0 + start + 2 } : nil
  }

  /// Whether the documents come one by one and not in chunks.
  var isShort: Bool { chunkCount == 0 }

  /// Calls `body` with each document of a short list.
  @inline(__always)
  func forEachShort(_ body: (UInt32) -> Void) {
    if let plain {
      for index in 0..<count {
        body(plain.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      }
    } else if memory == nil {
      body(single)
    }
  }

  /// Calls `body` with each chunk of a list that is not short.
  func forEachChunk(_ body: (Int, PostingChunk) throws(Failure) -> Void) throws(Failure) {
    for index in 0..<chunkCount { try body(key(index), try chunk(index)) }
  }

  /// Calls `body` with each document.
  func forEach(_ body: (UInt32) throws(Failure) -> Void) throws(Failure) {
    if let plain {
      for index in 0..<count {
        try body(plain.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      }
    } else if memory == nil {
      try body(single)
    } else {
      try forEachChunk { (key, chunk) throws(Failure) in
        let base = UInt32(truncatingIfNeeded: key) << UInt32(SegmentFormat.chunkBits)
        try chunk.forEach { (low) throws(Failure) in
          try body(base | UInt32(truncatingIfNeeded: low))
          return true
        }
      }
    }
  }

  /// The chunk with a key; `none` when the list has no documents there.
  func chunk(key wanted: Int) throws(Failure) -> PostingChunk {
    var low = 0
    var high = chunkCount
    while low < high {
      let middle = (low + high) / 2
      if key(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < chunkCount, key(low) == wanted else { return .none }
    return try chunk(low)
  }

  /// Whether a document is in the list.
  func contains(_ document: UInt32) throws(Failure) -> Bool {
    guard isShort else {
      return try chunk(key: Int(document >> 16)).contains(Int(document & 0xFFFF))
    }
    var isFound = false
    forEachShort { if $0 == document { isFound = true } }
    return isFound
  }

  private func key(_ index: Int) -> Int {
    guard let memory else { return 0 }
    return Int(memory.bytes.loadUnaligned(fromByteOffset: head(index), as: UInt16.self))
  }

  private func head(_ index: Int) -> Int {
    start + SegmentFormat.listHeadBytes + index * SegmentFormat.chunkHeadBytes
  }

  private func chunk(_ index: Int) throws(Failure) -> PostingChunk {
    guard let memory, let base = memory.bytes.baseAddress else { return .none }
    let head = head(index)
    let count = Int(memory.bytes.loadUnaligned(fromByteOffset: head + 2, as: UInt16.self)) + 1
    let offset = Int(memory.bytes.loadUnaligned(fromByteOffset: head + 4, as: UInt32.self))
    let bytes = SegmentFormat.chunkBytes(count)
    guard start + offset + bytes <= memory.part(.postings).upperBound,
      (start + offset) % 8 == 0
    else { throw .damagedIndex }
    try memory.check((start + offset)..<(start + offset + bytes))
    let data = base + start + offset
    if count > SegmentFormat.maxInBuckets {
      return .bitmap(data.assumingMemoryBound(to: UInt64.self))
    }
    let documents = data.assumingMemoryBound(to: UInt16.self)
    return count > SegmentFormat.maxInArray
      ? .buckets(documents, count) : .array(documents, count)
  }
}
