// SPDX-License-Identifier: Apache-2.0
//
// Contacts, filters, widening, order, totals and pages by example.

import PersonsJSON
import PersonsModel
import Testing

@testable import PersonsSearch

@Suite struct SearchWideningTests {
  private let ada = person(
    "Ada Lovelace",
    [
      .email: "ada.love@mail.example.org", .phoneNumber: "+44 20 7946 0123", .city: "London",
      .state: "Kent", .address: "12 High Street", .externalRef: "crm:4711",
    ])

  private func fuzziness(_ query: String?, _ filters: [SearchFilter] = []) throws -> Fuzziness? {
    for fuzziness in Fuzziness.allCases
    where try answer(query, filters: filters, .only(fuzziness), in: [ada]).total == 1 {
      return fuzziness
    }
    return nil
  }

  @Test func wholePhoneNumber_isBeforeOneThatOnlyEndsSo() throws {
    let end = person("Bob Brown", [.phoneNumber: "+1 555 123 4567"])
    let whole = person("Ann Adams", [.phoneNumber: "5551234567"])
    #expect(try answer("5551234567", .only(.strict), in: [end, whole]).persons == [2, 1])
  }

  @Test(arguments: [
    ("0123", Fuzziness.strict), ("79460123", .strict), ("020 7946 0123", .strict),
    ("+44 20 7946-0123", .strict),
    ("0044 20 7946 0123", .strict), ("442079", .strict), ("79460124", .loose), ("79461023", .loose),
    ("020 7946 0129", .loose), ("ada.love@mail.example.org", .strict), ("ada.love@", .strict),
    ("@mail.example.org", .strict), ("love", .strict), ("ada.lov@mail.example.org", .fuzzy),
    ("ada.love@mail.exampl.org", .fuzzy), ("aad.love@mail.example.org", .fuzzy),
    ("londn", .fuzzy), ("lodnon ada", .fuzzy), ("high street", .strict), ("4711", .strict),
    ("crm", .strict),
  ])
  func contact_isFound(_ query: String, _ wanted: Fuzziness) throws {
    #expect(try fuzziness(query) == wanted)
  }

  @Test(arguments: ["123", "7946", "79460999", "461234", "0124", "ada.lvo@mail.exmple.org", "4712"])
  func contact_isNotFound(_ query: String) throws { #expect(try fuzziness(query) == nil) }

  @Test(arguments: [
    (Attribute.city, "london", Fuzziness?.some(.strict)), (.city, "LON*", .strict),
    (.city, "lon", nil),
    (.city, "londom", .fuzzy), (.city, "lomdo*", .fuzzy), (.city, "*", .strict),
    (.state, "kent", .strict),
    (.state, "kemt", .fuzzy), (.firstName, "ada", .strict), (.firstName, "aad", nil),
    (.lastName, "lovelcae", .fuzzy), (.lastName, "love*", .strict),
    (.email, "ADA.love@mail.example.org", .strict),
    (.email, "ada*", .strict), (.email, "ada.love@mail.example.ogr", .fuzzy),
    (.email, "ada.love", nil),
  ])
  func filter_lets_adaPass(_ attribute: Attribute, _ value: String, _ wanted: Fuzziness?) throws {
    #expect(try fuzziness(nil, [SearchFilter(attribute, value)]) == wanted)
    #expect(try fuzziness("lovelace", [SearchFilter(attribute, value)]) == wanted)
  }

  private func smiths(_ count: Int) -> [Someone] {
    (0..<count).map { _ in person("Jo Smith") } + [person("Jo Smyth"), person("Xi Yu")]
  }

  @Test(arguments: [(9, 10, Fuzziness.fuzzy), (10, 10, .strict), (11, 11, .strict)])
  func query_isReadFurther_onlyWhenFewerThanTenAreFound(
    count: Int, total: Int, fuzziness: Fuzziness
  )
    throws
  {
    for (limit, skip) in [(1, 0), (10, 0), (0, 0), (3, 50)] {
      let answer = try answer("smith", limit: limit, skip: skip, in: smiths(count))
      #expect((answer.total, answer.fuzziness) == (total, fuzziness))
      #expect(answer.persons == Array((1...Int64(total)).dropFirst(skip).prefix(limit)))
    }
  }

  @Test func wideningThatFindsNobodyNew_isNotSaid() throws {
    let found = try answer("xi yu", in: smiths(3))
    #expect((found.total, found.fuzziness) == (1, .strict))
    #expect(try answer("smith", .only(.strict), in: smiths(3)).total == 3)
    #expect(try answer("smith", .from(.fuzzy), in: smiths(3)).fuzziness == .fuzzy)
    #expect(try answer("smith", .from(.loose), in: smiths(3)).fuzziness == .loose)
  }

  @Test func order_isWholeName_thenGrade_thenField_thenCreation() throws {
    let persons = [
      person("Rose Smyth"), person("Xi Yu", [.city: "Rose", .state: "Smith"]),
      person("Rosemary Smithson"),
      person("Rose Mary|Smith"), person("Smith Rose"), person("Rose Smith"), person("R. Smith"),
    ]
    #expect(try answer("rose smith", in: persons).persons.prefix(2) == [5, 6])
    #expect(try answer("Smith, Rose", in: persons).persons.prefix(2) == [5, 6])
    #expect(Set(try answer("rose smith", .only(.loose), in: persons).persons) == Set(1...7))
  }

  @Test func query_thatIsSomebody_isNotReadFurther() throws {
    let persons = [
      person("Cynthia Miller", [.email: "cmiller@example.org", .phoneNumber: "+44 1632 960123"]),
      person("Cinthia Miller", [.email: "cmiler@example.org", .phoneNumber: "+44 1632 960124"]),
      person("Cynthia Anne Miller"), person("Cynthia Müller"),
    ]
    // Strictly, the name is somebody's whole name and a part of another's.
    for query in ["Cynthia Miller", "miller, cynthia"] {
      #expect(try answer(query, in: persons).persons == [1, 3])
    }
    #expect(try answer("cmiller@example.org", in: persons).persons == [1])
    #expect(try answer("01632 960123", in: persons).persons == [1])
    #expect(try answer("Cynthia Miller", .from(.fuzzy), in: persons).fuzziness == .fuzzy)
    // Nobody has this name whole, so others come too.
    #expect(try answer("cynthia", in: persons).persons.contains(2))
  }

  @Test func pages_areTheWholeInPieces() throws {
    let persons = (0..<25).map { person($0 % 3 == 0 ? "Ann Berg" : "Anna Bergmann") }
    let whole = try answer("ann berg", in: persons).persons
    #expect(whole.count == 25)
    var pieces: [Int64] = []
    for skip in stride(from: 0, to: 30, by: 4) {
      let page = try answer("ann berg", limit: 4, skip: skip, in: persons)
      #expect(page.total == 25)
      pieces += page.persons
    }
    #expect(pieces == whole)
    #expect(try answer("ann berg", limit: .max, skip: .max, in: persons).persons == [])
  }
}
