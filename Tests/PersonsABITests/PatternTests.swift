// SPDX-License-Identifier: Apache-2.0
// Job: the fixture host sees the differences that it is there to see.

import Testing

@Suite("The fixture host")
struct PatternTests {
  static let equals: [(expected: String, actual: String)] = [
    ("{\"a\":1,\"b\":[true,null]}", "{\"b\":[true,null],\"a\":1}"),
    ("{\"a\":\"{{any}}\"}", "{\"a\":{\"deep\":[1]}}"),
    ("{\"{{more}}\":true,\"a\":1}", "{\"a\":1,\"b\":2}"),
    ("\"{{uuid}}\"", "\"01945b0c-1111-7abc-8def-000000000001\""),
    ("\"{{time}}\"", "\"2026-01-31T09:00:00.000Z\""),
    ("[\"{{save x}}\",\"{{x}}\",\"<{{x}}>\"]", "[\"k\",\"k\",\"<k>\"]"),
    ("0.1", "0.10000000000000001"), ("1", "1.0"),
  ]

  static let others: [(expected: String, actual: String)] = [
    ("{\"a\":1}", "{\"a\":1,\"b\":2}"), ("{\"a\":1,\"b\":2}", "{\"a\":1}"),
    ("{\"a\":1}", "{\"a\":2}"), ("[1,2]", "[1]"),
    ("null", "false"), ("1", "\"1\""), ("true", "1"), ("{\"{{more}}\":true,\"a\":1}", "{\"b\":2}"),
    ("\"{{uuid}}\"", "\"01945b0c-1111-4abc-8def-000000000001\""),
    ("\"{{time}}\"", "\"2026-01-31T09:00:00Z\""),
    ("[\"{{save x}}\",\"{{x}}\"]", "[\"k\",\"l\"]"), ("\"{{save x}}\"", "7"),
    ("9007199254740993", "9007199254740992"),
    ("\"é\"", "\"e\u{301}\""), ("{\"é\":1}", "{\"e\u{301}\":1}"),
  ]

  private func difference(_ pair: (expected: String, actual: String)) throws -> String? {
    var pattern = Pattern(kept: Kept([:]))
    return try pattern.difference(JSONParser.parse(pair.expected), JSONParser.parse(pair.actual))
  }

  @Test("what is the same is the same", arguments: equals)
  func same(_ pair: (expected: String, actual: String)) throws {
    #expect(try difference(pair) == nil)
  }

  @Test("what is different is different", arguments: others)
  func different(_ pair: (expected: String, actual: String)) throws {
    #expect(try difference(pair) != nil)
  }

  @Test("a name that nothing is kept under is a fault of the fixture")
  func unknownName() {
    #expect(throws: Unexpected.self) { try difference(("\"{{nobody}}\"", "\"x\"")) }
  }

  @Test(
    "what is not JSON is refused",
    arguments: ["{", "[1,]", "{\"a\":1,\"a\":2}", "\"\u{1}\"", "1 2", "\"\\ud800\"", "nul", ""])
  func notJSON(_ text: String) {
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
  }

  @Test(
    "text and order survive reading and writing",
    arguments: ["{\"z\":1.50,\"a\":[\"é\\n\\\"\",{}],\"\":null}", "[]"])
  func compact(_ text: String) throws { #expect(try JSONParser.parse(text).compact == text) }

  @Test("each case can be read", arguments: FixtureCase.all)
  func readable(_ fixture: FixtureCase) throws { _ = try fixture.read() }
}
