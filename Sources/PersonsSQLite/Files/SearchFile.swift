// SPDX-License-Identifier: Apache-2.0
//
// Where the search indexes of a file are: beside it, one for each organization that needs one.

internal import PersonsSystem

enum SearchFile {
  static let suffix = "-search"

  /// Where the index of an organization is. That of the first, which most files have alone, has no number.
  static func path(of database: String, organization: Int64) -> String {
    database + suffix + (organization == 1 ? "" : "-\(organization)")
  }

  /// The indexes that are there.
  static func paths(of database: String) -> [String] { files(beginningWith: database + suffix) }
}
