// SPDX-License-Identifier: Apache-2.0
//
// Names of other scripts as people type them in Latin letters.

import PersonsText
import Testing

@Suite struct RomanizationTests {
  private func roman(_ name: String) -> String? { romanized(searchFold(name)) }

  @Test(arguments: [
    ("Александр", "aleksandr"), ("Сергей", "sergei"), ("Дмитрий", "dmitry"), ("Юлия", "yulia"),
    ("Мария", "maria"), ("Екатерина", "ekaterina"), ("Чайковский", "chaikovsky"),
    ("Пушкин", "pushkin"), ("Хрущёв", "khrushchev"), ("Жуков", "zhukov"), ("Цветаева", "tsvetaeva"),
    ("Татьяна", "tatyana"), ("Крылов", "krylov"), ("Белый", "bely"), ("Яков", "yakov"),
    ("Прокофьев", "prokofyev"),
    ("Сергій", "serhii"), ("Андрій", "andrii"), ("Зеленський", "zelensky"), ("Київ", "kyiv"),
    ("Євген", "yevhen"), ("Олексій", "oleksii"), ("Ґалаґан", "galagan"),
    ("Ђоковић", "djokovic"), ("Живковић", "zivkovic"), ("Љубица", "ljubica"), ("Ъглов", "aglov"),
    ("Търново", "tarnovo"), ("Кърджали", "kardzhali"),
  ])
  func cyrillic(_ name: String, _ expected: String) { #expect(roman(name) == expected) }

  @Test(arguments: [
    ("Γιώργος", "giorgos"), ("Παπαδόπουλος", "papadopoulos"), ("Μπάμπης", "bampis"),
    ("Ντίνος", "dinos"), ("Αντώνης", "antonis"), ("Ευάγγελος", "evangelos"), ("Παύλος", "pavlos"),
    ("Ευτυχία", "eftychia"), ("Χρήστος", "christos"), ("Ξένια", "xenia"), ("Θεόδωρος", "theodoros"),
    ("Γκίκας", "gikas"),
  ])
  func greek(_ name: String, _ expected: String) { #expect(roman(name) == expected) }

  @Test(arguments: [
    ("Սարգսյան", "sargsyan"), ("Հովհաննիսյան", "hovhannisyan"), ("Արամ", "aram"),
    ("Երևան", "yerevan"), ("Սուրեն", "suren"), ("გიორგი", "giorgi"), ("შევარდნაძე", "shevardnadze"),
    ("ნინო", "nino"), ("ჭავჭავაძე", "chavchavadze"),
  ])
  func armenianAndGeorgian(_ name: String, _ expected: String) { #expect(roman(name) == expected) }

  @Test(arguments: [
    ("محمد", "muhammad"), ("أحمد", "ahmad"), ("علي", "ali"), ("يوسف", "yousef"),
    ("سعيد", "said"), ("سليم", "slim"), ("خان", "khan"), ("رشيد", "rshid"), ("حداد", "hdad"),
    ("پرویز", "pruiz"), ("گلزار", "glzar"), ("דוד", "david"), ("כהן", "cohen"),
    ("גורן", "gorn"), ("גולן", "goln"), ("פרידמן", "pridmn"), ("שפירא", "shpira"),
  ])
  func hebrewAndArabic(_ name: String, _ expected: String) { #expect(roman(name) == expected) }

  @Test(arguments: [
    ("さとう", "sato"), ("ゆうき", "yuki"), ("おおの", "ono"), ("いのうえ", "inoue"), ("まつうら", "matsuura"),
    ("しょうた", "shota"), ("きょうこ", "kyoko"), ("じゅん", "jun"), ("はっとり", "hattori"),
    ("ハッチ", "hatchi"), ("サトウ", "sato"), ("ﾔﾏﾀﾞ", "yamada"), ("ジョージ", "joji"), ("ファン", "fan"),
    ("ティナ", "tina"), ("ヴィクター", "vikuta"), ("ウィリアム", "wiriamu"), ("シェリー", "sheri"),
    ("けんじ", "kenji"), ("ひゃく", "hyaku"), ("つっじ", "tsujji"), ("っ", nil), ("ー", nil),
  ])
  func kana(_ name: String, _ expected: String?) { #expect(roman(name) == expected) }

  @Test(arguments: [
    ("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("김철수", "kimcheolsu"),
    ("이민호", "leeminho"), ("이슬", "iseul"), ("민아", "mina"), ("지훈", "jihun"), ("서연", "seoyeon"),
    ("영희", "yeonghui"), ("정", "jeong"), ("길동", "gildong"), ("빌리", "billi"), ("석원", "seogwon"),
  ])
  func hangul(_ name: String, _ expected: String) { #expect(roman(name) == expected) }

  @Test(arguments: [
    ("राम", "ram"), ("शर्मा", "sharma"), ("नरेंद्र", "narendra"), ("कृष्ण", "krishna"), ("सिंह", "singh"),
    ("अमित", "amit"), ("विकास", "vikas"), ("लक्ष्मी", "lakshmi"), ("ज्ञान", "gyan"), ("ज़ोया", "zoya"),
    ("प्रिया", "priya"), ("गुप्ता", "gupta"), ("ॐ", nil),
  ])
  func devanagari(_ name: String, _ expected: String?) { #expect(roman(name) == expected) }

  @Test(arguments: [
    "", "maria", "o2", "müller", "ŵ", "王", "王小明", "😀", "иван😀", "иван王", "山田たろう", "ஔ", "\u{0}",
    "\u{61C}", "\u{483}",
  ])
  func noTable_givesNil(_ word: String) { #expect(romanized(word) == nil) }

  @Test func mixedScripts_areWrittenLetterByLetter() {
    #expect(romanized("maрия") == "maria")
    #expect(romanized("иван2") == "ivan2")
    #expect(romanized("αбა") == "aba")
  }

  /// Whatever comes, it is ASCII letters and digits or nothing, and a long word is no trouble.
  @Test func everyLetterAndEveryPair_isASCIIOrNil() {
    let blocks: [ClosedRange<UInt32>] = [
      0x370...0x52F, 0x561...0x6FF, 0x900...0x97F, 0x10D0...0x10FF, 0x3041...0x30FF,
      0xAC00...0xAC40,
    ]
    let letters = blocks.joined().compactMap { Unicode.Scalar($0) }
    for (index, first) in letters.enumerated() {
      let second = letters[(index * 7919 + 13) % letters.count]
      for scalars in [[first], [first, second], [first, first, second], [second, first]] {
        var word = ""
        word.unicodeScalars.append(contentsOf: scalars)
        guard let roman = romanized(word) else { continue }
        #expect(
          !roman.isEmpty && roman.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 },
          "\(word): \(roman)")
      }
    }
    #expect(romanized(String(repeating: "щ", count: 50_000))?.utf8.count == 200_000)
  }
}
