// SPDX-License-Identifier: Apache-2.0
//
// Persons made up at random: names of many scripts, many of them nearly the same, and everything that a record
// can hold or lack.

import PersonsModel

struct RandomPersons {
  static let firstNames = [
    "Anna", "Anne", "Ann", "Hannah", "Anna Maria", "Annamaria", "Anna-Maria", "Jean-Luc",
    "Jean Luc", "Jeanluc",
    "John", "Jon", "Johnny", "Jonathan", "Johan", "Hans", "Joseph", "José", "Josef", "Giuseppe",
    "Joe",
    "William", "Bill", "Will", "Liam", "Katherine", "Catherine", "Kathryn", "Kate", "Katya",
    "Екатерина", "Катя",
    "Sergei", "Сергей", "Serhii", "Сергій", "Мария", "Maria", "Μαρία", "Γιώργος", "Georgios",
    "محمد", "Mohammed",
    "Muhammad", "أحمد", "Ahmed", "משה", "Moshe", "राजेश", "Rajesh", "김", "민수", "Minsu", "たろう", "Taro",
    "タロウ",
    "太郎", "Jürgen", "Juergen", "Jurgen", "Søren", "Soeren", "Soren", "Zoë", "Zoe", "Łukasz",
    "Lukasz", "Björn",
    "Bjørn", "Bjoern", "J.", "J", "A. B.", "R2", "Þór", "Thor", "İbrahim", "Ibrahim", "Nguyễn",
    "Nguyen", "Dr", "Jr",
    "Elizabeth", "Beth", "Liz", "Bob", "Robert", "Roberto", "Xu", "Li", "Wu", "Ng", "Bo",
    "Christopher",
    "Chris", "Christine", "Kristina", "Alexander", "Alexandra", "Sasha", "Саша", "Ｆｕｌｌ", "D'Arcy",
    "Նարեկ", "გიორგი",
  ]

  static let lastNames = [
    "Smith", "Smyth", "Smithe", "Schmidt", "Schmitt", "Smithson", "Müller", "Mueller", "Muller",
    "Miller", "O'Brien",
    "OBrien", "O’Brien", "O Brien", "de la Cruz", "Delacruz", "De La Cruz", "van der Berg",
    "Vanderberg", "Berg",
    "Meyer", "Meier", "Mayer", "Maier", "Garcia Lopez", "García-López", "Garcia", "Lopez", "Иванов",
    "Ivanov",
    "Іваненко", "Ivanenko", "Παπαδόπουλος", "Papadopoulos", "الحسن", "Al-Hassan", "Alhassan", "כהן",
    "Cohen", "Kohn",
    "शर्मा", "Sharma", "박", "Park", "田中", "Tanaka", "たなか", "Nuñez", "Nunez", "Strauß", "Strauss",
    "Åberg", "Aaberg",
    "Aberg", "MacDonald", "Mac Donald", "McDonald", "St. John", "Stjohn", "Øre", "Oere", "Ore", "X",
    "Ng", "Lee", "Li",
    "Wong", "Wang", "Thompson", "Thomson", "Tompson", "Johnson", "Johnsen", "Johansson", "Brown",
    "Browne", "Braun",
    "Rodriguez", "Rodrigues", "Martinez", "Martin", "Hernandez", "Fernandez", "Featherstonehaugh",
    "Wolfeschlegelstein",
    "Dvořák", "Dvorak", "Petrović", "Petrovic", "Ågård", "Phd", "Junior", "Smith Jr", "III", "4711",
    "Ab1",
  ]

  static let cities = [
    "Bath", "Berlin", "Köln", "Koeln", "Koln", "San José", "San Jose", "San Juan", "São Paulo",
    "Москва", "Moscow",
    "東京", "Tokyo", "New York", "Newark", "York", "St. Gallen", "Paris", "Parris", "Zürich",
    "Zuerich", "Ulm", "",
  ]

  static let states = [
    "CA", "NY", "Bayern", "Bavaria", "Sachsen", "Sachsen-Anhalt", "Kent", "NRW", "Ba", "",
  ]

  static let domains = [
    "example.org", "example.com", "mail.example.org", "exàmple.org", "x.io", "müller.de",
    "firma-gmbh.de",
  ]

  static let custom = [
    "{}", "{\"a\":\"Kestrel Ltd\"}", "{\"k\":{\"b\":[\"Kestrel\",{\"c\":\"Zug\"}]},\"n\":4711}",
    "{\"nick\":\"Бобби \\\"B\\\" Müller\"}", "{\"member\":\"Gold 2024\",\"x\":null}",
    "{\"e\":\"\\\\ \\u0001\"}",
  ]

  var random: Seeded

  init(_ seed: UInt64) { random = Seeded(seed) }

