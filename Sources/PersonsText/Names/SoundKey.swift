// SPDX-License-Identifier: Apache-2.0
//
// A tight key for names that sound alike: usual spellings of one name share it, different names
// mostly do not. The rules are those of European names in Latin letters.

/// The key of a folded word of 3 to 48 ASCII letters, nil for any other text.
///
/// The key is read from left to right. Consonants become their sound; vowels stay where they are
/// but in few classes (A E O U, Y for a short i, I for the long ones as in Reed and Meyer, Q for au
/// and aw); after the first vowel E, Y and I are one class. Weak vowels go: between a consonant and
/// r + vowel (Catherine, Kathryn), and in the endings -sen, -son, -er, -or. The letters of a key
/// mean nothing outside of keys.
package func soundKey(_ word: String) -> String? {
  guard (3...48).contains(word.utf8.count) else { return nil }
  var word = word
  return word.withUTF8 { bytes in
    for byte in bytes where byte < UInt8(ascii: "a") || byte > UInt8(ascii: "z") { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * bytes.count + 2) { key in
      var reader = SoundReader(word: bytes, key: key)
      reader.read()
      return String(decoding: key[..<reader.length], as: UTF8.self)
    }
  }
}

private struct SoundReader {
  let word: UnsafeBufferPointer<UInt8>
  /// Room for two bytes a letter and two more; no letter adds more.
  let key: UnsafeMutableBufferPointer<UInt8>
  var length = 0
  private var position = 0
  private var vowels = 0

  init(word: UnsafeBufferPointer<UInt8>, key: UnsafeMutableBufferPointer<UInt8>) {
    self.word = word
    self.key = key
  }

  mutating func read() {
    while position < word.count {
      let before = position
      if isVowel(0) { readVowel() } else { readConsonant() }
      if position == before { position += 1 }
    }
    weakenEnding()
  }

  // MARK: The word

  /// The letter `distance` from the position, 0 outside of the word.
  private func at(_ distance: Int) -> UInt8 {
    let index = position + distance
    return index >= 0 && index < word.count ? word[index] : 0
  }

  private func isAt(_ letters: StaticString, _ distance: Int = 0) -> Bool {
    for offset in 0..<letters.utf8CodeUnitCount
    where at(distance + offset) != letters.utf8Start[offset] { return false }
    return true
  }

  private func isOne(_ letter: UInt8, of letters: StaticString) -> Bool {
    for offset in 0..<letters.utf8CodeUnitCount where letters.utf8Start[offset] == letter {
      return true
    }
    return false
  }

  private func isVowel(_ distance: Int) -> Bool { isOne(at(distance), of: "aeiouy") }
  private func isEnd(_ distance: Int) -> Bool { position + distance == word.count }

  // MARK: The key

  private mutating func add(_ sound: Unicode.Scalar, _ count: Int) {
    position += count
    let sound = UInt8(ascii: sound)
    if length > 0, key[length - 1] == sound { return }
    key[length] = sound
    length += 1
  }

  // MARK: Vowels

  private mutating func readVowel() {
    if position == 0, readInitialGlide() { return }
    if isSilentE() || isWeak() {
      position += 1
      return
    }
    let isFirst = vowels == 0
    vowels += 1
    switch (at(0), at(1)) {
    case ("a", "a"), ("a", "e"): add("A", 2)
    case ("a", "i"), ("a", "y"): add("I", 2)
    case ("e", "i"), ("e", "y"), ("e", "e"): add("I", 2)
    case ("i", "e"), ("y", "e"): add("I", isEnd(2) || !isVowel(2) ? 2 : 1)
    case ("e", "a") where !isEnd(2) && !(at(2) == "h" && isEnd(3)): add("I", 2)
    case ("a", "u"): add("Q", 2)
    case ("a", "w") where !isVowel(2): add("Q", 2)
    case ("o", "e"): add("O", 2)
    case ("o", "o"), ("o", "u"), ("u", "e"): add("U", 2)
    case ("o", "w") where !isVowel(2) && !isAt("sk", 2): add("U", 2)
    case ("o", "h") where !isVowel(2): add("O", 2)
    case ("i", "j"), ("i", "y"): add("I", 2)
    case ("a", "j") where !isVowel(2), ("e", "j") where !isVowel(2): add("I", 2)
    case ("a", _): add("A", 1)
    case ("e", _): add(isFirst || isEnd(1) ? "E" : "I", 1)
    case ("o", _): add("O", 1)
    case ("u", _): add("U", 1)
    default: add(isFirst ? "Y" : "I", 1)
    }
  }

  /// Julia, Yulia, Iulia; Iana is Yana, but Ian and Iain are not Jan.
  private mutating func readInitialGlide() -> Bool {
    switch at(0) {
    case "y" where isVowel(1): break
    case "i" where at(1) == "u" || at(1) == "o" || (at(1) == "a" && word.count > 3 && at(2) != "i"):
      break
    default: return false
    }
    add("J", 1)
    return true
  }

  /// The e of Anne, Clarke, Greene and Catherine; the e of Jane, Simone and Danielle makes another
  /// name.
  private func isSilentE() -> Bool {
    guard at(0) == "e", isEnd(1), position >= 3, !isVowel(-1) else { return false }
    if !isVowel(-2) { return !isAt("ll", -2) && !isAt("th", -2) }
    if isAt("rin", -3) || isAt("ryn", -3) { return true }
    return isVowel(-3) && at(-1) != "s" && at(-2) != "i"
  }

