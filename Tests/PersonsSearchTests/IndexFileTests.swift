// SPDX-License-Identifier: Apache-2.0
//
// The file of the index: it is private, it is read again, and whatever happens to it, searches find what the
// oracle finds.

import Glibc
import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import Testing

@testable import PersonsSearch

@Suite struct IndexFileTests {
  /// More than the number from which an index has a file.
  private static let many = 1001

  private func smallPersons(_ count: Int, _ seed: UInt64) -> [Someone] {
    var random = Seeded(seed)
    return (0..<count).map { _ in
      var someone = Someone()
      someone[.firstName] = random.pick(RandomPersons.firstNames)
      someone[.lastName] = random.pick(RandomPersons.lastNames)
      if random.chance(20) { someone[.city] = random.pick(RandomPersons.cities) }
      if random.chance(50) { someone.groups.append(1) }
      if random.chance(5) { someone.groups.append(2) }
      return someone
    }
  }

  private typealias Answered = (search: RandomSearch, scope: TestScope, wanted: SearchAnswer?)

  private let searches: [(search: RandomSearch, groups: [Int64]?)] = [
    (RandomSearch(text: "an"), nil), (RandomSearch(text: "smith john", limit: 5, skip: 3), nil),
    (RandomSearch(text: "Müler", widening: .from(.fuzzy)), nil),
    (RandomSearch(text: "katya garcia lopez"), nil),
    (RandomSearch(filters: [(.city, "ber*")]), nil),
    (RandomSearch(text: "j", filters: [(.lastName, "smithh")]), nil),
    (RandomSearch(text: "an"), [1]), (RandomSearch(text: "smith"), [2]),
    (RandomSearch(text: "smith john"), [1, 2]),
  ]

  /// The searches with what the oracle finds.
  private func answered(_ world: TestStore) throws -> [Answered] {
    try searches.map {
      let scope = TestScope(groups: $0.groups)
      return ($0.search, scope, try world.wanted($0.search, scope))
    }
  }

  private func expect(_ answered: [Answered], of world: TestStore, _ about: String) throws {
    for (search, scope, wanted) in answered {
      guard let query = search.query else { continue }
      let found = try world.find(search, query, scope)
      #expect(found == wanted, "\(about): \(search) in \(scope)")
    }
  }

  /// What a disk, a copy or somebody else's program makes of a file.
  private func damagedAtRandom(_ whole: [UInt8], _ random: inout Seeded) -> (String, [UInt8]) {
    var damaged = whole
    let place = random.below(whole.count)
    let length = min(whole.count - place, 1 + random.below(4096))
    switch random.below(6) {
    case 0:
      damaged[place] ^= UInt8(1 << random.below(8))
      return ("bit of byte \(place)", damaged)
    case 1:
      damaged.removeSubrange(place...)
      return ("cut to \(place)", damaged)
    case 2:
      for index in place..<(place + length) { damaged[index] = 0 }
      return ("zeros from \(place) on, \(length)", damaged)
    case 3:
      for index in place..<(place + length) { damaged[index] = UInt8(random.below(256)) }
      return ("random bytes from \(place) on, \(length)", damaged)
    case 4:
      let other = random.below(whole.count - length + 1)
      for index in 0..<length { damaged.swapAt(place + index, other + index) }
      return ("\(length) bytes at \(place) and \(other) swapped", damaged)
    default:
      // In the head, where places and lengths stand.
      let place = random.below(320)
      damaged[place] = UInt8(random.below(256))
      return ("byte \(place) of the head", damaged)
    }
  }

  @Test func file_isPrivate_isReadAgain_andIsRepaired_whateverHappensToIt() throws {
    let (folder, other) = (StoreFolder(), StoreFolder())
    var world = try TestStore(folder.database)
    try world.insert(smallPersons(IndexFileTests.many, 1))
    let answers = try answered(world)
    try expect(answers, of: world, "new")
    var status = stat()
    #expect(stat(folder.segment, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    let whole = fileBytes(folder.segment)
    try world.reopen()
    try expect(answers, of: world, "mapped")
    #expect(fileBytes(folder.segment) == whole)
    var foreign = try TestStore(other.database)
    try foreign.insert(smallPersons(IndexFileTests.many, 2))
    _ = try foreign.difference(searches[0].search)
    foreign.store.close()

    func damage(_ about: String, _ change: () -> Void) throws {
      try world.reopen(change)
      try expect(answers, of: world, about)
      // What was found to be damaged must not be left in anything that is used again.
      try expect(answers, of: world, about + ", again")
    }
    try damage("removed") { unlink(folder.segment) }
    #expect(stat(folder.segment, &status) == 0)
    for length in [0, 1, 319, 320, 4096, whole.count / 2, whole.count - 1] {
      try damage("cut to \(length)") { replaceFile(Array(whole[..<length]), folder.segment) }
    }
    try damage("longer") { replaceFile(whole + [0], folder.segment) }
    try damage("of another store") { replaceFile(fileBytes(other.segment), folder.segment) }
    var random = Seeded(RandomRun.seed)
    for number in 0..<RandomRun.damages {
      let (about, damaged) = damagedAtRandom(whole, &random)
      try damage("\(about), run \(number)") { replaceFile(damaged, folder.segment) }
    }
    try damage("a link") {
      replaceFile(whole, folder.path + "/elsewhere")
      unlink(folder.segment)
      symlink(folder.path + "/elsewhere", folder.segment)
    }
    #expect(fileBytes(folder.path + "/elsewhere") == whole)
    try damage("a folder") {
      unlink(folder.segment)
      mkdir(folder.segment, 0o700)
    }
    world.store.close()
  }

  @Test func fileOfALaterState_isNotTaken_forTheStateOfARestoredBackup() throws {
    let folder = StoreFolder()
    var world = try TestStore(folder.database)
    try world.insert(smallPersons(IndexFileTests.many, 3))
    var restored = world
    _ = try world.store.backup(to: folder.path + "/backup.db", organization: 1)
    try world.insert(smallPersons(20, 4))
    #expect(try world.difference(searches[0].search) == nil)
    world.store.close()
    unlink(folder.database + "-wal")
    unlink(folder.database + "-shm")
    rename(folder.path + "/backup.db", folder.database)
    try restored.reopen()
    try restored.insert(smallPersons(30, 5))
    try expect(try answered(restored), of: restored, "restored, and other persons since")
    restored.store.close()
  }
}
