// SPDX-License-Identifier: Apache-2.0
//
// A request as the parameters of a target.

internal import PersonsDirectory
internal import PersonsJSON

struct Parameters {
  /// Escaped.
  private var parts: [String] = []

  init() {}

  init(_ page: Page) throws(Failure) {
    try add("limit", String(page.limit))
    if page.skip > 0 { try add("skip", String(page.skip)) }
  }

  init(_ page: Page, _ groups: GroupSelection) throws(Failure) {
    try self.init(page)
    switch groups.names {
    case .notGiven: break
    case .ids(let names), .externalRefs(let names): try add(groups.field, names)
    }
  }

  init(_ request: SearchRequest) throws(Failure) {
    try self.init(request.page, request.groups)
    for (key, value) in request.texts { try add(key, value) }
    if request.showsHighlights { try add("highlight", "true") }
  }

  var isEmpty: Bool { parts.isEmpty }

  var escaped: String { parts.joined(separator: "&") }

  private mutating func add(_ name: String, _ value: String) throws(Failure) {
    try add(name, [value])
  }

  /// The commas between the elements stay as they are; those in an element are escaped.
  private mutating func add(_ name: String, _ values: [String]) throws(Failure) {
    var escaped: [String] = []
    for value in values { escaped.append(try Libcurl.escaped(value)) }
    parts.append(name + "=" + escaped.joined(separator: ","))
  }
}
