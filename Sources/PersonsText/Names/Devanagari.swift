// SPDX-License-Identifier: Apache-2.0
//
// Names in Devanagari in Latin letters: the Hunterian system, the one of the Indian government,
// without its marks. The inherent a is not written at the end of a word, as in Hindi, unless two
// consonants come before it (Ram, but Narendra). The table was written for libpersons.

/// U+0901 to U+0939.
private let devanagariLetters = LetterTable(
  0x901,
  """
  n n h ? a a i i u u ri l e e e ai o o o au k kh g gh n ch chh j jh n t th d dh n t th d dh n n \
  p ph b bh m y r r l l l v sh sh s h
  """)
/// The vowel signs, U+093E to U+094C.
private let vowelSigns = LetterTable(0x93E, "a i i u u ri ri e e e ai o o o au")

extension RomanText {
  mutating func takeDevanagari(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x902 where isNext("ह"): return write("ng")  // Singh
    case 0x901...0x914: return take(letter, devanagariLetters)
    case 0x915...0x939: return takeConsonant(letter)
    case 0x93E...0x94C: return take(letter, vowelSigns)
    case 0x93C, 0x93D, 0x94D: return write("")
    default: return false
    }
  }

  private mutating func takeConsonant(_ letter: UInt32) -> Bool {
    let hasDot = isNext("\u{93C}")
    if letter == 0x91C, isNext("\u{94D}"), at(2) == 0x91E {
      _ = write("gy", 3)  // ज्ञ
    } else if hasDot, let text = dotted(letter) {
      _ = write(text)
    } else {
      _ = take(letter, devanagariLetters)
    }
    if hasDot { position += 1 }
    if !isSilentA { bytes.append(UInt8(ascii: "a")) }
    return true
  }

  /// The consonants that a dot below makes others.
  private func dotted(_ letter: UInt32) -> StaticString? {
    switch letter {
    case 0x915: "q"
    case 0x917: "gh"
    case 0x91C: "z"
    case 0x921: "r"
    case 0x922: "rh"
    case 0x92B: "f"
    default: nil
    }
  }

  /// Whether the consonant that has just been read has no a: a sign follows that says so, or the
  /// word is at its end.
  private var isSilentA: Bool {
    guard let next = letter else { return !isCluster }
    switch next {
    case 0x93E...0x94D: return true
    case 0x901...0x939: return false
    default: return true
    }
  }

  /// Whether the consonant that ends the word has another right before it.
  private var isCluster: Bool { at(-2) == 0x94D || at(-3) == 0x94D }
}
