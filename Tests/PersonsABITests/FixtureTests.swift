// SPDX-License-Identifier: Apache-2.0
// Job: every case of Tests/Fixtures holds.

import Testing

@Suite("Fixtures")
struct FixtureTests {
  @Test("case", arguments: FixtureCase.all)
  func holds(_ fixture: FixtureCase) throws {
    let differences = try FixtureHost.run(fixture)
    #expect(differences.isEmpty, "\(fixture.name)\n\(differences.joined(separator: "\n"))")
  }

  @Test("there are cases in every area")
  func areas() {
    let found = Set(FixtureCase.all.map { String($0.name.prefix { $0 != "/" }) })
    let wanted: Set = [
      "travtus", "gatsby", "records", "patch", "groups", "events", "organizations", "tokens",
      "idempotency",
      "changes", "care", "search", "transfer", "invalid", "rest",
    ]
    #expect(wanted.subtracting(found).isEmpty)
  }
}
