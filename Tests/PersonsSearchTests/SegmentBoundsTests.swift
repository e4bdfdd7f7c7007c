// SPDX-License-Identifier: Apache-2.0
//
// A segment whose head is as it should be, but tells of parts where no checksum covers them.

import Glibc
import PersonsJSON
import PersonsModel
import Testing

@testable import PersonsSearch

@Suite struct SegmentBoundsTests {
  @Test func partBehindItsChecksums_isDamage() throws {
    var random = Seeded(7)
    let persons = (1...3000).map { number in
      var someone = Someone()
      someone[.firstName] = random.pick(RandomPersons.firstNames)
      someone[.lastName] = random.pick(RandomPersons.lastNames)
      return (number: Int64(number), someone: someone)
    }
    let whole = try segment(of: persons).memory
    var header = whole.header
    // No checksums at all, and so no flags for the blocks of the file.
    header.parts[SegmentPart.checksums.rawValue] = 0..<0
    var bytes = Array(whole.bytes)
    bytes.replaceSubrange(0..<SegmentFormat.headerBytes, with: header.bytes)
    let folder = StoreFolder()
    guard let file = fopen(folder.segment, "wb") else { throw Failure.noMemory }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    guard let memory = SegmentMemory(file: folder.segment, storeId: header.storeId) else { return }
    for part in SegmentPart.allCases where !memory.part(part).isEmpty {
      #expect(throws: Failure.damagedIndex) { try memory.check(memory.part(part)) }
    }
    #expect(throws: Failure.damagedIndex) { try Segment(memory).person(0) }
  }
}
