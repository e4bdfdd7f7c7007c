// SPDX-License-Identifier: Apache-2.0
//
// Folding, words, phone numbers: what is equal to what.

import PersonsText
import Testing

@Suite struct FoldingTests {
  @Test(arguments: [
    ("Müller", "muller"), ("Łukasz", "lukasz"), ("Strauß", "strauss"), ("STRAUSS", "strauss"),
    ("Ærøskøbing", "aeroskobing"), ("Đặng", "dang"), ("Þór", "thor"), ("ﬁnn", "finn"),
    ("İstanbul", "istanbul"), ("Ωμέγα", "ωμεγα"), ("Йосиф", "иосиф"), ("שָׁלוֹם", "שלום"),
    ("ガラス", "ガラス"), ("हिन्दी", "हिन्दी"), ("김철수", "김철수"), ("plain", "plain"), ("", ""),
  ])
  func searchFold_takesAwayCaseAndAccents(_ text: String, _ folded: String) {
    #expect(PersonsText.searchFold(text) == folded)
  }

  @Test func searchFold_isIdempotent() {
    for text in ["Müller", "Łukasz", "ガラス", "שָׁלוֹם", "Ǆ", "ﷺ", "\u{1E9E}", "e\u{301}\u{302}"] {
      let once = searchFold(text)
      #expect(searchFold(once) == once, "\(text)")
    }
  }

  @Test func caselessKey_keepsAccentsAndComposes() {
    #expect(caselessKey("JOSÉ") == caselessKey("jose\u{301}"))
    #expect(caselessKey("José") != caselessKey("Jose"))
    #expect(caselessKey("STRASSE") == caselessKey("straße"))
    #expect(caselessKey("A@B.ORG") == "a@b.org")
  }

  @Test(arguments: ["Ada", "ADA@x.org", "José", "straße", "", "a\u{308}", "\u{212A}elvin"])
  func isCaselessEqual_agreesWithTheKeys(_ value: String) {
    for other in ["ada", "ada@x.org", "josé", "strasse", "", "ä", "kelvin", "adam", "ad"] {
      var bytes = value
      let equal = bytes.withUTF8 { isCaselessEqual($0, caselessKey(other)) }
      #expect(equal == (caselessKey(value) == caselessKey(other)), "\(value) and \(other)")
    }
  }

  @Test(arguments: [
    ("+44 1234 567-890", "+441234567890"), ("(555) 010-0199", "5550100199"),
    ("555.0100 ext 7", "5550100ext7"), ("++1", "+1"), ("1+1", "11"), ("---", ""),
    ("٠١٢٣", "0123"), ("＋４４", "+44"),
  ])
  func phoneKey_ignoresFormatting(_ text: String, _ key: String) {
    #expect(phoneKey(text) == key)
    var bytes = text
    #expect(bytes.withUTF8 { isPhoneEqual($0, key) })
    #expect(bytes.withUTF8 { !isPhoneEqual($0, key + "0") })
  }

  @Test(arguments: [
    ("O'Brien", ["obrien"]), ("O’Brien", ["obrien"]), ("Anna-Maria", ["anna", "maria"]),
    ("de la Cruz", ["de", "la", "cruz"]), ("a.b@c.org", ["a", "b", "c", "org"]), ("  ", []),
    ("王小明", ["王小明"]), ("x²", ["x2"]), ("R2-D2", ["r2", "d2"]),
  ])
  func searchWords_cutsAtEverythingElse(_ text: String, _ words: [String]) {
    #expect(searchWords(text) == words)
  }
}
