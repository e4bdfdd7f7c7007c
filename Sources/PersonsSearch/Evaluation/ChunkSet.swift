// SPDX-License-Identifier: Apache-2.0
//
// A set of documents of one chunk while a search works on it: a bitmap, and a note of which of its lines are in use,
// so that a set of few costs little to read and to empty. SearchScratch owns the memory.

struct ChunkSet {
  /// The bitmap, and behind it a bit for each of its lines.
  private let words: UnsafeMutablePointer<UInt64>

  typealias Line = SIMD8<UInt64>

  private static let bitmapWords = SegmentFormat.documentsInChunk / 64
  /// Documents of a line, as bits of a document's number.
  private static let lineBits = 9
  private static let lineWords = 8
  private static let lines = SegmentFormat.documentsInChunk >> lineBits
  private static let noteWords = lines / 64

  /// An empty set.
  static func allocate() -> ChunkSet {
    let bytes = (bitmapWords + noteWords) * 8
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    return ChunkSet(
      words: memory.initializeMemory(
        as: UInt64.self, repeating: 0, count: bitmapWords + noteWords))
  }

  func deallocate() { words.deallocate() }

  /// The documents of a bucket, as bits.
  private typealias Bucket = SIMD4<UInt64>

  /// For each document of a bucket its bit: to unite these is faster than to set bits in memory one after the other.
  nonisolated(unsafe) private static let bucketBits: UnsafePointer<Bucket> = {
    let table = UnsafeMutablePointer<Bucket>.allocate(capacity: 256)
    for document in 0..<256 {
      var bits = Bucket()
      bits[document >> 6] = 1 << UInt64(document & 63)
      table[document] = bits
    }
    return UnsafePointer(table)
  }()

  @inline(__always)
  private func bucket(_ index: Int) -> UnsafeMutablePointer<Bucket> {
    UnsafeMutableRawPointer(words + index &* 4).assumingMemoryBound(to: Bucket.self)
  }

  // MARK: Lines

  private var notes: UnsafeMutablePointer<UInt64> { words + ChunkSet.bitmapWords }

  @inline(__always)
  private func note(line: Int) { notes[line >> 6] |= 1 << UInt64(line & 63) }

  @inline(__always)
  private func usesLine(_ line: Int) -> Bool { notes[line >> 6] & (1 << UInt64(line & 63)) != 0 }

  @inline(__always)
  private func line(_ index: Int) -> UnsafeMutablePointer<Line> {
    UnsafeMutableRawPointer(words + index * ChunkSet.lineWords).assumingMemoryBound(to: Line.self)
  }

  /// Calls `body` with each line in use, until it returns false.
  @inline(__always)
  private func forEachLine<E: Error>(_ body: (Int) throws(E) -> Bool) throws(E) {
    for half in 0..<ChunkSet.noteWords {
      var rest = notes[half]
      while rest != 0 {
        guard try body(half << 6 | rest.trailingZeroBitCount) else { return }
        rest &= rest &- 1
      }
    }
  }

  // MARK: One by one

  @inline(__always)
  func contains(_ document: Int) -> Bool {
    words[document >> 6] & (1 << UInt64(document & 63)) != 0
  }

  @inline(__always)
  func insert(_ document: Int) {
    words[document >> 6] |= 1 << UInt64(document & 63)
    note(line: document >> ChunkSet.lineBits)
  }

  @inline(__always)
  func remove(_ document: Int) { words[document >> 6] &= ~(1 << UInt64(document & 63)) }

  /// Calls `body` with each document, growing, until it returns false.
  @inline(__always)
  func forEach<E: Error>(_ body: (Int) throws(E) -> Bool) throws(E) {
    try forEachLine { (line) throws(E) in
      let first = line * ChunkSet.lineWords
      for index in first..<(first + ChunkSet.lineWords) {
        var rest = words[index]
        while rest != 0 {
          guard try body(index << 6 | rest.trailingZeroBitCount) else { return false }
          rest &= rest &- 1
        }
      }
      return true
    }
  }

  // MARK: All together

  func removeAll() {
    forEachLine { (line) throws(Never) in
      self.line(line).pointee = Line()
      return true
    }
    for half in 0..<ChunkSet.noteWords { notes[half] = 0 }
  }

  var isEmpty: Bool {
    var any = Line()
    forEachLine { (line) throws(Never) in
      any |= self.line(line).pointee
      return true
    }
    return any == Line()
  }

