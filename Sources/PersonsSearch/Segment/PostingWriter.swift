// SPDX-License-Identifier: Apache-2.0
//
// Writing lists of documents. A short list is its documents; a longer one is cut into chunks, and each is an
// array of 16 bits a document or, where that is shorter, 256 buckets of 8 bits a document or a bitmap. A list can so be entered anywhere.

struct PostingWriter: ~Copyable {
  private(set) var bytes = ByteWriter()

  /// Writes a list of two documents or more, sorted.
  ///
  /// - Returns: where it begins.
  mutating func write(_ documents: UnsafeBufferPointer<UInt32>) -> Int {
    var chunks = 0
    var last = UInt32.max
    for document in documents where document >> 16 != last {
      chunks += 1
      last = document >> 16
    }
    if 4 * documents.count <= SegmentFormat.chunkHeadBytes * chunks + 2 * documents.count {
      let start = bytes.count
      bytes.append(fixed: UInt16(0))
      bytes.append(UnsafeRawBufferPointer(documents))
      return start
    }
    bytes.align()
    let start = bytes.count
    bytes.append(fixed: UInt16(truncatingIfNeeded: chunks))
    bytes.align()
    var offset = SegmentFormat.listHeadBytes + SegmentFormat.chunkHeadBytes * chunks
    PostingWriter.forEachChunk(documents) { key, chunk in
      bytes.append(fixed: UInt16(truncatingIfNeeded: key))
      bytes.append(fixed: UInt16(truncatingIfNeeded: chunk.count - 1))
      bytes.append(fixed: UInt32(truncatingIfNeeded: offset))
      offset += SegmentFormat.chunkBytes(chunk.count)
    }
    PostingWriter.forEachChunk(documents) { _, chunk in
      if chunk.count <= SegmentFormat.maxInArray {
        for document in chunk { bytes.append(fixed: UInt16(truncatingIfNeeded: document)) }
      } else if chunk.count <= SegmentFormat.maxInBuckets {
        writeBuckets(chunk)
      } else {
        writeBitmap(chunk)
      }
      bytes.align()
    }
    return start
  }

  /// Where each of 256 buckets begins, and the low 8 bits of the documents.
  private mutating func writeBuckets(_ documents: UnsafeBufferPointer<UInt32>) {
    var index = 0
    for bucket in 0..<UInt32(256) {
      while index < documents.count, documents[index] >> 8 & 0xFF < bucket { index += 1 }
      bytes.append(fixed: UInt16(truncatingIfNeeded: index))
    }
    for document in documents { bytes.append(UInt8(truncatingIfNeeded: document)) }
  }

  private mutating func writeBitmap(_ documents: UnsafeBufferPointer<UInt32>) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: SegmentFormat.bitmapBytes / 8) {
      words in
      words.initialize(repeating: 0)
      for document in documents {
        let low = Int(document & 0xFFFF)
        words[low >> 6] |= 1 << UInt64(low & 63)
      }
      bytes.append(UnsafeRawBufferPointer(words))
    }
  }

  private static func forEachChunk(
    _ documents: UnsafeBufferPointer<UInt32>,
    _ body: (UInt32, UnsafeBufferPointer<UInt32>) -> Void
  ) {
    var start = 0
    while start < documents.count {
      let key = documents[start] >> 16
      var end = start + 1
      while end < documents.count, documents[end] >> 16 == key { end += 1 }
      body(key, UnsafeBufferPointer(rebasing: documents[start..<end]))
      start = end
    }
  }
}
