// SPDX-License-Identifier: Apache-2.0
//
// What the index's file says of somebody who was erased: nothing, whenever they were, also between the building of an
// index and the moment it gets its file.

import Glibc
import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import Testing

@testable import PersonsSearch

@Suite struct ErasureTests {
  /// No other name begins like this one, so that the terms of the file have it whole.
  private static let name = "Zyxquittenwald"
  private static let trace = Array("yxquittenwald".utf8)
  /// More than are indexed without a file.
  private static let many = 1100

  /// A store in which the one to be erased was found: the index is built, and not published.
  private func searched(_ folder: StoreFolder) throws -> (world: TestStore, erased: Place) {
    var world = try TestStore(folder.database)
    var persons = (0..<ErasureTests.many).map { person("Anna Berg\($0)") }
    persons[500] = person(ErasureTests.name + " Ado")
    try world.insert(persons)
    #expect(try found(world) == [world.persons[500].number])
    return (world, world.persons[500])
  }

  /// Who is found by the name. Nothing is published.
  private func found(_ world: TestStore) throws -> [Int64] {
    let query = try SearchQuery(ErasureTests.name, filters: [])
    return try world.store.read(in: 1) { (snapshot) throws(Failure) in
      try world.index.search(
        query, .only(.strict), limit: 10, skip: 0, snapshot,
        interruption: world.store.interruption()
      ) { () throws(Failure) in SearchScope(groups: nil) }
    }.persons
  }

  /// Whether the index's file has the name; nil when there is no file.
  private func isNamed(_ folder: StoreFolder) -> Bool? {
    guard access(folder.segment, F_OK) == 0 else { return nil }
    let bytes = fileBytes(folder.segment)
    let trace = ErasureTests.trace
    return bytes.indices.contains { bytes[$0...].starts(with: trace) }
  }

  /// The index has no file with the name; the next one that it gets has neither.
  private func expectErased(
    in folder: StoreFolder, of world: TestStore, at place: SourceLocation = #_sourceLocation
  ) throws {
    #expect(isNamed(folder) == nil, sourceLocation: place)
    #expect(try found(world) == [], sourceLocation: place)
    world.index.publish()
    #expect(isNamed(folder) == false, sourceLocation: place)
  }

  @Test func published_hasEverybody() throws {
    let folder = StoreFolder()
    let (world, _) = try searched(folder)
    #expect(isNamed(folder) == nil)
    world.index.publish()
    #expect(isNamed(folder) == true)
    world.store.close()
  }

  @Test func erasedBetweenBuildingAndPublishing_isInNoFile() throws {
    let folder = StoreFolder()
    var (world, person) = try searched(folder)
    // Another process erases: its index forgets, this one hears of it from the store alone.
    try world.delete(person, erased: true)
    world.index.publish()
    try expectErased(in: folder, of: world)
    world.store.close()
  }

  @Test func erasedByAnotherProcess_isNotPublishedAgain() throws {
    let folder = StoreFolder()
    var (world, person) = try searched(folder)
    world.index.publish()
    let other = SearchIndex(world.store.searchSource(of: 1))
    try world.delete(person, erased: true)
    other.forget()
    try expectErased(in: folder, of: world)
    world.store.close()
  }

  @Test func deletedBetweenBuildingAndPublishing_isMasked() throws {
    let folder = StoreFolder()
    var (world, person) = try searched(folder)
    try world.delete(person, erased: false)
    world.index.publish()
    #expect(isNamed(folder) == true)
    #expect(try found(world) == [])
    world.store.close()
  }

  @Test func fileOfAKilledErasure_isForgotten_andASoundOneStays() throws {
    let folder = StoreFolder()
    var (world, person) = try searched(folder)
    world.index.publish()
    func forgetTheErased() throws {
      try world.store.read(in: 1) { (snapshot) throws(Failure) in
        try world.index.forgetTheErased(snapshot)
      }
    }
    try forgetTheErased()
    #expect(isNamed(folder) == true)
    try world.delete(person, erased: true)
    try forgetTheErased()
    #expect(isNamed(folder) == nil)
    world.store.close()
  }
}
