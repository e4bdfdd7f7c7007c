// SPDX-License-Identifier: Apache-2.0
// Job: opaque numbers lead back to what they stand for, and tell nothing of it.

import Testing

@testable import PersonsDirectory

@Suite("Opaque numbers")
struct OpaqueNumbersTests {
  private let numbers = OpaqueNumbers(.revision, organization: 1, secret: 17)

  @Test("lead back", arguments: [0, 1, 2, 1 << 26, 1 << 40 - 1, 1 << 52 - 1] as [Int64])
  func back(_ number: Int64) {
    let opaque = numbers.opaque(number)
    #expect(opaque >= 1 << 52 && opaque < 1 << 53)
    #expect(numbers.number(opaque) == number)
  }

  @Test("are each of one number")
  func permutation() {
    var random = SeededNumbers(seed: 1)
    for _ in 0..<10_000 {
      let opaque = Int64.random(in: 1 << 52..<1 << 53, using: &random)
      #expect(numbers.number(opaque).map(numbers.opaque) == opaque)
    }
    #expect(Set((0..<10_000).map(numbers.opaque)).count == 10_000)
  }

  @Test("of other kinds, organizations and stores are others")
  func keys() {
    let others = [
      OpaqueNumbers(.cursor, organization: 1, secret: 17),
      OpaqueNumbers(.revision, organization: 2, secret: 17),
      OpaqueNumbers(.revision, organization: 1, secret: 18),
    ]
    for other in others {
      #expect((0..<1000).count { other.opaque($0) == numbers.opaque($0) } == 0)
    }
  }

  @Test("change in half of their bits when one bit of the number does")
  func bits() {
    for bit in 0..<52 {
      let changed = (0..<200).reduce(0) { sum, number in
        let number = Int64(number) * 7919
        return sum + (numbers.opaque(number) ^ numbers.opaque(number ^ 1 << bit)).nonzeroBitCount
      }
      #expect(changed > 200 * 24 && changed < 200 * 28, "bit \(bit): \(changed)")
    }
  }

  @Test(
    "below and above the range stand for nothing",
    arguments: [-1, 0, 1, 1 << 52 - 1, 1 << 53, .max])
  func outside(_ number: Int64) {
    #expect(numbers.number(number) == nil)
  }
}
