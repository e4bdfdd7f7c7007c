// SPDX-License-Identifier: Apache-2.0
// Job: every case of Tests/Fixtures holds on a store that was written a second time, without SQL and without an index.
// A rule of the directory that leans on SQLite, and a verb that says too little, show here.

import Testing

@Suite("Naive store")
struct NaiveStoreTests {
  static let cases = FixtureCase.all.filter { !asksForBackup($0) }

  @Test("case", arguments: cases)
  func holds(_ fixture: FixtureCase) throws {
    let store = NaiveDirectories()
    let differences = try FixtureHost.run(fixture) { _ in store.open }
    #expect(differences.isEmpty, "\(fixture.name)\n\(differences.joined(separator: "\n"))")
  }

  @Test("only what needs the store to be a file is left out")
  func leftOut() {
    let left = FixtureCase.all.filter(Self.asksForBackup).map(\.name)
    print("Naive store: \(Self.cases.count) cases are run, left out are \(left)")
    #expect(left == ["care/backup"])
    #expect(Self.cases.count >= 250)
  }

  /// Whether a case has a backup made, which a store that is no file does not offer. Imports and exports are the
  /// directory's own work on files of the caller.
  private static func asksForBackup(_ fixture: FixtureCase) -> Bool {
    guard let content = try? fixture.read() else { return false }
    return zip(content.steps, content.expected).contains { step, answer in
      step["call"]?.text == "backup" && answer["status"]?.text == "OK"
    }
  }
}
