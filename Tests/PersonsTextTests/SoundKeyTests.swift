// SPDX-License-Identifier: Apache-2.0
//
// The sound key: what shares one, and what must not.

import PersonsText
import Testing

@Suite struct SoundKeyTests {
  @Test(arguments: [
    ["muller", "mueller"], ["catherine", "katherine", "kathryn", "katharine", "cathrine"],
    ["stephen", "steven"], ["philip", "phillip", "filip"], ["geoffrey", "jeffrey", "jeffery"],
    ["john", "jon"], ["schmidt", "schmitt", "smidt"], ["meyer", "maier", "meier", "mayer"],
    ["thompson", "thomson", "tomson"], ["nicholas", "nicolas", "nikolas"], ["sara", "sarah"],
    ["ann", "anne"], ["clark", "clarke"], ["reed", "reid", "read"],
    ["tchaikovsky", "chaikovski", "chaikovsky", "tschaikowski", "czajkowski"],
    ["yulia", "julia", "iulia"], ["gonzalez", "gonzales"], ["rodriguez", "rodrigues"],
    ["johansson", "johanson"], ["petersen", "peterson"], ["oconnor", "oconner"],
    ["conner", "connor"], ["martin", "marten"], ["elizabeth", "elisabeth", "elisabet"],
    ["christina", "kristina"], ["erik", "eric", "erick"], ["sophia", "sofia"],
    ["schwarz", "schwartz", "swartz"], ["schneider", "shneider"], ["alexander", "aleksander"],
    ["brown", "browne"], ["green", "greene"], ["allan", "alan"], ["margaret", "margret"],
    ["anthony", "antony"], ["michael", "mikael"], ["kowalski", "kovalski"], ["dickson", "dixon"],
    ["sergey", "sergei"], ["tatiana", "tatyana"], ["jonathan", "johnathan"], ["schultz", "shultz"],
    ["vladimir", "wladimir"], ["debbie", "debby"], ["hannah", "hanna"], ["zachary", "zakary"],
  ])
  func spellingsOfOneName_shareAKey(_ names: [String]) {
    let keys = names.map { soundKey($0) }
    #expect(keys[0] != nil && Set(keys).count == 1, "\(names): \(keys)")
  }

  @Test(arguments: [
    ("john", "jane"), ("john", "jan"), ("martin", "morton"), ("smith", "snow"), ("lee", "lou"),
    ("anna", "ian"), ("smith", "schmidt"), ("jan", "jane"), ("hanna", "anna"), ("sara", "zara"),
    ("maria", "mark"), ("peter", "pedro"), ("simon", "simone"), ("daniel", "danielle"),
    ("paul", "paula"), ("kate", "kit"), ("bill", "will"), ("tim", "tom"), ("dan", "don"),
    ("ben", "bob"), ("walter", "valter"), ("mark", "mary"), ("lena", "luna"), ("harris", "horace"),
    ("karl", "carla"), ("eva", "ava"), ("jack", "jake"), ("robert", "rupert"), ("lucas", "luke"),
  ])
  func differentNames_haveDifferentKeys(_ first: String, _ second: String) {
    #expect(soundKey(first) != soundKey(second))
  }

  @Test(arguments: [
    "", "a", "jo", "Anna", "müller", "anna1", "anna maria", "иван", "王小明", "😀😀😀", "a\u{0}b",
  ])
  func whatIsNoASCIIWord_hasNone(_ word: String) { #expect(soundKey(word) == nil) }

  @Test func lengthIsBounded() {
    #expect(soundKey(String(repeating: "x", count: 48)) != nil)
    #expect(soundKey(String(repeating: "xa", count: 24))?.utf8.count == 72)
    #expect(soundKey(String(repeating: "x", count: 49)) == nil)
    #expect(soundKey(String(repeating: "anna", count: 50_000)) == nil)
  }

  @Test func everyWordOfThreeLetters_isRead() {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    for first in letters {
      for second in letters {
        for third in letters {
          let word = String([first, second, third])
          #expect(soundKey(word) != nil && soundKey(word + word)?.isEmpty == false, "\(word)")
        }
      }
    }
  }
}
