// SPDX-License-Identifier: Apache-2.0
//
// Cyrillic and Greek names in Latin letters.
//
// Cyrillic: ICAO Doc 9303 part 3, with ya and yu as people type them; Ukrainian by the resolution
// of the Cabinet of Ministers no. 55 of 2010, Bulgarian by the Transliteration Act of 2009, Serbian
// by its own Latin alphabet without accents. Greek: ISO 843 / ELOT 743, type 2 (transcription). The
// tables were written for libpersons. searchFold has taken й to и, ё to е, ї to і before.

/// Which alphabet a word is written in, by the letters that only one has.
enum CyrillicAlphabet {
  case russian, ukrainian, bulgarian, serbian

  init(of letters: [UInt32]) {
    self = .russian
    for (index, letter) in letters.enumerated() {
      switch letter {
      case 0x456, 0x454, 0x491: self = .ukrainian
      case 0x458, 0x459, 0x45A, 0x452, 0x45B, 0x45F: self = .serbian
      case 0x44A:  // ъ, in Russian only before е, ю, я
        let next = index + 1 < letters.count ? letters[index + 1] : 0
        if next != 0x435, next != 0x44E, next != 0x44F { self = .bulgarian }
      default: continue
      }
      if self != .russian { return }
    }
  }
}

private let cyrillicLetters = LetterTable(
  0x430,
  """
  a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya \
  ? ? dj ? ye dz i ? j lj nj c ? ? u dz
  """)

private let greekLetters = LetterTable(
  0x3B1, "a v g d e z i th i k l m n x o p r s s t y f ch ps o")

extension RomanText {
  mutating func takeCyrillic(_ letter: UInt32) -> Bool {
    let alphabet = cyrillic
    switch (letter, alphabet) {
    case (0x433, .ukrainian): return write("h")
    case (0x491, _): return write("g")
    case (0x438, .ukrainian):  // и; after a vowel it was й
      return write(isCyrillicVowel(at(-1)) ? "i" : "y")
    case (0x454, _): return write(isFirst ? "ye" : "ie")
    case (0x44E, .ukrainian): return write(isFirst ? "yu" : "iu")
    case (0x44F, .ukrainian): return write(isFirst ? "ya" : "ia")
    case (0x44A, .bulgarian): return write("a")
    case (0x449, .bulgarian): return write("sht")
    case (0x445, .bulgarian), (0x445, .serbian): return write("h")
    case (0x436, .serbian): return write("z")
    case (0x447, .serbian): return write("c")
    case (0x448, .serbian): return write("s")
    case (0x446, .serbian): return write("c")
    case (0x438, _) where isNext("и") && position + 2 == letters.count,
      (0x44B, _) where isNext("и") && position + 2 == letters.count:
      return write("y", 2)  // -ий, -ый
    case (0x438, .russian) where isNext("я"): return write("ia", 2)
    case (0x44C, .russian) where isNext("е"): return write("ye", 2)
    default: return take(letter, cyrillicLetters)
    }
  }

  private func isCyrillicVowel(_ letter: UInt32?) -> Bool {
    switch letter {
    case 0x430, 0x435, 0x438, 0x43E, 0x443, 0x44E, 0x44F, 0x454, 0x456: true
    default: false
    }
  }

  mutating func takeGreek(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x3BF where isNext("υ"): return write("ou", 2)
    case 0x3B1 where isNext("υ"): return write(isVoicedGreek(at(2)) ? "av" : "af", 2)
    case 0x3B5 where isNext("υ"): return write(isVoicedGreek(at(2)) ? "ev" : "ef", 2)
    case 0x3B7 where isNext("υ"): return write(isVoicedGreek(at(2)) ? "iv" : "if", 2)
    case 0x3BC where isFirst && isNext("π"): return write("b", 2)
    case 0x3BD where isFirst && isNext("τ"): return write("d", 2)
    case 0x3B3 where isFirst && isNext("κ"): return write("g", 2)
    case 0x3B3 where isNext("γ"): return write("ng", 2)
    case 0x3B3 where isNext("ξ"): return write("nx", 2)
    case 0x3B3 where isNext("χ"): return write("nch", 2)
    default: return take(letter, greekLetters)
    }
  }

  private func isVoicedGreek(_ letter: UInt32?) -> Bool {
    guard let letter else { return false }
    return switch letter {
    case 0x3B8, 0x3BA, 0x3BE, 0x3C0, 0x3C2...0x3C4, 0x3C6...0x3C8: false
    default: true
    }
  }
}
