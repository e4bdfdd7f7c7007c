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
  /// The scores of those in the heap, when somebody may be ranked twice; the better score counts.
  private var known: [Int64: Int]?
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

  /// From now on a person may be ranked more than once.
  mutating func mayMeetAgain() {
    guard known == nil else { return }
    known = Dictionary(uniqueKeysWithValues: heap.map { ($0.person, $0.score) })
  }

  /// Ranks a person who was counted.
  mutating func rank(_ person: Int64, _ score: Int) {
    guard takes(score, person) else { return }
    let new = Ranked(score: score, person: person)
    if let before = known?[person] {
      guard score > before, let index = heap.firstIndex(where: { $0.person == person }) else {
        return
      }
      known?[person] = score
      heap[index] = new
      sink(from: index)
      return
    }
    known?[person] = score
    if heap.count < room {
      heap.append(new)
      var index = heap.count - 1
      while index > 0, heap[(index - 1) / 2].isBetter(than: heap[index]) {
        heap.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
      return
    }
    known?[heap[0].person] = nil
    heap[0] = new
    sink(from: 0)
  }

  /// Puts an entry that became better behind those that are worse.
  private mutating func sink(from start: Int) {
    var index = start
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
  func persons(skip: Int, limit: Int) -> [Int64] {
    heap.sorted { $0.isBetter(than: $1) }.dropFirst(skip).prefix(limit).map(\.person)
  }

  /// The best score; nil when there is nobody.
  var best: Int? { heap.lazy.map(\.score).max() }
}
