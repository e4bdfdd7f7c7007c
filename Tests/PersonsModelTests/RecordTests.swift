// SPDX-License-Identifier: Apache-2.0
//
// Records: what is written is what is read, whatever the values hold; what is no record is refused.

import PersonsJSON
import PersonsModel
import Testing

@Suite struct RecordTests {
  private func body(_ record: PersonRecord) -> [UInt8] {
    var text = TextBuffer()
    record.appendBody(to: &text)
    return text.withBytes { Array($0) }
  }

  private func read(_ bytes: [UInt8]) -> Result<PersonRecord, Failure> {
    bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(Failure) in PersonRecord(try RecordText(bytes)) }
    }
  }

  @Test(arguments: 0..<2000)
  func record_isReadAsItWasWritten(seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let pieces = [
      "a", "\"", "\\", "\\\"", "\n", "é", "王", ",", ":", "{", "}", "\",\"email\":\"",
      "customFields", "",
    ]
    var record = PersonRecord()
    record[.personId] = "p\(seed)"
    for attribute in Attribute.allCases.dropFirst() where Bool.random(using: &random) {
      record[attribute] = (0..<Int.random(in: 0..<6, using: &random))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
    }
    if Bool.random(using: &random) { record.customFields = "{\"a\":\"}\\\"\",\"b\":[1,{}]}" }
    let written = body(record)
    #expect(try read(written).get().isSame(as: record), "seed \(seed)")
    _ = try written.withUnsafeBufferPointer { (bytes) throws in try JSONDocument(bytes) }
  }

  @Test(arguments: 0..<2000)
  func record_thatIsDamaged_isRefusedOrRead_neverMore(seed: Int) {
    var random = Seeded(UInt64(seed))
    var record = PersonRecord()
    record[.personId] = "p"
    record[.lastName] = "O\"Neil\\"
    record.customFields = "{\"a\":1}"
    var bytes = body(record)
    for _ in 0...Int.random(in: 0..<3, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
    if case .failure(let failure) = read(bytes) { #expect(failure.kind == .corrupt) }
  }
}

/// A generator whose numbers are the same in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
