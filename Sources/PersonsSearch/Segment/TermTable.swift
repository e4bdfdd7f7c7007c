// SPDX-License-Identifier: Apache-2.0
//
// Terms while a segment is being built: each text once, with a number in the order in which it came.

internal import Glibc
internal import PersonsModel
internal import PersonsSystem

struct TermTable {
  /// The texts one behind the other, each with its tag before it.
  private(set) var texts: [UInt8] = []
  private(set) var starts: [UInt32] = [0]
  /// Hash and number of each term, open addressing; `empty` where there is none. Both in one word, for the
  /// table is much larger than the processor's cache.
  private var places: [UInt64]
  private static let empty = UInt64.max

  init() {
    places = [UInt64](repeating: TermTable.empty, count: 1 << 12)
    texts.reserveCapacity(1 << 14)
  }

  var count: Int { starts.count - 1 }

  /// Whether there is room for no more; numbers and places are 32 bits.
  var isFull: Bool { texts.count > Int(UInt32.max) - 1024 || count >= 1 << 29 }

  func range(_ term: Int) -> Range<Int> { Int(starts[term])..<Int(starts[term + 1]) }

  /// The number of a term, new when its text is.
  mutating func number(_ tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    let length = min(text.count, SegmentFormat.longestTerm)
    let bytes = UnsafeBufferPointer(rebasing: text[..<length])
    let hash = XXH3.hash(bytes, seed: UInt64(tag)) & 0xFFFF_FFFF
    let mask = places.count - 1
    var place = Int(hash) & mask
    while true {
      let entry = places[place]
      if entry == TermTable.empty { break }
      let term = Int(entry & 0xFFFF_FFFF)
      if entry >> 32 == hash, isSame(term, tag, bytes) { return term }
      place = (place + 1) & mask
    }
    let term = count
    places[place] = hash << 32 | UInt64(term)
    texts.append(tag)
    texts.append(contentsOf: bytes)
    starts.append(UInt32(truncatingIfNeeded: texts.count))
    if term * 2 > places.count { grow() }
    return term
  }

  private func isSame(_ term: Int, _ tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = range(term)
    guard range.count == text.count + 1, texts[range.lowerBound] == tag else { return false }
    return texts.withUnsafeBufferPointer { texts in
      guard let own = texts.baseAddress, let other = text.baseAddress else { return text.isEmpty }
      return memcmp(own + range.lowerBound + 1, other, text.count) == 0
    }
  }

  private mutating func grow() {
    let capacity = places.count * 4
    var larger = [UInt64](repeating: TermTable.empty, count: capacity)
    for entry in places where entry != TermTable.empty {
      var place = Int(entry >> 32) & (capacity - 1)
      while larger[place] != TermTable.empty { place = (place + 1) & (capacity - 1) }
      larger[place] = entry
    }
    places = larger
  }

  /// The numbers of the terms in the order of their texts.
  func sorted() -> [UInt32] {
    // By the first eight bytes as one number; texts that share them are compared after that.
    var keyed: [(key: UInt64, term: UInt32)] = []
    keyed.reserveCapacity(count)
    texts.withUnsafeBufferPointer { texts in
      for term in 0..<count {
        var key: UInt64 = 0
        let range = range(term)
        for index in 0..<8 {
          let place = range.lowerBound + index
          key = key << 8 | (place < range.upperBound ? UInt64(texts[place]) : 0)
        }
        keyed.append((key, UInt32(truncatingIfNeeded: term)))
      }
    }
    texts.withUnsafeBufferPointer { texts in
      keyed.sort { first, second in
        if first.key != second.key { return first.key < second.key }
        let a = texts[range(Int(first.term))]
        let b = texts[range(Int(second.term))]
        return isBefore(UnsafeBufferPointer(rebasing: a), UnsafeBufferPointer(rebasing: b))
      }
    }
    return keyed.map(\.term)
  }
}

/// Whether `first` sorts before `second`, byte by byte.
func isBefore(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Bool {
  compare(first, second) < 0
}

/// Less than, equal to or greater than zero, as memcmp.
func compare(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Int {
  let common = min(first.count, second.count)
  if let a = first.baseAddress, let b = second.baseAddress, common > 0 {
    let difference = memcmp(a, b, common)
    if difference != 0 { return Int(difference) }
  }
  return first.count - second.count
}
