// SPDX-License-Identifier: Apache-2.0
//
// The index finds whom the rule finds, in the same order, with the same total: random searches of random
// directories in segments, each with what was changed since kept beside it. PERSONS_RANDOM_QUERIES and
// PERSONS_SEED say how many and which.

import PersonsJSON
import PersonsModel
import PersonsStore
import Testing

@testable import PersonsSearch

@Suite struct IndexEqualsOracleTests {
  private static let searchesOfADirectory = 40
  private static let shares = 8

  /// Several at once, each with its own part of the directories.
  @Test(arguments: 0..<shares)
  func randomSearches_ofViews_findWhomTheOracleFinds(share: Int) throws {
    let scratch = SearchScratch()
    var wrong = 0
    let directories = RandomRun.queries / IndexEqualsOracleTests.searchesOfADirectory
    for number in stride(from: share, to: directories, by: IndexEqualsOracleTests.shares)
    where wrong < 5 {
      let seed = RandomRun.seed &+ UInt64(number)
      var world = try RandomView(seed)
      for index in 0..<IndexEqualsOracleTests.searchesOfADirectory {
        let search = world.persons.search(world.current.map(\.someone))
        guard let difference = try world.difference(search, scratch) else { continue }
        wrong += 1
        Issue.record("PERSONS_SEED=\(seed) search \(index): \(difference)")
      }
    }
  }
}

/// A directory in a view of several levels, and the same one as the oracle has it.
struct RandomView {
  var persons: RandomPersons
  private(set) var view = SearchView(revision: 0)
  private(set) var current: [(number: Int64, someone: Someone)] = []
  private var oracle = SearchOracle()

  init(_ seed: UInt64) throws(Failure) {
    persons = RandomPersons(seed)
    let levels = persons.random.below(4)
    let size = persons.random.pick([6, 12, 20, 20, 30, 40, 60, 150])
    for level in 0..<max(1, levels) {
      let batch = try rewrite(level == 0 ? size : 1 + persons.random.below(size / 2 + 1))
      guard !batch.isEmpty else { continue }
      let made = SearchView.Level(try segment(of: batch))
      if level == 0, persons.random.chance(70) {
        view.base = made
      } else {
        view.deltas.append(made)
      }
    }
    if persons.random.chance(60) {
      for one in try rewrite(1 + persons.random.below(8)) {
        view.recent.append(try one.someone.document(one.number))
      }
    }
    for one in current { oracle.add(try one.someone.document(one.number)) }
  }

  /// Makes new persons, changes some who are there and takes others away.
  ///
  /// - Returns: those whom the next level is of, in the order of their numbers.
  private mutating func rewrite(_ count: Int) throws(Failure) -> [(number: Int64, someone: Someone)]
  {
    var next = (current.last?.number ?? 0) + 1
    var batch: [(number: Int64, someone: Someone)] = []
    var gone: Set<Int64> = []
    for index in current.indices where persons.random.chance(view.base == nil ? 10 : 25) {
      try view.forget(current[index].number)
      if persons.random.chance(30) {
        gone.insert(current[index].number)
      } else {
        let groups = persons.groups()
        if persons.random.chance(70) { current[index].someone = persons.someone() }
        current[index].someone.groups = groups
        batch.append(current[index])
      }
    }
    current.removeAll { gone.contains($0.number) }
    for _ in 0..<count {
      let one = (number: next, someone: persons.someone())
      next += Int64(1 + persons.random.below(3))
      current.append(one)
      batch.append(one)
    }
    return batch
  }

  /// What differs between the index and the oracle; nil when nothing does.
  mutating func difference(
    _ search: RandomSearch, _ scratch: SearchScratch
  ) throws(Failure) -> String? {
    let scope = SearchScope(groups: persons.wantedGroups())
    guard let query = search.query(in: scope.groups) else { return nil }
    let found = try view.search(
      query, search.widening, scope, limit: search.limit, skip: search.skip, scratch: scratch,
      interruption: Interruption(InterruptionCounter()))
    let wanted = try oracle.answer(
      query, search.widening, limit: search.limit, skip: search.skip, isVisible: scope.contains)
    guard found != wanted else { return nil }
    return "\(search) in \(scope) finds \(found), not \(wanted)"
  }
}
