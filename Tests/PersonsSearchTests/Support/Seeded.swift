// SPDX-License-Identifier: Apache-2.0
//
// Chance that is the same in every run of a seed, and how much of it a run has.

import Glibc

/// A generator whose numbers are the same in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func below(_ bound: Int) -> Int { Int((next() >> 33) % UInt64(max(bound, 1))) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// How long the random tests run, and where they begin: both can be set from outside.
enum RandomRun {
  /// PERSONS_RANDOM_QUERIES, or so many that `make check` stays quick.
  static let queries = number("PERSONS_RANDOM_QUERIES") ?? usual
  /// PERSONS_SEED: a failure names the seed that repeats it.
  static let seed = UInt64(number("PERSONS_SEED") ?? 1)

  /// PERSONS_DAMAGES: how often the index file is damaged at random.
  static let damages = number("PERSONS_DAMAGES") ?? 60

  // The oracle looks at every word of everybody, which takes its time when it is not optimized.
  #if DEBUG
    private static let usual = 1_000
  #else
    private static let usual = 10_000
  #endif

  private static func number(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }
}
