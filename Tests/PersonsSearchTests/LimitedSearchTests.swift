// SPDX-License-Identifier: Apache-2.0
//
// Searches of a caller who is limited to groups, where the index keeps something from one search to the next: counts of
// prefixes and sets of members, each for its groups and its state.

import Glibc
import PersonsJSON
import PersonsModel
import PersonsStore
import Testing

@testable import PersonsSearch

@Suite struct LimitedSearchTests {
  /// Persons with names of many beginnings, numbered from 1: all in group 1, the even ones in group 2, every 50th in
  /// group 3, and nobody in group 4.
  private func persons(_ count: Int) -> [(number: Int64, someone: Someone)] {
    var random = RandomPersons(21)
    return (1...count).map { number in
      var someone = person("an\(random.letters(3)) Berg")
      if number % 7 == 0 { someone[.city] = "Anstadt" }
      someone.groups =
        [1] + (number.isMultiple(of: 2) ? [2] : []) + (number.isMultiple(of: 50) ? [3] : [])
      return (Int64(number), someone)
    }
  }

  private func find(
    _ text: String?, _ groups: [Int64]?, in view: SearchView, limit: Int = 4
  ) throws -> SearchAnswer {
    try view.search(
      try SearchQuery(text, filters: []), .only(.strict), SearchScope(groups: groups),
      limit: limit, skip: 0, scratch: SearchScratch(),
      interruption: Interruption(InterruptionCounter()))
  }

  @Test func beginning_countsForEachCaller_thoseWhomTheySee_andWhoAreThere() throws {
    var view = SearchView(revision: 1, base: SearchView.Level(try segment(of: persons(400))))
    func expect(_ groups: [Int64]?, _ persons: [Int64], _ total: Int, _ about: Comment) throws {
      // Once counted and once remembered.
      for _ in 0..<2 {
        let found = try find("an", groups, in: view)
        #expect(
          found == SearchAnswer(persons: persons, total: total, fuzziness: .strict), about)
      }
    }
    try expect(nil, [1, 2, 3, 4], 400, "everybody")
    try expect([1], [1, 2, 3, 4], 400, "all")
    try expect([2], [2, 4, 6, 8], 200, "the even ones")
    try expect([3], [50, 100, 150, 200], 8, "few")
    try expect([4, 3], [50, 100, 150, 200], 8, "few and nobody")
    try expect([4], [], 0, "nobody")
    try expect([], [], 0, "no group")
    try view.forget(1)
    try expect([2], [2, 4, 6, 8], 200, "one whom they do not see has gone")
    try view.forget(4)
    try expect([2], [2, 6, 8, 10], 199, "one has gone")
    try expect([3], [50, 100, 150, 200], 8, "one of the others has gone")
    try view.forget(100)
    try expect([3], [50, 150, 200, 250], 7, "one of the few has gone")
    try expect([2], [2, 6, 8, 10], 198, "two have gone")
    try expect(nil, [2, 3, 5, 6], 397, "three have gone")
  }

  @Test func whoeverIsCalledJustSo_isHidden_likeEverybodyElse() throws {
    var persons = self.persons(100)
    persons.append((101, person("An")))
    persons.append((102, person("An")))
    persons.append((103, person("An Xaver")))
    persons[101].someone.groups = [2]
    let view = SearchView(revision: 1, base: SearchView.Level(try segment(of: persons)))
    // The third has the word whole, in a list of few.
    #expect(try find("an", nil, in: view).persons == [101, 102, 103, 1])
    #expect(try find("an", [2], in: view).persons == [102, 2, 4, 6])
    #expect(try find("an", [3], in: view).persons == [50, 100])
  }

  @Test func membersFarBehind_areFound() throws {
    var persons = self.persons(70_000)
    for index in persons.indices { persons[index].someone.groups = index < 69_000 ? [1] : [1, 2] }
    let view = SearchView(revision: 1, base: SearchView.Level(try segment(of: persons)))
    for (groups, first, total) in [([1] as [Int64], 1, 70_000), ([2], 69_001, 1000)] {
      let found = try find("an", groups, in: view, limit: 2)
      #expect(found.persons == [Int64(first), Int64(first + 1)])
      #expect(found.total == total)
      // Whoever asks for nothing finds everybody of the groups.
      #expect(try find(nil, groups, in: view, limit: 2) == found)
    }
  }

  @Test func groupsOfAnyNumber_areToldApart() throws {
    let numbers: [Int64] = [0, 1, 255, 256, 65_536, 1 << 32, .max, -1, .min]
    let persons = numbers.enumerated().map { index, group in
      var someone = person("Anna Berg")
      someone.groups = [group]
      return (number: Int64(index + 1), someone: someone)
    }
    let members = MemberSets(try segment(of: persons))
    for (index, group) in numbers.enumerated() {
      let documents = try members.documents(inOneOf: [group])
      #expect(numbers.indices.filter(documents.contains) == [index])
      #expect(documents.total == 1)
    }
    #expect(try members.documents(inOneOf: numbers.sorted()).total == numbers.count)
    #expect(try members.documents(inOneOf: [2, 257]).total == 0)
  }

  @Test func setsOfMembers_takeBoundedMemory_andThoseAskedForLastStay() throws {
    let whole = try segment(of: persons(200))
    let one = try VisibleDocuments([1], in: whole).bytes + 8
    let members = MemberSets(whole, bytes: 8 * one)
    let often = try members.documents(inOneOf: [2])
    for group in 10..<500 as Range<Int64> {
      #expect(try members.documents(inOneOf: [group]).total == 0)
      #expect(try members.documents(inOneOf: [2]) === often)
      // The empty ones are smaller, by the chunk that they do not have.
      #expect(members.count <= 9)
    }
    let none = MemberSets(whole, bytes: 0)
    #expect(try none.documents(inOneOf: [2]).total == 100)
    #expect(none.count == 0)
  }

  @Test func damagedList_isToldOf() throws {
    let whole = try segment(of: persons(3000)).memory
    let postings = whole.part(.postings)
    for filler in [0x00, 0x01, 0x7F, 0xFF] as [UInt8] {
      guard let bytes = malloc(whole.bytes.count), let base = whole.bytes.baseAddress else {
        throw Failure.noMemory
      }
      memcpy(bytes, base, whole.bytes.count)
      memset(bytes + postings.lowerBound, Int32(filler), postings.count)
      let damaged = UnsafeRawBufferPointer(start: bytes, count: whole.bytes.count)
      let memory = try #require(SegmentMemory(heap: damaged, storeId: whole.header.storeId))
      // The checksums are asked of a file only; this is what one sees that was written so.
      let view = SearchView(revision: 1, base: SearchView.Level(Segment(memory)))
      do {
        _ = try find("an", [1, 2, 3], in: view)
      } catch {
        #expect(error as? Failure == .damagedIndex)
      }
      if filler == 0xFF {
        #expect(throws: Failure.damagedIndex) { try VisibleDocuments([1], in: Segment(memory)) }
      }
    }
  }
}
