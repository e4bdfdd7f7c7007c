// SPDX-License-Identifier: Apache-2.0
// Job: a search index that says of persons what their rows do not say shows nobody to a token that may not see them.

import CPersons
import Glibc
import PersonsSystem
import Testing

@Suite("Forged index")
struct ForgedIndexTests {
  @Test("members of one group are told to be those of another")
  func groups() throws {
    let folder = try Folder()
    let path = folder.file("people.db")
    let owner = try Directory.opened(path, ["durability": "relaxed"])
    try owner.must(Call("put_group", ["group_id": "one"]))
    try owner.must(Call("put_group", ["group_id": "two"]))
    // So many that the index is a file.
    let rows = (0..<1100).map { "{\"firstName\":\"Pat\($0)\",\"groupIds\":[\"one\"]}\n" }
    try owner.must(Call("import", file: try folder.write("rows.ndjson", rows.joined())))
    try owner.must(Call("search", ["query": "pat"]))
    let token = try #require(try owner.must(Call("issue_token", ["group_ids": ["two"]]))["token"])

    // Another file, for the one that is there is in use.
    var index = try bytes(of: path + "-search")
    try forge(&index)
    try folder.write("forged", index)
    rename(folder.file("forged"), path + "-search")

    let bearer = try Directory.opened(path, ["token": token])
    for call in [Call("search", ["query": "pat"]), Call("search")] {
      let found = try bearer.must(call)
      #expect(found["persons"]?.elements.isEmpty == true)
      #expect(found["total"]?.int == 0)
    }
    let theirs = try owner.must(Call("search", ["query": "pat", "group_ids": ["one"]]))
    #expect(theirs["total"]?.int == 1100)
  }

  /// Makes the list of group 1 that of group 2, and the checksums fit.
  private func forge(_ index: inout [UInt8]) throws {
    let one = [0x47, 0, 0, 0, 0, 0, 0, 0, 1] as [UInt8]
    let term = try #require(
      index.indices.first { index[$0...].starts(with: one) })
    index[term + one.count - 1] = 2
    // As Sources/PersonsSearch/Segment/SegmentFormat.swift has it: the eleventh part is the checksums of blocks.
    let table = Int(word(at: 88 + 16 * 10, in: index))
    for block in 0...((table - 1) >> 16) {
      let bytes = Array(index[(block << 16)..<min((block + 1) << 16, table)])
      let hash = bytes.withUnsafeBufferPointer { XXH3.hash($0, seed: UInt64(block)) }
      withUnsafeBytes(of: hash.littleEndian) {
        index.replaceSubrange((table + block * 8)..<(table + block * 8 + 8), with: $0)
      }
    }
  }

  private func word(at place: Int, in bytes: [UInt8]) -> UInt64 {
    (0..<8).reversed().reduce(0) { $0 << 8 | UInt64(bytes[place + $1]) }
  }
}
