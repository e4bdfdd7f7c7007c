// SPDX-License-Identifier: Apache-2.0
//
// Japanese names in kana, in Latin letters: Hepburn as in passports, long vowels short (Sato,
// Yuki), n always n. The table was written for libpersons.

/// U+3041 to U+3096; katakana are the same letters from U+30A1 on.
private let kanaLetters = LetterTable(
  0x3041,
  """
  a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji \
  - tsu zu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo \
  ya ya yu yu yo yo ra ri ru re ro wa wa i e o n vu ka ke
  """)

extension RomanText {
  mutating func takeKana(_ letter: UInt32) -> Bool {
    if letter == 0x30FC { return write("") }  // ー, a long vowel
    let kana = letter >= 0x30A1 ? letter - 0x60 : letter
    guard kana <= 0x3096 else { return false }
    switch kana {
    case 0x3041, 0x3043, 0x3045, 0x3047, 0x3049: return takeSmallVowel(kana)
    case 0x3083, 0x3085, 0x3087: return takeSmallY(kana)
    case 0x3063: return takeDoubling()
    case 0x3046 where isLongU(): return write("")
    case 0x304A where bytes.last == UInt8(ascii: "o"): return write("")  // おお
    default: return take(kana, kanaLetters)
    }
  }

  /// ふぁ fa, てぃ ti, うぃ wi, ヴぇ ve: the vowel of the letter before gives way.
  private mutating func takeSmallVowel(_ kana: UInt32) -> Bool {
    if at(-1) == 0x3046 || at(-1) == 0x30A6, let last = bytes.indices.last {
      bytes[last] = UInt8(ascii: "w")
    } else if !bytes.isEmpty {
      bytes.removeLast()
    }
    return take(kana, kanaLetters)
  }

  /// きゃ kya, しゃ sha, ちゅ chu, じょ jo, でゅ dyu.
  private mutating func takeSmallY(_ kana: UInt32) -> Bool {
    if !bytes.isEmpty {
      bytes.removeLast()
      let last = bytes.last
      if last == UInt8(ascii: "h") || last == UInt8(ascii: "j"), at(-1).map(isHi) != true {
        return write(kana == 0x3083 ? "a" : kana == 0x3085 ? "u" : "o")
      }
    }
    return take(kana, kanaLetters)
  }

  private func isHi(_ letter: UInt32) -> Bool { letter == 0x3072 || letter == 0x30D2 }

  /// っ: the consonant that follows, twice; t before ch.
  private mutating func takeDoubling() -> Bool {
    guard let next = at(1),
      let code = kanaLetters[next >= 0x30A1 && next <= 0x30F6 ? next - 0x60 : next]
    else { return write("") }
    let consonant = UInt8(truncatingIfNeeded: code)
    switch consonant {
    case UInt8(ascii: "c"): bytes.append(UInt8(ascii: "t"))
    case UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "u"), UInt8(ascii: "e"),
      UInt8(ascii: "o"), UInt8(ascii: "n"), UInt8(ascii: "-"), 0x20:
      break
    default: bytes.append(consonant)
    }
    position += 1
    return true
  }

  /// う after o or u makes it long (さとう, ゆうき), but つ + う are two (まつうら), and so is のうえ (いのうえ).
  private func isLongU() -> Bool {
    let isBeforeE = isNext("え") || isNext("エ")
    switch bytes.last {
    case UInt8(ascii: "o"): return !isBeforeE
    case UInt8(ascii: "u"): return at(-1) != 0x3064 && at(-1) != 0x30C4 && !isBeforeE
    default: return false
    }
  }
}
