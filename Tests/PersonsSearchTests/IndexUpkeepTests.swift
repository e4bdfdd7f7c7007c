// SPDX-License-Identifier: Apache-2.0
//
// The index through a long life: a new base when much has changed, again and again; and the check of its file against
// the records.

import Glibc
import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import Testing

@testable import PersonsSearch

@Suite struct IndexUpkeepTests {
  private func lastRevision(_ world: TestStore) throws -> Int64 {
    try world.store.read(in: 1) { (snapshot) throws(Failure) in try snapshot.lastRevision() }
  }

  @Test func muchChanged_makesANewBase_againAndAgain() throws {
    let folder = StoreFolder()
    var world = try TestStore(folder.database, organizations: 1)
    var limits = SearchIndexLimits()
    (limits.fewPersons, limits.maxRecent, limits.maxChanged) = (10, 4, 20)
    world.forgetIndex(limits)
    var random = RandomPersons(11)
    let search = RandomSearch(text: "an", limit: 50)
    for round in 0..<8 {
      try world.insert(
        (0..<15).map { _ in
          var someone = random.someone()
          someone.organization = 1
          return someone
        })
      #expect(try world.difference(search) == nil, "round \(round)")
      // The search that finds more changed than that makes a new base, which gets the file.
      let header = try #require(world.index.stored()).memory.header
      #expect(try lastRevision(world) - header.revision <= 20, "round \(round)")
      // The next one searches in it, and finds no reason for another.
      #expect(try world.difference(search) == nil, "round \(round), again")
      #expect(world.index.stored()?.memory.header == header, "round \(round), again")
    }
    world.store.close()
  }

  @Test func transactionThatBeganBefore_seesItsOwnState() throws {
    let folder = StoreFolder()
    var world = try TestStore(folder.database, organizations: 1)
    try world.insert((0..<20).map { _ in person("Anna Berg") })
    let query = try SearchQuery("anna", filters: [])
    let total = try world.store.read(in: 1) { (snapshot) throws(Failure) in
      // From here on it sees what is there now.
      _ = try snapshot.lastRevision()
      try world.insert([person("Anna Later")])
      guard try world.difference(RandomSearch(text: "anna")) == nil else { return -1 }
      return try world.index.search(
        query, .only(.strict), limit: 10, skip: 0, snapshot,
        interruption: world.store.interruption()
      ) { () throws(Failure) in SearchScope(groups: nil) }.total
    }
    #expect(total == 20)
    #expect(try world.difference(RandomSearch(text: "anna")) == nil)
    world.store.close()
  }

  @Test(arguments: SegmentPart.allCases)
  func damage_isFound_inEveryPart(_ part: SegmentPart) throws {
    let folder = StoreFolder()
    var world = try TestStore(folder.database, organizations: 1)
    try world.insert(
      (0..<1100).map {
        person("Anna Berg\($0)", [.phoneNumber: "555\($0)", .email: "a\($0)@x.org"])
      })
    let search = RandomSearch(text: "berg7 anna")
    #expect(try world.difference(search) == nil)
    let range = try #require(world.index.stored()).memory.part(part)
    try world.reopen {
      var bytes = fileBytes(folder.segment)
      bytes[range.lowerBound + range.count / 2] ^= 1
      replaceFile(bytes, folder.segment)
    }
    let memory = try #require(
      SegmentMemory(file: folder.segment, storeId: world.store.searchSource(of: 1).storeId))
    let failure = #expect(throws: Failure.self) { try memory.checkAll() }
    #expect(failure?.type == "damaged_index")
    #expect(try world.difference(search) == nil)
    world.store.close()
  }

  @Test func check_throwsAwayAnIndexOfOthers() throws {
    let folder = StoreFolder()
    var world = try TestStore(folder.database, organizations: 1)
    try world.insert((0..<1100).map { person("Anna Berg\($0)") })
    #expect(try world.difference(RandomSearch(text: "anna")) == nil)
    func check() throws -> SearchIndexState {
      try world.store.read(in: 1) { (snapshot) throws(Failure) in
        try world.index.check(snapshot, interruption: world.store.interruption())
      }
    }
    #expect(try check() == .sound)
    let header = try #require(world.index.stored()).memory.header
    // Whole, of this file, of this revision; but it says that person 7 is somebody else.
    var builder = SegmentBuilder()
    for place in world.persons {
      let isTheSeventh = place.number == 7
      let someone = isTheSeventh ? person("Xi Yu") : try #require(world.current[place])
      try someone.withText { (text) throws(Failure) in
        try builder.add(text, groups: GroupNumbers([]), person: place.number)
      }
    }
    let bytes = try builder.finish(
      storeId: header.storeId, segmentId: header.segmentId, revision: header.revision)
    defer { free(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }
    replaceFile(Array(bytes), folder.segment)
    #expect(try check() == .discarded)
    #expect(try check() == .none)
    #expect(try world.difference(RandomSearch(text: "anna")) == nil)
    #expect(try check() == .sound)
    world.store.close()
  }
}
