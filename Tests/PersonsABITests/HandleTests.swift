// SPDX-License-Identifier: Apache-2.0
// Job: a handle is a checked number: what was never open, or is closed, is refused by every call.

import CPersons
import Testing

@Suite("Handles")
struct HandleTests {
  static var refused: [OpaquePointer?] {
    [nil, OpaquePointer(bitPattern: 1), OpaquePointer(bitPattern: 0x7fff_dead_beef)]
  }

  @Test("NULL and made-up handles are misuse in every call", arguments: Directory.callNames)
  func neverOpen(_ name: String) {
    for handle in Self.refused {
      let answered = Directory.perform(
        Call(name, id: "x", text: "{}", file: "/nowhere"), on: handle)
      #expect(answered.status == PERSONS_MISUSE, "\(name): \(answered)")
      #expect(answered.errorType != nil)
    }
  }

  @Test("a closed handle is misuse in every call", arguments: Directory.callNames)
  func closed(_ name: String) throws {
    var handle: OpaquePointer? = nil
    try #require(persons_open(":memory:", nil, &handle, nil) == PERSONS_OK)
    persons_close(handle)
    let answered = Directory.perform(Call(name, id: "x", text: "{}", file: "/nowhere"), on: handle)
    #expect(answered.status == PERSONS_MISUSE, "\(name): \(answered)")
  }

  @Test("closing and freeing nothing, or twice, does nothing")
  func closeTwice() throws {
    var handle: OpaquePointer? = nil
    try #require(persons_open(":memory:", nil, &handle, nil) == PERSONS_OK)
    persons_close(handle)
    persons_close(handle)
    for handle in Self.refused { persons_close(handle) }
    persons_free(nil)
  }

  @Test("interrupting what is not open is misuse")
  func interrupt() {
    for handle in Self.refused { #expect(persons_interrupt(handle) == PERSONS_MISUSE) }
  }

  @Test("no location and no place for the handle are misuse")
  func openNothing() {
    var handle: OpaquePointer? = nil
    #expect(answer { persons_open(nil, nil, &handle, $0) }.status == PERSONS_MISUSE)
    #expect(handle == nil)
    #expect(answer { persons_open(":memory:", nil, nil, $0) }.status == PERSONS_MISUSE)
  }

  @Test("a failed open leaves no handle")
  func failedOpen() {
    var handle: OpaquePointer? = OpaquePointer(bitPattern: 42)
    #expect(persons_open(":memory:", "{\"no such option\":1}", &handle, nil) == PERSONS_INVALID)
    #expect(handle == nil)
  }

  @Test(
    "an identifier that is NULL is misuse",
    arguments: [
      "get", "delete", "erase", "delete_group", "revoke_token", "update", "import", "export",
      "backup",
    ])
  func nullArgument(_ name: String) throws {
    let directory = try Directory.opened(":memory:")
    let answered = directory.perform(Call(name))
    #expect(answered.status == PERSONS_MISUSE, "\(answered)")
  }

  @Test("the text is given out only when it is wanted")
  func noOut() throws {
    let directory = try Directory.opened(":memory:")
    #expect(persons_create(directory.handle, ada().compact, nil) == PERSONS_OK)
    #expect(persons_get(directory.handle, "nobody", nil) == PERSONS_NOT_FOUND)
    #expect(persons_list(directory.handle, "{", nil) == PERSONS_INVALID)
    #expect(try directory.personCount() == 1)
  }

  @Test("two directories in memory are two directories")
  func memory() throws {
    let one = try Directory.opened(":memory:")
    let two = try Directory.opened(":memory:")
    try one.must(Call("create", ada()))
    #expect(try two.personCount() == 0)
  }
}
