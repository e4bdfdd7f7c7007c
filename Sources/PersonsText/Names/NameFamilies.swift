// SPDX-License-Identifier: Apache-2.0
//
// Which names are the same person's name in another dress: nicknames and full names, and spellings.

/// The names that stand in one line of the tables with a name. A relation is never followed twice:
/// a nickname that two full names share relates it to both, not them to each other.
package enum NameFamilies {
  /// The relatives of a folded word, sorted, without the word itself.
  package static func relatives(of word: String) -> [String] {
    var word = word
    return word.withUTF8 { index.relatives(of: $0) }
  }

  private static let index = NameIndex([nicknameTable, spellingTable])
}

/// The lines of the tables by word. It points into the tables and copies no name.
private struct NameIndex: Sendable {
  private let tables: [StaticString]
  /// Where every distinct word begins, in the order of the words.
  private var words: [Place] = []
  /// The lines that have a word: those of word w are lines[linesOf[w]..<linesOf[w + 1]].
  private var lines: [UInt16] = []
  private var linesOf: [UInt16] = []
  /// The words of a line, in their order: those of line l are members[membersOf[l]..<membersOf[l +
  /// 1]].
  private var members: [UInt16] = []
  private var membersOf: [UInt16] = []

  /// A word's table and its offset there.
  private struct Place {
    var table: UInt8
    var length: UInt8
    var offset: UInt16
  }

  init(_ tables: [StaticString]) {
    self.tables = tables
    // The first letters of a word as a number, its place, its line.
    var found: [(start: UInt64, place: Place, line: UInt16)] = []
    var sizes: [UInt16] = []
    for (number, table) in tables.enumerated() {
      var size: UInt16 = 0
      var length = 0
      var letters: UInt64 = 0
      let text = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
      for (offset, byte) in text.enumerated() {
        let isLetter = isSmallLetter(byte)
        if isLetter {
          if length < 8 { letters |= UInt64(byte) << UInt64(56 - 8 * length) }
          length += 1
        }
        if length > 0, !isLetter || offset + 1 == text.count {
          let start = isLetter ? offset + 1 - length : offset - length
          let place = Place(
            table: UInt8(truncatingIfNeeded: number), length: UInt8(truncatingIfNeeded: length),
            offset: UInt16(truncatingIfNeeded: start))
          found.append((letters, place, UInt16(truncatingIfNeeded: sizes.count)))
          size += 1
          (length, letters) = (0, 0)
        }
        if byte == UInt8(ascii: "\n") || offset + 1 == text.count {
          sizes.append(size)
          size = 0
        }
      }
    }
    found.sort {
      $0.start != $1.start ? $0.start < $1.start : order(bytes($0.place), bytes($1.place)) < 0
    }

    var end: UInt16 = 0
    membersOf = [0]
    for size in sizes {
      end += size
      membersOf.append(end)
    }
    members = [UInt16](repeating: 0, count: found.count)
    var next = membersOf
    for (_, place, line) in found {
      if words.last.map({ order(bytes($0), bytes(place)) != 0 }) ?? true {
        words.append(place)
        linesOf.append(UInt16(truncatingIfNeeded: lines.count))
      }
      lines.append(line)
      members[Int(next[Int(line)])] = UInt16(truncatingIfNeeded: words.count - 1)
      next[Int(line)] += 1
    }
    linesOf.append(UInt16(truncatingIfNeeded: lines.count))
  }

  func relatives(of word: UnsafeBufferPointer<UInt8>) -> [String] {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if order(bytes(words[middle]), word) < 0 { low = middle + 1 } else { high = middle }
    }
    guard low < words.count, order(bytes(words[low]), word) == 0 else { return [] }
    var related: [UInt16] = []
    for line in lines[Int(linesOf[low])..<Int(linesOf[low + 1])] {
      related += members[Int(membersOf[Int(line)])..<Int(membersOf[Int(line) + 1])]
    }
    related.sort()
    var names: [String] = []
    names.reserveCapacity(related.count)
    var last = low
    for relative in related where Int(relative) != last && Int(relative) != low {
      last = Int(relative)
      names.append(String(decoding: bytes(words[last]), as: UTF8.self))
    }
    return names
  }

  private func bytes(_ place: Place) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: tables[Int(place.table)].utf8Start + Int(place.offset), count: Int(place.length))
  }
}

private func isSmallLetter(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
}

/// Below, at or above zero as the first text stands before, beside or after the second.
private func order(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
  for index in 0..<min(a.count, b.count) where a[index] != b[index] {
    return Int(a[index]) - Int(b[index])
  }
  return a.count - b.count
}