  private func isWeak() -> Bool {
    vowels > 0 && !isVowel(-1) && at(1) == "r" && isVowel(2) && !(at(2) == "e" && isEnd(3))
  }

  // MARK: Consonants

  private mutating func readConsonant() {
    let isFirst = position == 0
    let next = at(1)
    switch at(0) {
    case "b": add("B", 1)
    case "c": readC(isFirst)
    case "d": add(next == "t" ? "T" : "D", next == "t" ? 2 : 1)
    case "f": add("F", 1)
    case "g": readG(isFirst)
    case "h": if isFirst || (isVowel(-1) && isVowel(1)) { add("H", 1) } else { position += 1 }
    case "j": add("J", 1)
    case "k": add("K", next == "h" ? 2 : 1)
    case "l": add("L", 1)
    case "m": add("M", 1)
    case "n": add("N", 1)
    case "p":
      if next == "h" {
        add("F", 2)
      } else if at(-1) == "m", isOne(next, of: "st") {
        position += 1
      } else {
        add("P", 1)
      }
    case "q": add("K", next == "u" ? 2 : 1)
    case "r": add("R", 1)
    case "s": readS()
    case "t": readT(isFirst)
    case "v": add(isFirst ? "V" : "F", 1)
    case "w": readW(isFirst)
    case "x":
      add("K", 0)
      add("S", 1)
    default:  // z
      if isFirst { add("Z", 1) } else { add("S", 1) }
    }
  }

  private mutating func readC(_ isFirst: Bool) {
    if isAt("ch") {
      let isHard =
        isOne(at(2), of: "rlmn") || (!isFirst && at(2) == "o") || (at(-1) == "i" && isAt("ae", 2))
        || (at(-1) == "a" && isAt("ar", 2))
      add(isHard ? "K" : "C", 2)
    } else if isAt("cz") || (isFirst && isAt("cs")) {
      add("C", 2)
    } else if isOne(at(1), of: "eiy") {
      add("S", 1)
    } else {
      add("K", at(1) == "k" ? 2 : 1)
    }
  }

  private mutating func readG(_ isFirst: Bool) {
    if isAt("gh") {
      if isFirst || isVowel(2) { add("G", 2) } else { position += 2 }
    } else if isFirst, isAt("geof") || isAt("geor") {
      // The e has no sound: Geoffrey is Jeffrey, George is Jorge.
      add("J", isAt("geor") ? 2 : 1)
      if at(0) == "e" {
        add("E", 2)
        vowels += 1
      }
    } else if isFirst, isOne(at(1), of: "eiy") {
      add("J", 1)
    } else if at(1) == "u", isOne(at(2), of: "ei") {
      add("G", 2)
    } else {
      add("G", 1)
    }
  }

  private mutating func readS() {
    if isAt("sch") || isAt("sh") {
      let count = at(1) == "c" ? 3 : 2
      // Schmidt, Smidt; Schäfer, Shafer.
      if position == 0, isVowel(count) { add("X", count) } else { add("S", count) }
    } else {
      add("S", isAt("sce") || isAt("sci") || at(1) == "z" ? 2 : 1)
    }
  }

  private mutating func readT(_ isFirst: Bool) {
    if isAt("tsch") {
      add("C", 4)
    } else if isAt("tch") {
      add("C", 3)
    } else if isAt("th") {
      // Smith is not Schmidt, but Elizabeth is Elisabet.
      add(isEnd(2) && vowels < 2 ? "0" : "T", 2)
    } else if isAt("tz") || (isAt("ts") && isEnd(2)) {
      add("S", 2)
    } else {
      add("T", 1)
    }
  }

  private mutating func readW(_ isFirst: Bool) {
    if isFirst {
      if at(1) == "r" { position += 1 } else { add(at(1) == "l" ? "V" : "W", 1) }
    } else if isVowel(-1) && (isVowel(1) || isAt("sk", 1)) {
      add("F", 1)
    } else if isVowel(1) {
      add("W", 1)
    } else {
      position += 1
    }
  }

  // MARK: Endings

  /// -sen, -son, -san end in SN, and -er, -or in R.
  private mutating func weakenEnding() {
    guard word.count >= 5, length >= 4, vowels >= 2 else { return }
    let last = key[length - 1]
    let vowel = key[length - 2]
    let isWeak =
      if last == "N" {
        isOne(vowel, of: "AEIO") && key[length - 3] == "S"
      } else {
        // After a vowel only in a short word: Meyer, Maier, but not Xavier.
        last == "R" && isOne(vowel, of: "EIO")
          && (word.count == 5 || !isOne(key[length - 3], of: "AEIOUQY"))
      }
    if isWeak {
      key[length - 2] = last
      length -= 1
    }
  }
}

/// Lets a letter be matched as it is written.
private func ~= (letter: Unicode.Scalar, byte: UInt8) -> Bool { UInt8(ascii: letter) == byte }
private func == (byte: UInt8, letter: Unicode.Scalar) -> Bool { byte == UInt8(ascii: letter) }
private func != (byte: UInt8, letter: Unicode.Scalar) -> Bool { byte != UInt8(ascii: letter) }
