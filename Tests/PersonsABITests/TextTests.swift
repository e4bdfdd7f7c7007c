// SPDX-License-Identifier: Apache-2.0
// Job: the bounds of a request's text: UTF-8, 8 MiB, 64 KiB a string, 64 deep.

import CPersons
import Testing

@Suite("Text")
struct TextTests {
  let directory: Directory

  init() throws { directory = try Directory.opened(":memory:") }

  private func list(_ bytes: [UInt8]) -> Answer {
    let request = (bytes + [0]).map { CChar(bitPattern: $0) }
    return answer { persons_list(directory.handle, request, $0) }
  }

  static let notUTF8: [[UInt8]] = [
    [0xFF], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    [0x80], [0xF0, 0x9F, 0x98],
  ]

  @Test("bytes that are not UTF-8 are refused in values and keys", arguments: notUTF8)
  func invalidUTF8(_ wrong: [UInt8]) {
    let inValue = Array("{\"first_name\":\"".utf8) + wrong + Array("\"}".utf8)
    let inKey = Array("{\"".utf8) + wrong + Array("\":1}".utf8)
    for bytes in [inValue, inKey, wrong] {
      let answered = list(bytes)
      #expect(answered.status == PERSONS_INVALID)
      #expect(answered.errorType == "invalid_utf8", "\(answered)")
    }
  }

  @Test("bytes that are not UTF-8 are refused in identifiers and options", arguments: notUTF8)
  func invalidUTF8Elsewhere(_ wrong: [UInt8]) {
    let text = (wrong + [0]).map { CChar(bitPattern: $0) }
    #expect(answer { persons_get(directory.handle, text, $0) }.errorType == "invalid_utf8")
    #expect(answer { persons_update(directory.handle, text, "{}", $0) }.errorType == "invalid_utf8")
    var handle: OpaquePointer? = nil
    #expect(answer { persons_open(":memory:", text, &handle, $0) }.errorType == "invalid_utf8")
    #expect(handle == nil)
  }

  @Test("a request of 8 MiB is taken, one byte more is too large")
  func wholeRequest() {
    let limit = 8 << 20
    let request = Array("{\"limit\":1}".utf8)
    #expect(
      list(request + [UInt8](repeating: 0x20, count: limit - request.count)).status == PERSONS_OK)
    let answered = list(request + [UInt8](repeating: 0x20, count: limit - request.count + 1))
    #expect(answered.status == PERSONS_TOO_LARGE)
    #expect(
      answered.error?["message"]?.text?.contains("8") == true,
      "the message names the bound: \(answered)")
  }

  @Test(
    "a string of 64 KiB is taken and given back, one byte more is too large",
    arguments: ["a", "é", "😀"])
  func oneString(_ letter: String) throws {
    let limit = 64 << 10
    let longest = String(repeating: letter, count: limit / letter.utf8.count)
    try directory.must(Call("create", ada(("personId", "p"), ("address", .string(longest)))))
    #expect(try directory.must(Call("get", id: "p"))["address"]?.text == longest)
    for name in ["address", "firstName", "email"] {
      let person = JSON.object([.init(key: name, value: .string(longest + "x"))])
      let answered = directory.perform(Call("update", id: "p", person))
      #expect(answered.status == PERSONS_TOO_LARGE, "\(name): \(answered.name)")
      #expect(answered.error?["field"]?.text == name)
    }
    let custom: JSON = ["customFields": ["note": .string(longest + "x")]]
    #expect(directory.perform(Call("update", id: "p", custom)).status == PERSONS_TOO_LARGE)
  }

  @Test("depth ends in an error however deep it goes", arguments: [65, 1000, 100_000, 4_000_000])
  func depth(_ depth: Int) {
    let arrays = [UInt8](repeating: UInt8(ascii: "["), count: depth)
    #expect(list(arrays).status == PERSONS_TOO_LARGE)
    let inside =
      Array("{\"customFields\":{\"a\":".utf8) + arrays
      + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
    #expect(list(inside + Array("}}".utf8)).status == PERSONS_TOO_LARGE)
  }

  @Test("a million values are read, more are refused before memory is taken for them")
  func values() {
    let head = Array("{\"group_ids\":[".utf8)
    let most = Array(String(repeating: "[],", count: 999_998).utf8)
    #expect(list(head + most + Array("[]]}".utf8)).errorType == "too_many_values")
    let fewer = Array(String(repeating: "1,", count: 400_000).utf8)
    // Read, and refused for what they are.
    let answered = list(head + fewer + Array("1]}".utf8))
    #expect(answered.status != PERSONS_OK && answered.errorType != "too_many_values")
  }
}
