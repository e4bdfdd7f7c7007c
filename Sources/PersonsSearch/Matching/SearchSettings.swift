// SPDX-License-Identifier: Apache-2.0
//
// Every number that decides what search forgives and what it puts first: the one table to change when the
// quality set says that something else is better. All are integers, so that every machine ranks alike.

/// How far a query is read beyond its letters. Each finds all that the one before it finds.
package enum Fuzziness: Int, Comparable, CaseIterable, Sendable {
  /// Whole words and their beginnings.
  case strict
  /// Also other forms of a name, and typing errors.
  case fuzzy
  /// Also with a word that is wrong altogether, and more errors in the others.
  case loose

  package static func < (first: Fuzziness, second: Fuzziness) -> Bool {
    first.rawValue < second.rawValue
  }
}

/// Where a word of a person stands.
package enum SearchField: Int, CaseIterable, Sendable {
  /// First and last name.
  case name
  /// Address, city, state, custom fields.
  case text
  /// E-mail address, external reference.
  case contact
  /// Phone number.
  case phone
}

/// How a word of the query was found in a word of a person.
package enum SearchGrade: Sendable, Equatable {
  /// The whole word.
  case exact
  /// The beginning of a word.
  case prefix
  /// One letter that begins only one word of a name, where another word of the query begins with it too.
  case sharedInitial
  /// The end of a phone number.
  case end
  /// Another form of the same name: a nickname, a spelling.
  case relative
  /// A name that sounds the same.
  case sound
  /// The person has only the initial of the name that was asked for.
  case initial
  /// The whole word with so many errors.
  case typo(Int)
  /// The beginning of a word with so many errors.
  case prefixTypo(Int)

  /// As a highlight calls it.
  package var name: StaticString {
    switch self {
    case .exact: "exact"
    case .prefix, .sharedInitial: "prefix"
    case .end: "suffix"
    case .relative, .sound, .initial: "variant"
    case .typo, .prefixTypo: "typo"
    }
  }
}

enum SearchSettings {
  /// A search widens only when it has found fewer persons than this.
  static let enough = 10

  /// Errors that a whole word of so many letters is forgiven.
  static func errors(_ letters: Int, _ fuzziness: Fuzziness) -> Int {
    switch fuzziness {
    case .strict: 0
    case .fuzzy: letters < 4 ? 0 : letters < 8 ? 1 : 2
    case .loose: letters < 4 ? 0 : letters < 5 ? 1 : letters < 12 ? 2 : 3
    }
  }

  /// Errors that the word being typed, the last one, is forgiven in what is there of it.
  static func prefixErrors(_ letters: Int, _ fuzziness: Fuzziness) -> Int {
    switch fuzziness {
    case .strict: 0
    case .fuzzy: letters < 5 ? 0 : letters < 9 ? 1 : 2
    case .loose: letters < 4 ? 0 : letters < 9 ? 1 : 2
    }
  }

  /// The errors that an e-mail address is forgiven, when there are four letters before its @.
  static func emailErrors(_ address: [UInt8], _ fuzziness: Fuzziness) -> Int {
    guard fuzziness > .strict, address.allSatisfy({ $0 < 0x80 }) else { return 0 }
    return address.firstIndex(of: UInt8(ascii: "@")) ?? address.count >= 4 ? 1 : 0
  }

  /// Words of more letters than this are not forgiven errors.
  static let longestWithErrors = 63
  /// No text is forgiven more errors than this.
  static let maxErrors = 3

  /// Of so many words, how many may be wrong altogether.
  static func wrongWords(_ words: Int, _ fuzziness: Fuzziness) -> Int {
    guard fuzziness == .loose, words >= 2 else { return 0 }
    return words >= 5 ? 2 : 1
  }

  /// Digits that the end of a phone number needs at least.
  static let phoneEnd = 4
  /// Digits that a phone number needs for another spelling of its beginning, or for a wrong digit.
  static let phoneWhole = 7

  /// What a match is worth. More is better; 0 would be no match.
  static func points(_ grade: SearchGrade, _ field: SearchField) -> Int {
    let isName = field == .name
    switch grade {
    case .exact: return isName || field == .phone ? 100 : 72
    // The same for every field but the name: the lists of a prefix do not tell them apart.
    case .prefix: return isName ? 82 : 62
    case .end: return 90
    case .typo(1) where field == .phone: return 89
    // A little more than another field, which the same person may well have too.
    case .sharedInitial: return 64
    case .relative: return 76
    case .sound: return 70
    case .typo(1): return isName ? 68 : 46
    case .prefixTypo(1): return isName ? 54 : 36
    case .initial: return 44
    case .typo(2): return isName ? 50 : 34
    case .prefixTypo: return isName ? 40 : 26
    case .typo: return isName ? 36 : 22
    }
  }

  /// How much a word of the query weighs. Long words say more about who is meant, and so do the first and the
  /// last of three or more, between which stand middle names.
  static func weight(_ letters: Int, isMiddle: Bool) -> Int {
    (3 + min(letters, 12)) * (isMiddle ? 3 : 4)
  }

  /// What each word of a person's name costs that a query of several words does not ask for, when it asks for another.
  static let unaskedName = 120

  /// What it adds that the person's name is the query, whole, but for a middle name of so many letters that they do
  /// not have: less than if they had the first two names as one.
  static func nameWithoutMiddle(_ letters: Int) -> Int { 300 * min(letters, 8) }

  /// Above every sum: the person's whole name is the query.
  static let wholeName = 1 << 24
}
