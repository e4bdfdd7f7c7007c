// SPDX-License-Identifier: Apache-2.0
// Job: the library is the one that the header describes, and its statuses have names.

import CPersons
import Testing

@Suite("Versions")
struct VersionTests {
  @Test("the versions are those of the header")
  func versions() {
    #expect(String(cString: persons_version()) == PERSONS_VERSION)
    #expect(persons_abi_version() == PERSONS_ABI_VERSION)
  }

  static let names: [(Int32, String)] = [
    (PERSONS_OK, "OK"), (PERSONS_MISUSE, "MISUSE"), (PERSONS_INVALID, "INVALID"),
    (PERSONS_NOT_FOUND, "NOT_FOUND"),
    (PERSONS_CONFLICT, "CONFLICT"), (PERSONS_UNAUTHORIZED, "UNAUTHORIZED"),
    (PERSONS_FORBIDDEN, "FORBIDDEN"),
    (PERSONS_UNSUPPORTED, "UNSUPPORTED"), (PERSONS_TOO_LARGE, "TOO_LARGE"), (PERSONS_BUSY, "BUSY"),
    (PERSONS_FULL, "FULL"), (PERSONS_IO, "IO"), (PERSONS_CORRUPT, "CORRUPT"),
    (PERSONS_NEWER_FORMAT, "NEWER_FORMAT"), (PERSONS_NO_MEMORY, "NO_MEMORY"),
    (PERSONS_READ_ONLY, "READ_ONLY"),
    (PERSONS_PERMISSION, "PERMISSION"), (PERSONS_UNAVAILABLE, "UNAVAILABLE"),
    (PERSONS_TIMEOUT, "TIMEOUT"),
    (PERSONS_INTERRUPTED, "INTERRUPTED"), (PERSONS_PROTOCOL, "PROTOCOL"),
    (PERSONS_RATE_LIMITED, "RATE_LIMITED"), (PERSONS_INTERNAL, "INTERNAL"),
  ]

  @Test("each status has its name")
  func statusNames() {
    for (status, name) in Self.names {
      #expect(String(cString: persons_status_name(status)) == name)
    }
  }

  @Test(
    "a number that is no status has a name too", arguments: [1, -9, -19, -61, Int32.min, Int32.max])
  func unknownStatus(_ status: Int32) {
    #expect(String(cString: persons_status_name(status)) == "UNKNOWN")
  }

  @Test(
    "places that are reserved are refused",
    arguments: ["postgresql://localhost/persons"])
  func reservedLocations(_ location: String) {
    let (directory, answered) = Directory.open(location)
    #expect(directory == nil)
    #expect(answered.status == PERSONS_UNSUPPORTED)
  }
}
