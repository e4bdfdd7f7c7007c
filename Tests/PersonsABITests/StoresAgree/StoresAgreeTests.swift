// SPDX-License-Identifier: Apache-2.0
// Job: the naive store and the store in a file answer every verb alike after every one of many random writes. What the
// fixtures ask of the directory passes only through the verbs that its rules use today; this asks all of them.

import PersonsJSON
import PersonsSQLite
import PersonsStore
import Testing

@Suite("Two stores")
struct StoresAgreeTests {
  @Test("answer alike", arguments: 1...12 as ClosedRange<UInt64>)
  func agree(_ seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    var stores = [
      StoreText(NaiveStore(NaiveContents(firstOrganization: "default"))),
      StoreText(try SQLiteStore(":memory:", options: StoreOptions())),
    ]
    defer { for side in stores { side.store.close() } }
    for side in stores {
      try side.store.write(in: 1) { (transaction) throws(Failure) in
        try transaction.putOrganization(slug: "other-0", name: nil)
      }
    }
    var story: [String] = []
    for _ in 0..<100 {
      let write = RandomWrite(&random)
      story.append("\(write)")
      let outcomes = stores.map { write.perform(on: $0.store) }
      #expect(outcomes[0] == outcomes[1], "seed \(seed): \(story.suffix(5))")
      let questions = RandomQuestions(&random)
      let texts = try stores.indices.map { try stores[$0].everything(questions) }
      for (one, other) in zip(texts[0], texts[1]) where one != other {
        Issue.record("seed \(seed), after \(story.suffix(5)):\n\(one)\nand\n\(other)")
      }
      guard outcomes[0] == outcomes[1], texts[0] == texts[1] else { return }
    }
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension RandomNumberGenerator {
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
