// SPDX-License-Identifier: Apache-2.0
//
// The index of many persons as they were at one revision. It never changes; what changed since is kept beside
// it (SearchView).

internal import PersonsJSON
internal import PersonsModel

final class Segment: Sendable {
  let memory: SegmentMemory

  init(_ memory: SegmentMemory) { self.memory = memory }

  var documents: Int { memory.header.documents }
  var revision: Int64 { memory.header.revision }
  var chunks: Int { (documents + SegmentFormat.documentsInChunk - 1) >> SegmentFormat.chunkBits }

  func terms() -> TermCursor { TermCursor(memory) }

  /// The person's number of a document.
  func person(_ document: Int) throws(Failure) -> Int64 {
    memory.header.firstPerson + Int64(try load(.persons, document) as UInt32)
  }

  func nameHash(_ document: Int) throws(Failure) -> UInt32 {
    try load(.nameHashes, document)
  }

  func nameWords(_ document: Int) throws(Failure) -> Int {
    Int(try load(.nameWords, document) as UInt8)
  }

  /// How many words the name of each document of a chunk has.
  func nameWords(ofChunk chunk: Int) throws(Failure) -> UnsafeBufferPointer<UInt8> {
    let part = memory.part(.nameWords)
    let start = min(chunk << SegmentFormat.chunkBits, part.count)
    let end = min(start + SegmentFormat.documentsInChunk, part.count)
    let range = (part.lowerBound + start)..<(part.lowerBound + end)
    try memory.check(range)
    return UnsafeRawBufferPointer(rebasing: memory.bytes[range]).assumingMemoryBound(to: UInt8.self)
  }

  /// The document of a person, nil when they are not in the segment.
  func document(ofPerson wanted: Int64) throws(Failure) -> Int? {
    let document = try firstDocument(notBefore: wanted)
    guard document < documents, try person(document) == wanted else { return nil }
    return document
  }

  /// The first document whose person's number is not smaller; `documents` when all are.
  private func firstDocument(notBefore wanted: Int64) throws(Failure) -> Int {
    var low = 0
    var high = documents
    while low < high {
      let middle = (low + high) / 2
      if try person(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The element of a part that has one for each document, or another sequence of numbers.
  @inline(__always)
  func load<Word: FixedWidthInteger>(_ part: SegmentPart, _ index: Int) throws(Failure) -> Word {
    let range = memory.part(part)
    let size = MemoryLayout<Word>.size
    guard index >= 0, index < range.count / size else { throw .damagedIndex }
    let offset = range.lowerBound + index * size
    try memory.check(offset..<(offset + size))
    return Word(littleEndian: memory.bytes.loadUnaligned(fromByteOffset: offset, as: Word.self))
  }

  /// How many elements a part has.
  func count<Word>(_ part: SegmentPart, of type: Word.Type) -> Int {
    memory.part(part).count / MemoryLayout<Word>.size
  }
}
