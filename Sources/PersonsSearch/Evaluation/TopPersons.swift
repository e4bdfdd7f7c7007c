// SPDX-License-Identifier: Apache-2.0
//
// The best persons so far and how many there were: a heap with the worst of the best on top.

struct TopPersons {
  private struct Ranked {
    let score: Int
    let person: Int64

    @inline(__always)
    func isBetter(than other: Ranked) -> Bool {
      score != other.score ? score > other.score : person < other.person
    }
  }

  private var heap: [Ranked] = []
  private let room: Int
  private(set) var total = 0

  /// Keeps the `room` best.
  init(room: Int) { self.room = room }

  /// Whether a person with this score could be among the best.
  @inline(__always)
  func takes(_ score: Int) -> Bool { heap.count < room || (room > 0 && score >= heap[0].score) }

  /// Whether this person would be.
  @inline(__always)
  func takes(_ score: Int, _ person: Int64) -> Bool {
    heap.count < room
      || (room > 0 && Ranked(score: score, person: person).isBetter(than: heap[0]))
  }

  /// Counts persons without ranking them.
  @inline(__always)
  mutating func count(_ persons: Int) { total += persons }

  /// Ranks a person who was counted.
  mutating func rank(_ person: Int64, _ score: Int) {
    guard room > 0 else { return }
    let new = Ranked(score: score, person: person)
    if heap.count < room {
      heap.append(new)
      var index = heap.count - 1
      while index > 0, heap[(index - 1) / 2].isBetter(than: heap[index]) {
        heap.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
      return
    }
    guard new.isBetter(than: heap[0]) else { return }
    heap[0] = new
    var index = 0
    while true {
      let left = 2 * index + 1
      guard left < heap.count else { return }
      let right = left + 1
      let worse = right < heap.count && heap[left].isBetter(than: heap[right]) ? right : left
      guard heap[index].isBetter(than: heap[worse]) else { return }
      heap.swapAt(index, worse)
      index = worse
    }
  }

  /// The persons from `skip` on, the best first.
  func persons(skip: Int) -> [Int64] {
    heap.sorted { $0.isBetter(than: $1) }.dropFirst(skip).map(\.person)
  }
}
