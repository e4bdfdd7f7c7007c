// SPDX-License-Identifier: Apache-2.0
//
// The headers of a request: a JSON array of pairs of strings.

internal import PersonsDirectory
internal import PersonsJSON
internal import PersonsService

/// Reads the pairs, at every request of a server: straight from the tree into the list.
func headerPairs(_ text: RequestText?) throws(Failure) -> [Header] {
  guard let text else { return [] }
  let root = try JSONDocument(text).root
  guard root.kind == .array else { throw .noPairs }
  var headers: [Header] = []
  headers.reserveCapacity(root.count)
  try root.forEachElement { (_, pair) throws(Failure) in
    guard pair.kind == .array, pair.count == 2, let name = pair[0], let value = pair[1],
      name.kind == .string, value.kind == .string
    else { throw .noPairs }
    headers.append((name.string, value.string))
  }
  return headers
}

extension Failure {
  fileprivate static var noPairs: Failure {
    .invalidValue("headers", "\"headers\" must be a JSON array of pairs of strings.")
  }
}
