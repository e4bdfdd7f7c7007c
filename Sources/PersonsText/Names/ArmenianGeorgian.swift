// SPDX-License-Identifier: Apache-2.0
//
// Armenian and Georgian names in Latin letters, a letter at a time.
//
// Armenian: BGN/PCGN 1981 without its apostrophes; Georgian: the national system of 2002, likewise.
// The tables were written for libpersons.

let georgianLetters = LetterTable(
  0x10D0,
  "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h e y o kh o f")

private let armenianLetters = LetterTable(
  0x561,
  """
  a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev
  """)

extension RomanText {
  mutating func takeArmenian(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x565 where isFirst: return write("ye")
    case 0x578 where isNext("\u{582}"): return write("u", 2)
    case 0x578 where isFirst && at(1) != 0x57E: return write("vo")
    default: return take(letter, armenianLetters)
    }
  }
}
