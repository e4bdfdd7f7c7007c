// SPDX-License-Identifier: Apache-2.0
//
// The other way to type the letters with dots and rings.

import PersonsText
import Testing

@Suite struct SpelledOutTests {
  @Test(arguments: [
    ("Müller", "mueller"), ("MÜLLER", "mueller"), ("Mu\u{308}ller", "mueller"),
    ("Jäger", "jaeger"), ("Schröder", "schroeder"), ("Ærø", "aeroe"), ("Sørensen", "soerensen"),
    ("Åse", "aase"), ("A\u{30A}se", "aase"), ("\u{212B}se", "aase"), ("Œuvre", "oeuvre"),
    ("Björn Strauß", "bjoern strauss"), ("José Müller", "jose mueller"), ("lǜ", "lue"),
    ("u\u{323}\u{308}", "ue"), ("ǽ", "ae"), ("Ⓤ\u{308}", "ue"), ("王Ü", "王ue"), ("😀ö", "😀oe"),
  ])
  func spelledOut_writesTheSecondLetter(_ text: String, _ expected: String) {
    #expect(spelledOut(text) == expected)
  }

  @Test(arguments: [
    "", "Muller", "Mueller", "José", "Zoë", "Łukasz", "ӓ", "\u{308}", "\u{308}a", "王", "😀", "ñ",
    "ū",
  ])
  func spelledOut_isNilWithoutThem(_ text: String) { #expect(spelledOut(text) == nil) }

  @Test func spelledOut_isFolded_atAnyLength() {
    let text = String(repeating: "Ü", count: 20_000)
    #expect(spelledOut(text) == String(repeating: "ue", count: 20_000))
    for text in ["Müller", "Åse É", "ŒÆØ"] {
      let once = spelledOut(text) ?? ""
      #expect(searchFold(once) == once)
    }
  }
}
