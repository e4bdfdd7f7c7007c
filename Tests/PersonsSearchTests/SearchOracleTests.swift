// SPDX-License-Identifier: Apache-2.0
//
// Search by example: who is found by what, and who comes first.

import PersonsJSON
import PersonsModel
import Testing

@testable import PersonsSearch

@Suite struct SearchOracleTests {
  /// Searches `persons`, each given as attribute values; numbers count from 1.
  private func search(
    _ query: String?, filters: [SearchFilter] = [], _ widening: Widening = .only(.strict),
    in persons: [[Attribute: String]], customFields: String? = nil
  ) throws -> [Int64] {
    let somebody = persons.map { Someone(values: $0, customFields: customFields) }
    let answer = try answer(query, filters: filters, widening, in: somebody)
    #expect(answer.total == answer.persons.count)
    return answer.persons
  }

  private let john: [Attribute: String] = [
    .firstName: "John", .lastName: "O'Brien", .email: "j.obrien@mail.example.org",
    .phoneNumber: "+44 20 7946 0123", .city: "Bath", .address: "12 High Street",
  ]

  @Test(arguments: [
    "john", "JOHN", "j", "jo", "john obrien", "obrien john", "O'Brien, John", "o'br", "dr john",
    "mr. john o'brien jr", "j.obrien@mail.example.org", "j.ob", "obrien@", "@mail.example.org",
    "mail.example", "0123", "79460123", "+44 20 7946 0123", "020 7946 0123", "442079", "bath john",
    "12 high", "  john  ",
  ])
  func query_findsJohn(_ query: String) throws {
    let expected: [Int64] = query == "obrien@" ? [] : [1]
    #expect(try search(query, in: [john]) == expected)
  }

  @Test(arguments: [
    "johnn", "ohn", "jon", "john smith", "123", "79461123", "020 7946 9999", "dr", "!!!", "john x",
  ])
  func query_doesNotFindJohn_strictly(_ query: String) throws {
    #expect(try search(query, in: [john]) == [])
  }

  @Test(arguments: [
    "ohn", "123", "020 7946 9999", "dr", "!!!", "xyz", "@", "mary smith", "obriemzzz",
  ])
  func query_doesNotFindJohn_howeverFarItIsRead(_ query: String) throws {
    #expect(try search(query, .from(.strict), in: [john]) == [])
  }

  @Test func noQuery_isEveryone_inTheOrderOfCreation() throws {
    #expect(try search(nil, in: [john, [:], john]) == [1, 2, 3])
    #expect(try search("  ", in: [john, [:], john]) == [1, 2, 3])
  }

  @Test func wholeName_comesFirst_thenExactBeforePrefix_thenNameBeforeRest() throws {
    let persons: [[Attribute: String]] = [
      [.firstName: "Rose", .city: "Smith"], [.firstName: "Rosemary", .lastName: "Smithson"],
      [.firstName: "Rose", .lastName: "Smith"], [.firstName: "Rose", .lastName: "Smith Miller"],
    ]
    #expect(try search("smith rose", in: persons) == [3, 4, 1, 2])
  }

  @Test func frequentWord_weighsAsMuchAsARareOne() throws {
    let many = (0..<30).map { _ in [Attribute.firstName: "Anna", .lastName: "Maier"] }
    let persons = many + [[.firstName: "Annalise", .lastName: "Quick"]]
    #expect(try search("ann", in: persons) == Array(1...31))
  }

  @Test func filters_compareTheFoldedWhole_andAStarItsBeginning() throws {
    let persons: [[Attribute: String]] = [
      [.firstName: "José", .city: "San José"], [.firstName: "Josef", .city: "San Juan"],
    ]
    #expect(try search(nil, filters: [SearchFilter(.firstName, "jose")], in: persons) == [1])
    #expect(try search(nil, filters: [SearchFilter(.firstName, "JOS*")], in: persons) == [1, 2])
    #expect(try search(nil, filters: [SearchFilter(.city, "san j*")], in: persons) == [1, 2])
    #expect(try search("jose", filters: [SearchFilter(.city, "san juan")], in: persons) == [2])
    #expect(try search(nil, filters: [SearchFilter(.state, "x")], in: persons) == [])
  }

  @Test func customFields_areSearchedDownToTheLeaves() throws {
    let custom = "{\"a\":{\"b\":[\"Kestrel Ltd\",{\"c\":\"Zug\"}]},\"n\":4711}"
    #expect(try search("kestrel zug", in: [john], customFields: custom) == [1])
    #expect(try search("4711", in: [john], customFields: custom) == [])
  }

  @Test func tooManyWords_areRefused() {
    let failure = #expect(throws: Failure.self) {
      try SearchQuery(String(repeating: "a ", count: 33), filters: [])
    }
    #expect(failure?.kind == .tooLarge)
  }
}
