// SPDX-License-Identifier: Apache-2.0
// Job: the few persons and files that many tests need.

func ada(_ more: (String, JSON)...) -> JSON {
  let members: [(String, JSON)] = [
    ("firstName", "Ada"), ("lastName", "Lovelace"), ("email", "ada@example.org"),
  ]
  return .object((more + members).map { JSON.Member(key: $0.0, value: $0.1) })
}

/// NDJSON of this many different persons, without identifiers: importing a line twice makes two persons.
func rows(_ count: Int) -> String {
  (1...count).map {
    "{\"firstName\":\"First\",\"lastName\":\"Last\($0)\",\"email\":\"p\($0)@example.org\"}\n"
  }.joined()
}

extension Directory {
  func personCount() throws -> Int64 {
    guard let count = try must(Call("stats"))["persons"]?.int else {
      throw Unexpected("stats count no persons")
    }
    return count
  }
}
