// SPDX-License-Identifier: Apache-2.0
//
// Korean names in Latin letters: the Revised Romanization of 2000, from the arithmetic of the
// syllables in Unicode. As it says for names, sounds are not assimilated between syllables; a final
// consonant goes over to a following vowel. Kim, Lee, Park and Choi are as those families write
// themselves.

private let initials = LetterTable(0, "g kk n d tt r m b pp s ss - j jj ch k t p h")
private let medials = LetterTable(
  0, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
private let finals = LetterTable(
  0, "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
/// The final consonants before a vowel.
private let carried = LetterTable(
  0, "- g kk ks n nj nh d r lg lm lb ls lt lp lh m b bs s ss ng j ch k t p h")

extension RomanText {
  mutating func takeHangul(_ letter: UInt32) -> Bool {
    if isFirst {
      switch letter {
      case 0xAE40: return write("kim")
      case 0xBC15: return write("park")
      case 0xCD5C: return write("choi")
      // 이 begins many given names; as a whole word or with two syllables after it, it is the
      // family.
      case 0xC774 where letters.count == 1 || letters.count == 3: return write("lee")
      default: break
      }
    }
    let index = letter - 0xAC00
    let initial = index / 588
    let final = index % 28
    // ㄹ after ㄹ is ll; one that was carried over is not there any more.
    if initial == 5, bytes.last == UInt8(ascii: "l") {
      bytes.append(UInt8(ascii: "l"))
    } else if let code = initials[initial] {
      append(code)
    }
    if let code = medials[index % 588 / 28] { append(code) }
    if let code = (isVowelNext ? carried : finals)[final] { append(code) }
    position += 1
    return true
  }

  /// Whether the next syllable begins with a vowel.
  private var isVowelNext: Bool {
    guard let next = at(1), next >= 0xAC00, next <= 0xD7A3 else { return false }
    return (next - 0xAC00) / 588 == 11
  }
}