  /// How many documents there are.
  var count: Int {
    var sums = Line()
    forEachLine { (line) throws(Never) in
      sums &+= self.line(line).pointee.nonzeroBitCount
      return true
    }
    return Int(truncatingIfNeeded: sums.wrappedSum())
  }

  func formUnion(_ other: ChunkSet) {
    other.forEachLine { (line) throws(Never) in
      self.line(line).pointee |= other.line(line).pointee
      return true
    }
    for half in 0..<ChunkSet.noteWords { notes[half] |= other.notes[half] }
  }

  func formIntersection(_ other: ChunkSet) {
    forEachLine { (line) throws(Never) in
      self.line(line).pointee &= other.line(line).pointee
      return true
    }
    for half in 0..<ChunkSet.noteWords {
      // Lines that are not in use are empty.
      notes[half] &= other.notes[half]
    }
  }

  func subtract(_ other: ChunkSet) {
    other.forEachLine { (line) throws(Never) in
      self.line(line).pointee &= ~other.line(line).pointee
      return true
    }
  }

  /// Takes out the documents of a bitmap.
  func subtract(_ bitmap: UnsafePointer<UInt64>) {
    let bitmap = UnsafeRawPointer(bitmap)
    forEachLine { (line) throws(Never) in
      self.line(line).pointee &= ~bitmap.loadUnaligned(fromByteOffset: line * 64, as: Line.self)
      return true
    }
  }

  /// The bitmap in memory of its own, which the receiver deallocates.
  func copyOfBitmap() -> UnsafeMutablePointer<UInt64> {
    let copy = UnsafeMutablePointer<UInt64>.allocate(capacity: ChunkSet.bitmapWords)
    copy.initialize(from: words, count: ChunkSet.bitmapWords)
    return copy
  }

  // MARK: Lists

  /// Puts in the documents of a chunk of a list.
  func formUnion(_ chunk: PostingChunk) {
    switch chunk {
    case .none: return
    case .array(let documents, let count):
      for index in 0..<count { insert(Int(documents[index])) }
    case .bitmap(let bitmap):
      let bitmap = UnsafeRawPointer(bitmap)
      for line in 0..<ChunkSet.lines {
        self.line(line).pointee |= bitmap.loadUnaligned(fromByteOffset: line * 64, as: Line.self)
      }
      for half in 0..<ChunkSet.noteWords { notes[half] = .max }
    case .buckets(let starts, let count):
      let bits = ChunkSet.bucketBits
      for index in 0..<256 {
        let (documents, count) = PostingChunk.bucket(index, starts, count)
        guard count > 0 else { continue }
        var united = self.bucket(index).pointee
        for place in 0..<count { united |= bits[Int(documents[place])] }
        self.bucket(index).pointee = united
        note(line: index >> 1)
      }
    }
  }

  /// Puts in those documents of a chunk of a list that are in `others` too, of which there are about `estimate`.
  ///
  /// - Returns: about how many they are; 0 when there is none.
  func formUnion(_ chunk: PostingChunk, in others: ChunkSet, estimate: Int) -> Int {
    var found = 0
    switch chunk {
    case .none: return 0
    case .array(_, let count) where estimate < count / 12:
      // To look up a document in a list takes about as long as to walk over so many.
      others.forEach { (document) throws(Never) in
        if chunk.contains(document) {
          insert(document)
          found &+= 1
        }
        return true
      }
    case .array(let documents, let count):
      for index in 0..<count where others.contains(Int(documents[index])) {
        insert(Int(documents[index]))
        found &+= 1
      }
    case .bitmap(let bitmap):
      let bitmap = UnsafeRawPointer(bitmap)
      others.forEachLine { (line) throws(Never) in
        let both =
          others.line(line).pointee & bitmap.loadUnaligned(fromByteOffset: line * 64, as: Line.self)
        if both != Line() {
          self.line(line).pointee |= both
          note(line: line)
          found &+= 16
        }
        return true
      }
    case .buckets(let starts, let count):
      let bits = ChunkSet.bucketBits
      others.forEachLine { (line) throws(Never) in
        for index in (line &* 2)..<(line &* 2 &+ 2) {
          let wanted = others.bucket(index).pointee
          guard wanted != Bucket() else { continue }
          var united = Bucket()
          let (documents, count) = PostingChunk.bucket(index, starts, count)
          for place in 0..<count { united |= bits[Int(documents[place])] }
          united &= wanted
          if united != Bucket() {
            self.bucket(index).pointee |= united
            note(line: line)
            found &+= 2
          }
        }
        return true
      }
    }
    return found
  }
}
