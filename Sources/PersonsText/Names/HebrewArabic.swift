// SPDX-License-Identifier: Apache-2.0
//
// Hebrew and Arabic names in Latin letters.
//
// Neither script writes short vowels, and so this does not either: the result is the consonants with
// the long vowels, a skeleton that is often not what people type (slim for Salim, rshid for Rashid).
// The commonest names are therefore in a list. Consonants after ICAO Doc 9303 part 3 (Arabic, with
// Persian and Urdu letters) and the rules of the Academy of the Hebrew Language of 2006, without
// marks; the tables were written for libpersons. searchFold has taken the hamza from its seat.

private let hebrewLetters = LetterTable(
  0x5D0, "a b g d h v z h t y k k l m m n n s a f p tz tz k r sh t")

private let arabicLetters = LetterTable(
  0x620,
  """
  y - a a u i i a b a t th j h kh d dh r z s sh s d t z a gh ? ? ? ? ? - f q k l m n h w a y
  """)

/// The letters of Persian and Urdu, the ones that Arabic lacks.
private let persianLetters: [UInt32: StaticString] = [
  0x671: "a", 0x679: "t", 0x67E: "p", 0x686: "ch", 0x688: "d", 0x691: "r", 0x698: "zh", 0x6A9: "k",
  0x6AF: "g", 0x6BA: "n", 0x6BE: "h", 0x6C1: "h", 0x6CC: "y", 0x6D2: "e", 0x6D5: "e",
]

extension RomanText {
  mutating func takeHebrew(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x5D5 where isNext("ו"): return write("v", 2)
    case 0x5D5 where !isFirst: return write(isLast && endsInVowel ? "v" : "o")
    case 0x5D9 where !isFirst: return write("i", isNext("י") ? 2 : 1)
    case 0x5D1 where !isFirst: return write("v")
    case 0x5E4 where isFirst: return write("p")
    case 0x5D4 where isLast && !isFirst: return write(endsInVowel ? "h" : "a")
    case 0x5D0 where !isFirst && endsInVowel, 0x5E2 where !isFirst && endsInVowel:
      return write("")
    default: return take(letter, hebrewLetters)
    }
  }

  mutating func takeArabic(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x648 where !isFirst && !isNext("ا"): return write("u")
    case 0x64A where !isFirst, 0x6CC where !isFirst: return write(isNext("ا") ? "y" : "i")
    case 0x627 where !isFirst && bytes.last == UInt8(ascii: "a"),
      0x639 where !isFirst && bytes.last == UInt8(ascii: "a"):
      return write("")
    case 0x671...0x6D5:
      guard let text = persianLetters[letter] else { return false }
      return write(text)
    default: return take(letter, arabicLetters)
    }
  }

  private var endsInVowel: Bool {
    switch bytes.last {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }
}

/// The romanised form of a Hebrew or Arabic name that is in the list.
func knownName(_ word: String, _ letters: [UInt32]) -> String? {
  guard let first = letters.first, first >= 0x5D0, first <= 0x6D5, letters.count <= 12 else {
    return nil
  }
  return knownNames[word].map { "\($0)" }
}

/// The commonest names whose short vowels are not written.
private let knownNames: [String: StaticString] = [
  "محمد": "muhammad", "احمد": "ahmad", "محمود": "mahmoud", "حسن": "hasan", "حسين": "hussein",
  "عمر": "omar", "عثمان": "othman", "خالد": "khaled", "يوسف": "yousef", "ابراهيم": "ibrahim",
  "اسماعيل": "ismail", "مصطفى": "mustafa", "عبدالله": "abdullah", "عبدالرحمن": "abdulrahman",
  "عبد": "abd", "الله": "allah", "الرحمن": "alrahman", "طارق": "tariq", "كريم": "karim",
  "جمال": "jamal", "سمير": "samir", "حمزة": "hamza", "بلال": "bilal", "فاطمة": "fatima",
  "عائشة": "aisha", "خديجة": "khadija", "مريم": "maryam", "زينب": "zainab", "ليلى": "layla",
  "نور": "noor", "سارة": "sarah", "رانيا": "rania", "هدى": "huda", "منى": "mona", "سعد": "saad",
  "فهد": "fahad", "ناصر": "nasser", "ماجد": "majed", "وليد": "walid", "ياسر": "yasser",
  "فيصل": "faisal", "سلطان": "sultan", "سلمان": "salman", "صالح": "saleh", "صلاح": "salah",
  "علي": "ali", "على": "ali", "علی": "ali", "رضا": "reza", "مهدي": "mahdi", "مهدی": "mehdi",
  "حسین": "hossein", "فاطمه": "fatemeh", "زهراء": "zahra", "زهرا": "zahra", "جعفر": "jafar",
  "داود": "dawood", "سليمان": "suleiman", "موسى": "musa", "عيسى": "issa", "يحيى": "yahya",
  "דוד": "david", "משה": "moshe", "יוסף": "yosef", "אברהם": "avraham",
  "יצחק": "yitzhak", "יעקב": "yaakov", "שרה": "sarah", "רבקה": "rivka", "רחל": "rachel",
  "לאה": "leah", "מרים": "miriam", "אהרן": "aharon", "אהרון": "aharon", "דניאל": "daniel",
  "מיכאל": "michael", "רפאל": "rafael", "גבריאל": "gabriel", "שמואל": "shmuel", "שלמה": "shlomo",
  "יהודה": "yehuda", "חיים": "haim", "אליהו": "eliyahu", "בנימין": "binyamin", "נועה": "noa",
  "תמר": "tamar", "חנה": "hana", "אסתר": "esther", "יונתן": "yonatan", "נתן": "natan",
  "כהן": "cohen",
  "לוי": "levi", "אדם": "adam", "אלון": "alon", "עומר": "omer", "איתי": "itai", "יעל": "yael",
  "מאיר": "meir", "אבי": "avi", "יוסי": "yossi", "מיכל": "michal", "שרון": "sharon",
  "שלום": "shalom", "ישראל": "israel", "נתניהו": "netanyahu", "עמוס": "amos", "גולדה": "golda",
]