  mutating func someone() -> Someone {
    var someone = Someone()
    if random.chance(92) { someone[.firstName] = name(RandomPersons.firstNames) }
    if random.chance(94) { someone[.lastName] = name(RandomPersons.lastNames) }
    if random.chance(3) { someone[.firstName] = "" }
    if random.chance(75) { someone[.email] = email(someone) }
    if random.chance(65) { someone[.phoneNumber] = phone() }
    if random.chance(60) { someone[.city] = random.pick(RandomPersons.cities) }
    if random.chance(45) { someone[.state] = random.pick(RandomPersons.states) }
    if random.chance(35) {
      someone[.address] = "\(random.below(300)) \(name(RandomPersons.lastNames)) Street"
    }
    if random.chance(25) {
      someone[.externalRef] = random.pick(["ref-", "R", "", "crm:"]) + String(random.below(5000))
    }
    if random.chance(25) { someone.customFields = random.pick(RandomPersons.custom) }
    if random.chance(10) { someone.organization = 2 }
    someone.groups = groups()
    return someone
  }

  /// Of everybody one half, a quarter, and few and fewer; nobody is in the last of the groups.
  static let groupShares = [50, 25, 12, 6, 6, 3, 1, 0]

  /// Numbers of groups for a person.
  mutating func groups() -> [Int64] {
    var groups: [Int64] = []
    for (index, share) in RandomPersons.groupShares.enumerated() where random.chance(share) {
      groups.append(Int64(index + 1))
    }
    return groups
  }

  /// Groups in one of which those must be who are found; nil for everybody.
  mutating func wantedGroups() -> [Int64]? {
    let all = Array(1...Int64(RandomPersons.groupShares.count))
    switch random.below(12) {
    case 0, 1, 2: return [random.pick(all)]
    case 3, 4: return all.filter { _ in random.chance(40) }
    case 5: return all
    case 6: return [random.pick(all), random.pick([0, -1, 99, .max, .min])].sorted()
    case 7: return random.pick([[], [99], [.max]])
    default: return nil
    }
  }

  /// A name of the pool, often nearly the same as another.
  private mutating func name(_ pool: [String]) -> String {
    let name = random.pick(pool)
    switch random.below(16) {
    case 0: return name + " " + random.pick(pool)
    case 1: return name + "-" + random.pick(pool)
    case 2: return mistyped(name)
    case 3: return String(name.prefix(1 + random.below(4)))
    case 4: return name.uppercased()
    case 5: return name + random.pick(["a", "s", "er", "sen", "ina", "ño", "ж"])
    case 6: return random.pick(["Dr. ", "van ", "Al-", "de ", "Mc", ""]) + name
    case 7: return "an" + letters(3)
    default: return name
    }
  }

  private mutating func email(_ someone: Someone) -> String {
    let first = someone[.firstName] ?? "info"
    let last = someone[.lastName] ?? "office"
    let local: String
    switch random.below(6) {
    case 0: local = "\(first).\(last)"
    case 1: local = "\(first.prefix(1)).\(last)"
    case 2: local = "\(last)\(random.below(100))"
    case 3: local = "\(last)_\(first)+tag"
    case 4: local = letters(2 + random.below(5))
    default: local = "\(first)-\(last)"
    }
    let address = local.filter { $0 != " " } + "@" + random.pick(RandomPersons.domains)
    if random.chance(4) { return String(address.filter { $0 != "@" }) }
    return random.chance(20) ? address.uppercased() : address
  }

  private mutating func phone() -> String {
    // A few numbers that differ in one digit, so that errors have something to be meant for.
    var digits =
      random.chance(50)
      ? "794601\(10 + random.below(30))" : String(1_000_000 + random.below(9_000_000))
    if random.chance(10) { digits = String(digits.prefix(3 + random.below(3))) }
    switch random.below(7) {
    case 0: return "+44 20 " + digits
    case 1: return "+44 (0)20 \(digits.prefix(4))-\(digits.dropFirst(4))"
    case 2: return "020 " + digits
    case 3: return "0044-20-" + digits
    case 4: return digits
    case 5: return digits + " ext"
    default: return "٠٢٠" + digits
    }
  }

  mutating func letters(_ count: Int) -> String {
    String((0..<count).map { _ in random.pick(Array("abcdefghijklmnorstuvwyz")) })
  }

  /// The text with one letter wrong, missing, too many or moved.
  mutating func mistyped(_ text: String) -> String {
    var letters = Array(text.unicodeScalars)
    let place = random.below(letters.count)
    let other = random.pick(Array("aeinrstmöжの".unicodeScalars))
    switch random.below(4) {
    case 0: if !letters.isEmpty { letters[place] = other }
    case 1: if !letters.isEmpty { letters.remove(at: place) }
    case 2: letters.insert(other, at: place)
    default: if place + 1 < letters.count { letters.swapAt(place, place + 1) }
    }
    return String(String.UnicodeScalarView(letters))
  }
}
