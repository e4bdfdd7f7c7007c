// SPDX-License-Identifier: Apache-2.0
//
// The layout of a segment: the index of many persons as one piece of memory, in a file or not. Everything is
// little-endian. docs/search-index.md has it in prose.

internal import PersonsModel
internal import PersonsSystem

/// Parts of a segment, in the order in which they stand.
enum SegmentPart: Int, CaseIterable {
  /// UInt32: where each block of terms begins.
  case termBlocks
  /// Terms in blocks of `SegmentFormat.termsInBlock`, each written as its difference from the one before.
  case terms
  /// Lists of documents.
  case postings
  /// Two UInt32 for each node of a tree of the words that are forgiven errors: letter and depth, and the node behind
  /// all that are below it.
  case vocabularyNodes
  /// UInt32: for each node the number of the term that ends there.
  case vocabularyTerms
  /// UInt32: numbers of the terms that are phone numbers, in the order of their texts read backwards.
  case phonesByEnd
  /// The same for e-mail addresses.
  case emailsByEnd
  /// UInt32: by how much the person's number of each document, growing, is above the first's.
  case persons
  /// UInt32: the low bits of XXH3 of each person's name.
  case nameHashes
  /// UInt8: how many words are in each person's name.
  case nameWords
  /// UInt64: XXH3 of each block of `SegmentFormat.checkedBlock` bytes from the beginning of the file up to here.
  case checksums
}

enum SegmentFormat {
  static let magic: UInt64 = 0x0031_5253_4E52_4550  // "PERNSR1"
  /// Changes with the layout and with the rules by which words are made of a person.
  static let version: UInt32 = 5
  static let headerBytes = 320
  static let termsInBlock = 16
  static let checkedBlock = 1 << 16
  /// Documents of a chunk of a list: their numbers differ in the low 16 bits only.
  static let chunkBits = 16
  static let documentsInChunk = 1 << chunkBits
  /// A chunk with more documents than this is in 256 buckets of 8 bits a document.
  static let maxInArray = 512
  /// With more documents than this, buckets are longer than a bitmap.
  static let maxInBuckets = 7680
  static let bitmapBytes = documentsInChunk / 8
  static let bucketHeadBytes = 512

  /// How long a chunk of so many documents is: a multiple of 8, for bitmaps are read by the word.
  static func chunkBytes(_ count: Int) -> Int {
    if count <= maxInArray { return (2 * count + 7) / 8 * 8 }
    return count <= maxInBuckets ? bucketHeadBytes + (count + 7) / 8 * 8 : bitmapBytes
  }

  /// Before the heads of the chunks stands how many there are.
  static let listHeadBytes = 8
  static let chunkHeadBytes = 8
  /// A prefix gets lists of its own when more terms than this begin with it.
  static let fewTerms = 48
  static let fewNumbers = 256
  /// Longer prefixes than this, in bytes, get none.
  static let longestPrefix = 24
  /// Terms longer than this, in bytes, are cut, as are the words of a query.
  static let longestTerm = QueryWord.longest
}

/// The first letter of a term, before its text.
enum TermTag {
  static let sound: UInt8 = 0x4B
  static let prefix: UInt8 = 0x58
  /// The members of a group, whose number follows in 8 bytes, the highest first.
  static let group: UInt8 = 0x47
  /// All persons whose names have one word or none; the whole term.
  static let shortName: UInt8 = 0x4E

  /// The whole term of a group.
  static func term(ofGroup group: Int64) -> [UInt8] {
    [TermTag.group] + withUnsafeBytes(of: group.bigEndian, Array.init)
  }
}

/// What the head of a segment says.
struct SegmentHeader: Equatable {
  var storeId: [UInt8]
  /// 16 random bytes, which the store notes.
  var segmentId: [UInt8]
  /// The revision of the file that the segment shows.
  var revision: Int64
  var documents: Int
  /// The number of the first person.
  var firstPerson: Int64
  /// How many persons have a name of one word or none.
  var shortNames: Int
  var parts: [Range<Int>]
  var length: Int

  /// The header as it is written.
  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(fixed: SegmentFormat.magic)
    writer.append(fixed: SegmentFormat.version)
    writer.append(fixed: UInt32(0))
    for byte in (storeId + [UInt8](repeating: 0, count: 16)).prefix(16) { writer.append(byte) }
    writer.append(fixed: revision)
    writer.append(fixed: UInt64(documents))
    writer.append(fixed: UInt64(shortNames))
    writer.append(fixed: UInt64(length))
    writer.append(fixed: firstPerson)
    for byte in (segmentId + [UInt8](repeating: 0, count: 16)).prefix(16) { writer.append(byte) }
    for part in parts {
      writer.append(fixed: UInt64(part.lowerBound))
      writer.append(fixed: UInt64(part.count))
    }
    writer.pad(to: SegmentFormat.headerBytes - 8)
    let checksum = writer.withBytes { XXH3.hash($0, seed: SegmentFormat.magic) }
    writer.append(fixed: checksum)
    return writer.withBytes(Array.init)
  }

  /// Reads a header; nil when it is none of this format, or damaged.
  init?(_ memory: UnsafeRawBufferPointer, storeId wanted: [UInt8]) {
    guard memory.count >= SegmentFormat.headerBytes else { return nil }
    let head = UnsafeRawBufferPointer(rebasing: memory[..<SegmentFormat.headerBytes])
    let checked = UnsafeRawBufferPointer(rebasing: head[..<(SegmentFormat.headerBytes - 8)])
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: head.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    guard word(0) == SegmentFormat.magic,
      UInt32(truncatingIfNeeded: word(8)) == SegmentFormat.version,
      word(SegmentFormat.headerBytes - 8)
        == XXH3.hash(checked.assumingMemoryBound(to: UInt8.self), seed: SegmentFormat.magic)
    else { return nil }
    storeId = Array(head[16..<32])
    segmentId = Array(head[72..<88])
    revision = Int64(bitPattern: word(32))
    guard storeId == wanted, let documents = Int(exactly: word(40)),
      let shortNames = Int(exactly: word(48)), let length = Int(exactly: word(56)),
      length == memory.count, documents < 1 << 30
    else { return nil }
    self.documents = documents
    self.shortNames = shortNames
    self.length = length
    firstPerson = Int64(bitPattern: word(64))
    guard firstPerson >= 0, firstPerson < 1 << 62 else { return nil }
    parts = []
    for part in SegmentPart.allCases {
      guard let start = Int(exactly: word(88 + 16 * part.rawValue)),
        let count = Int(exactly: word(96 + 16 * part.rawValue)), start <= length,
        count <= length - start
      else { return nil }
      parts.append(start..<(start + count))
    }
    guard parts[SegmentPart.persons.rawValue].count == documents * 4,
      parts[SegmentPart.nameHashes.rawValue].count == documents * 4,
      parts[SegmentPart.nameWords.rawValue].count == documents
    else { return nil }
  }

  init(
    storeId: [UInt8], segmentId: [UInt8], revision: Int64, documents: Int, firstPerson: Int64,
    shortNames: Int,
    parts: [Range<Int>], length: Int
  ) {
    self.firstPerson = firstPerson
    self.storeId = storeId
    self.segmentId = segmentId
    self.revision = revision
    self.documents = documents
    self.shortNames = shortNames
    self.parts = parts
    self.length = length
  }
}
