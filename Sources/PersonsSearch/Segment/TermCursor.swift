// SPDX-License-Identifier: Apache-2.0
//
// Reading the terms of a segment in the order of their texts, from any place on.

internal import Glibc
internal import PersonsJSON

/// A term as it stands in a segment. Of a prefix, `name` has who is found by name and `text` everybody else.
struct TermEntry {
  /// The list of each field, nil where the term has none.
  private(set) var name: PostingList?
  private(set) var text: PostingList?
  private(set) var contact: PostingList?
  private(set) var phone: PostingList?

  subscript(field: SearchField) -> PostingList? {
    get {
      switch field {
      case .name: name
      case .text: text
      case .contact: contact
      case .phone: phone
      }
    }
    set {
      switch field {
      case .name: name = newValue
      case .text: text = newValue
      case .contact: contact = newValue
      case .phone: phone = newValue
      }
    }
  }
}

/// A place between terms. Used by one thread.
struct TermCursor {
  private let memory: SegmentMemory
  private let blocks: Range<Int>
  private let terms: Range<Int>
  private var position: Int
  /// How many terms were read since the beginning of the part.
  private(set) var number: Int
  /// The tagged text of the term that was read last.
  private(set) var text: [UInt8] = []
  /// Where what belongs to that term begins.
  private var entryPosition = 0
  private var blockEnd = 0

  init(_ memory: SegmentMemory) {
    self.memory = memory
    blocks = memory.part(.termBlocks)
    terms = memory.part(.terms)
    position = terms.upperBound
    number = 0
    text.reserveCapacity(64)
  }

  private var blockCount: Int { blocks.count / 4 }

  /// Stands before the first term that is not before `wanted`.
  mutating func seek(_ wanted: [UInt8]) throws(Failure) {
    var low = 0
    var high = blockCount
    // The last block whose first term is not behind what is wanted.
    while low < high {
      let middle = (low + high) / 2
      if try isFirst(ofBlock: middle, notAfter: wanted) { low = middle + 1 } else { high = middle }
    }
    try enter(block: max(low - 1, 0))
    while true {
      let before = (position, number)
      guard try next() else { return }
      if !text.lexicographicallyPrecedes(wanted) {
        // Read again by the caller. The text is there already, and all that it shares.
        (position, number) = before
        isRead = true
        return
      }
    }
  }

  /// Whether the term at `position` is the one in `text`.
  private var isRead = false

  /// Reads the term with this number.
  mutating func read(number wanted: Int) throws(Failure) {
    try enter(block: wanted / SegmentFormat.termsInBlock)
    for _ in 0...(wanted % SegmentFormat.termsInBlock) {
      guard try next() else { throw .damagedIndex }
    }
  }

  /// Reads the next term.
  ///
  /// - Returns: false at the end.
  mutating func next() throws(Failure) -> Bool {
    guard position < terms.upperBound else { return false }
    if number % SegmentFormat.termsInBlock == 0 || position >= blockEnd {
      try enter(block: number / SegmentFormat.termsInBlock)
    }
    let shared = try varint()
    let rest = try varint()
    guard shared <= text.count, rest <= SegmentFormat.longestTerm + 1, rest <= blockEnd - position
    else { throw .damagedIndex }
    if isRead {
      isRead = false
    } else {
      text.removeSubrange(shared...)
      text.append(contentsOf: memory.bytes[position..<(position + rest)])
    }
    position += rest
    entryPosition = position
    number += 1
    try skipEntry()
    return true
  }

  private mutating func enter(block: Int) throws(Failure) {
    guard block < blockCount else {
      position = terms.upperBound
      return
    }
    let start = try offset(ofBlock: block)
    let end = block + 1 < blockCount ? try offset(ofBlock: block + 1) : terms.upperBound
    guard start <= end else { throw .damagedIndex }
    try memory.check(start..<end)
    position = start
    blockEnd = end
    number = block * SegmentFormat.termsInBlock
    isRead = false
  }

  private func offset(ofBlock block: Int) throws(Failure) -> Int {
    let place = blocks.lowerBound + block * 4
    try memory.check(place..<(place + 4))
    let offset = Int(memory.bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    guard offset < terms.count else { throw .damagedIndex }
    return terms.lowerBound + offset
  }

  private mutating func isFirst(
    ofBlock block: Int, notAfter wanted: [UInt8]
  ) throws(Failure) -> Bool {
    let start = try offset(ofBlock: block)
    // The first term of a block is shorter than this with all its numbers.
    let end = min(start + SegmentFormat.longestTerm + 8, terms.upperBound)
    try memory.check(start..<end)
    position = start
    blockEnd = end
    _ = try varint()
    let count = try varint()
    guard count <= end - position else { throw .damagedIndex }
    let first = UnsafeRawBufferPointer(rebasing: memory.bytes[position..<(position + count)])
    return wanted.withUnsafeBufferPointer {
      compare(first.assumingMemoryBound(to: UInt8.self), $0) <= 0
    }
  }

  @inline(__always)
  private mutating func varint() throws(Failure) -> Int {
    var value = 0
    var shift = 0
    while true {
      guard position < blockEnd, shift < 35 else { throw .damagedIndex }
      let byte = memory.bytes[position]
      position += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  private mutating func skipEntry() throws(Failure) {
    guard position < blockEnd else { throw .damagedIndex }
    let mask = memory.bytes[position]
    position += 1
    var numbers = 2 * (mask & 0x0F).nonzeroBitCount
    while numbers > 0 {
      guard position < blockEnd else { throw .damagedIndex }
      if memory.bytes[position] < 0x80 { numbers -= 1 }
      position += 1
    }
  }

  /// The lists of the term that was read last.
  mutating func entry() throws(Failure) -> TermEntry {
    let after = position
    position = entryPosition
    defer { position = after }
    var entry = TermEntry()
    guard position < blockEnd else { throw .damagedIndex }
    let mask = memory.bytes[position]
    position += 1
    for field in SearchField.allCases where mask & (1 << UInt8(field.rawValue)) != 0 {
      let count = try varint()
      let place = try varint()
      if count == 1 {
        guard place < memory.header.documents else { throw .damagedIndex }
        entry[field] = PostingList(single: UInt32(truncatingIfNeeded: place))
      } else {
        entry[field] = try PostingList(memory, at: place * 2, count: count)
      }
    }
    return entry
  }
}
