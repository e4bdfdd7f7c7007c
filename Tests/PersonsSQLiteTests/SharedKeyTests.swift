// SPDX-License-Identifier: Apache-2.0
//
// Values that share a key of the table lookup: a page holds none of those who have another value, and has room for none.

import PersonsJSON
import PersonsModel
import PersonsSQLite
import PersonsStore
import Testing

@Suite struct SharedKeyTests {
  @Test func page_leavesOutWhoSharesTheKeyAlone_beforeItCounts() throws {
    let file = StoreFile()
    defer { file.remove() }
    let store = try file.open()
    defer { store.close() }
    for (id, email) in [("a", "a"), ("b", "shared"), ("c", "shared")] {
      try store.insert(id, email: "\(email)@example.org")
    }
    // The first person stands under the key of the others too.
    file.execute("INSERT INTO lookup SELECT key, 1 FROM lookup WHERE person = 2")
    let selection = PersonSelection(attributes: [
      AttributeValue(.email, comparable: "shared@example.org")
    ])
    func page(limit: Int64?, skip: Int64) throws(Failure) -> [Int64] {
      var numbers: [Int64] = []
      try store.read(in: 1) { (transaction) throws(Failure) in
        try transaction.forEachPerson(selection, limit: limit, skip: skip, with: .record) {
          numbers.append($0.number)
          return true
        }
      }
      return numbers
    }
    #expect(try page(limit: nil, skip: 0) == [2, 3])
    #expect(try page(limit: 1, skip: 0) == [2])
    #expect(try page(limit: 2, skip: 0) == [2, 3])
    #expect(try page(limit: 1, skip: 1) == [3])
    #expect(try page(limit: nil, skip: 2) == [])
    let count = try store.read(in: 1) { (transaction) throws(Failure) in
      try transaction.count(selection)
    }
    #expect(count == 2)
  }
}
