// SPDX-License-Identifier: Apache-2.0
//
// The index follows what is written: after every write a search finds what the oracle finds, in memory and in
// a file, in the same index and in one that begins anew.

import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import Testing

@testable import PersonsSearch

@Suite struct IndexThroughWritesTests {
  private static let rounds = max(24, RandomRun.queries / 250)

  @Test(arguments: 0..<6)
  func randomWrites_areFoundAtOnce(share: Int) throws {
    let seed = RandomRun.seed &* 1000 &+ UInt64(share)
    var random = RandomPersons(seed)
    let folder = StoreFolder()
    let isFile = share % 2 == 0
    var world = try TestStore(isFile ? folder.database : ":memory:")
    for round in 0..<IndexThroughWritesTests.rounds {
      try write(&world, &random)
      if round % 8 == 7 { if isFile { try world.reopen() } else { world.forgetIndex() } }
      for _ in 0..<4 {
        let search = random.search(world.persons.compactMap { world.current[$0] })
        let difference = try world.difference(search, scope(&random))
        #expect(difference == nil, "PERSONS_SEED=\(RandomRun.seed) share \(share) round \(round)")
        if difference != nil { return }
      }
    }
    world.store.close()
  }

  /// Writes a few persons or many, so that they are kept one by one, in deltas, and in deltas put together.
  private func write(_ world: inout TestStore, _ random: inout RandomPersons) throws {
    let room = max(0, 160 - world.current.count)
    let inserts = min(room, random.random.pick([0, 1, 1, 2, 5, 12, 20, 40]))
    if inserts > 0 { try world.insert((0..<inserts).map { _ in random.someone() }) }
    if random.random.chance(8) {
      // Its members stay; who asks for it by its number finds nobody, and the one that is made anew has another.
      try world.replaceGroup(
        1 + random.random.below(RandomPersons.groupShares.count),
        in: random.random.chance(80) ? 1 : 2)
    }
    for _ in 0..<random.random.pick([0, 0, 1, 2, 3, 18]) {
      guard let number = world.persons.randomElement(using: &random.random) else { break }
      switch random.random.below(12) {
      case 0..<6: try world.update(number, to: random.someone())
      case 10, 11: try world.move(number, to: random.groups())
      case 6:
        // Changed and changed again, and perhaps gone, between two searches.
        try world.update(number, to: random.someone())
        try world.update(number, to: random.someone())
        if random.random.chance(50) { try world.delete(number, erased: false) }
      default: try world.delete(number, erased: random.random.chance(40))
      }
    }
  }

  private func scope(_ random: inout RandomPersons) -> TestScope {
    TestScope(
      organization: random.random.chance(90) ? 1 : 2, groups: random.wantedGroups(),
      areFormer: random.random.chance(10))
  }
}
