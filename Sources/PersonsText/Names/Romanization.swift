// SPDX-License-Identifier: Apache-2.0
//
// Names of other scripts in the Latin letters that people type for them.

/// The romanised form of a word that searchFold has folded, in ASCII. Nil when the word is ASCII
/// already, or has a letter for which there is no table: Latin beyond ASCII, Han, emoji.
///
/// A word in several scripts is written letter by letter, its ASCII as it is.
package func romanized(_ word: String) -> String? {
  if word.isASCII { return nil }
  let letters = word.unicodeScalars.map(\.value)
  if let name = knownName(word, letters) { return name }
  var text = RomanText(letters)
  while let letter = text.letter {
    let isKnown =
      switch letter {
      case 0x00...0x7F: text.takeASCII(letter)
      case 0x370...0x3FF: text.takeGreek(letter)
      case 0x400...0x4FF: text.takeCyrillic(letter)
      case 0x561...0x587: text.takeArmenian(letter)
      case 0x5D0...0x5EA: text.takeHebrew(letter)
      case 0x620...0x6D5: text.takeArabic(letter)
      case 0x900...0x97F: text.takeDevanagari(letter)
      case 0x10D0...0x10F0: text.take(letter, georgianLetters)
      case 0x3041...0x30FF: text.takeKana(letter)
      case 0xAC00...0xD7A3: text.takeHangul(letter)
      default: false
      }
    guard isKnown else { return nil }
  }
  return text.bytes.isEmpty ? nil : String(decoding: text.bytes, as: UTF8.self)
}

/// A word on its way into Latin letters.
struct RomanText {
  let letters: [UInt32]
  /// The place of the letter that is read next.
  var position = 0
  var bytes: [UInt8] = []
  /// The alphabet of a Cyrillic word, once a letter has been asked for it.
  lazy var cyrillic = CyrillicAlphabet(of: letters)

  init(_ letters: [UInt32]) {
    self.letters = letters
    bytes.reserveCapacity(letters.count * 3)
  }

  var letter: UInt32? { at(0) }
  var isFirst: Bool { position == 0 }
  var isLast: Bool { position + 1 == letters.count }

  /// The letter `distance` from the one that is read, nil outside of the word.
  func at(_ distance: Int) -> UInt32? {
    let index = position + distance
    return index >= 0 && index < letters.count ? letters[index] : nil
  }

  func isNext(_ letter: Unicode.Scalar) -> Bool { at(1) == letter.value }

  /// Writes `text` for the next `count` letters. Always true.
  mutating func write(_ text: StaticString, _ count: Int = 1) -> Bool {
    bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    position += count
    return true
  }

  /// Writes what the table has for the next letter; false when it has nothing.
  mutating func take(_ letter: UInt32, _ table: LetterTable) -> Bool {
    guard let code = table[letter] else { return false }
    append(code)
    position += 1
    return true
  }

  mutating func append(_ code: UInt32) {
    var code = code
    while code & 0xFF > 0x20 {
      bytes.append(UInt8(truncatingIfNeeded: code))
      code >>= 8
    }
  }

  mutating func takeASCII(_ letter: UInt32) -> Bool {
    bytes.append(UInt8(truncatingIfNeeded: letter))
    position += 1
    return true
  }
}

/// The Latin letters, four at most, of the letters from `first` on.
struct LetterTable: Sendable {
  private let first: UInt32
  private var codes: [UInt32] = []

  /// `text` has a word for every letter in the order of Unicode; `-` is a letter that is not
  /// written, `?` one that is not known.
  init(_ first: UInt32, _ text: StaticString) {
    self.first = first
    var code: UInt32 = 0
    var shift: UInt32 = 0
    for offset in 0...text.utf8CodeUnitCount {
      let byte = offset < text.utf8CodeUnitCount ? text.utf8Start[offset] : 0x20
      if byte > 0x20 {
        code |= UInt32(byte) << shift
        shift += 8
      } else if shift > 0 {
        codes.append(code == 0x2D ? 0x20 : code == 0x3F ? 0 : code)
        (code, shift) = (0, 0)
      }
    }
  }

  /// The code that RomanText.append writes.
  subscript(_ letter: UInt32) -> UInt32? {
    guard letter >= first, letter - first < UInt32(codes.count) else { return nil }
    let code = codes[Int(letter - first)]
    return code == 0 ? nil : code
  }
}
