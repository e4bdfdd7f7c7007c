// SPDX-License-Identifier: Apache-2.0
//
// Searches made up at random for persons who are there, mostly: whole names and their beginnings, mistakes of
// every kind, numbers, addresses, filters, pages.

import PersonsJSON
import PersonsModel

@testable import PersonsSearch

struct RandomSearch {
  var text: String?
  var filters: [(attribute: Attribute, value: String)] = []
  var widening = Widening.from(.strict)
  var limit = 10
  var skip = 0

  /// nil when the search asks for nothing, or for too much.
  var query: SearchQuery? { query(in: nil) }

  /// The same in groups, whose members are found by a search that asks for nothing.
  func query(in groups: [Int64]?) -> SearchQuery? {
    let filters = filters.map { SearchFilter($0.attribute, $0.value) }
    guard let query = try? SearchQuery(text, filters: filters),
      query.hasText || !query.filters.isEmpty || groups != nil
    else { return nil }
    return query
  }
}

extension RandomPersons {
  mutating func search(_ persons: [Someone]) -> RandomSearch {
    var search = RandomSearch()
    let someone = persons.isEmpty ? self.someone() : random.pick(persons)
    if random.chance(88) { search.text = text(someone, persons) }
    if search.text == nil || random.chance(22) { search.filters.append(filter(someone)) }
    if random.chance(6) {
      search.filters.append(filter(persons.isEmpty ? someone : random.pick(persons)))
    }
    if random.chance(4) { (search.text, search.filters) = (nil, []) }
    search.widening = random.pick([
      .from(.strict), .from(.strict), .from(.strict), .only(.strict), .from(.fuzzy), .from(.loose),
      .only(.fuzzy), .only(.loose),
    ])
    search.limit = random.pick([10, 10, 10, 10, 1, 0, 3, 25, 100, Int.max])
    search.skip = random.chance(70) ? 0 : random.pick([1, 2, 5, 10, 40, 1000, Int.max])
    return search
  }

  // MARK: The text

  private mutating func text(_ someone: Someone, _ persons: [Someone]) -> String {
    switch random.below(20) {
    case 0: return number(someone)
    case 1: return address(someone)
    case 2: return someone[.city].map { $0 + " " + nameText(someone) } ?? nameText(someone)
    case 3:
      return random.pick([
        "", "!!!", "a", "'", "@", "٤٧١١", "1", "@example", "x y z", "-", "dr", "dr jr", "é",
      ])
    case 4: return letters(1 + random.below(4))
    case 5: return String(nameText(someone).prefix(1 + random.below(7)))
    case 6:
      let words = [someone[.address], someone[.externalRef], someone[.state], someone.customFields]
      return words.compactMap { $0 }.first { _ in random.chance(60) } ?? letters(3)
    case 7:
      let other = persons.isEmpty ? someone : random.pick(persons)
      return nameText(someone) + " " + nameText(other)
    default: return distorted(nameText(someone))
    }
  }

  private func nameText(_ someone: Someone) -> String {
    [someone[.firstName], someone[.lastName]].compactMap { $0 }.joined(separator: " ")
  }

  private mutating func distorted(_ name: String) -> String {
    var words = name.split { $0 == " " || $0 == "-" }.map(String.init)
    for _ in 0..<(1 + random.below(3)) where !words.isEmpty {
      let index = random.below(words.count)
      switch random.below(14) {
      case 0: words.shuffle(using: &random)
      case 1: words = [words.joined()]
      case 2: words[index] = String(words[index].prefix(1))
      case 3: words[index] = String(words[index].prefix(1 + random.below(5)))
      case 4: words[words.count - 1] = String((words.last ?? "").prefix(1 + random.below(5)))
      case 5:
        words.insert(random.pick(["dr", "Mrs.", "jr", "PhD", "x", "zzyzx", "van"]), at: index)
      case 6: words.remove(at: index)
      case 7: words[index] = random.pick(RandomPersons.firstNames)
      case 8:
        let half = words[index].count / 2
        words[index] = words[index].prefix(half) + " " + words[index].dropFirst(half)
      case 9: words = [words[words.count - 1] + ","] + words.dropLast()
      case 10: words[index] = mistyped(mistyped(words[index]))
      case 11: words[index] = words[index].uppercased()
      default: words[index] = mistyped(words[index])
      }
    }
    return words.joined(separator: random.pick([" ", " ", " ", "  ", "-", ", "]))
  }

  // MARK: Numbers and addresses

  private mutating func number(_ someone: Someone) -> String {
    var digits = Array(
      (someone[.phoneNumber] ?? "7946012\(random.below(90))").filter { $0.isNumber && $0.isASCII })
    if random.chance(35), digits.count > 1 {
      digits[random.below(digits.count)] = Character(String(random.below(10)))
    }
    if random.chance(15), digits.count > 2 { digits.swapAt(digits.count - 1, digits.count - 2) }
    if random.chance(40) { digits = Array(digits.suffix(random.below(12))) }
    if random.chance(20) { digits = Array("00" + String(digits)) }
    if random.chance(30), digits.count > 4 {
      digits.insert(random.pick([" ", "-", "/"]), at: random.below(digits.count))
    }
    if random.chance(15) { digits += Array(" " + nameText(someone)) }
    return String(digits)
  }

  private mutating func address(_ someone: Someone) -> String {
    let email = someone[.email] ?? "office@example.org"
    switch random.below(7) {
    case 0: return email
    case 1: return String(email.prefix(1 + random.below(12)))
    case 2: return email.split(separator: "@").last.map { "@" + $0 } ?? email
    case 3: return "<\(email)>, " + nameText(someone)
    case 4: return email.split(separator: "@").first.map(String.init) ?? email
    default: return mistyped(email)
    }
  }

  // MARK: Filters

  private mutating func filter(_ someone: Someone) -> (attribute: Attribute, value: String) {
    let attribute = random.pick([Attribute.firstName, .lastName, .email, .city, .state])
    var value = someone[attribute] ?? random.pick(["Berlin", "Anna", "", "ca"])
    switch random.below(8) {
    case 0, 1: value = mistyped(value)
    case 2: value = mistyped(String(value.prefix(6))) + "*"
    case 3, 4: value = String(value.prefix(1 + random.below(6))) + "*"
    case 5: value = value.lowercased()
    case 6: value = random.pick(["*", "", value + "*", "  \(value) "])
    default: break
    }
    return (attribute, value)
  }
}
