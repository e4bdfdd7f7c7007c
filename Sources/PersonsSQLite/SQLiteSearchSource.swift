// SPDX-License-Identifier: Apache-2.0
//
// What the search index of an organization is made of, in a file.

internal import PersonsJSON
internal import PersonsStore

final class SQLiteSearchSource: SearchSource {
  private let store: SQLiteStore
  private let organization: Int64

  init(_ store: SQLiteStore, organization: Int64) {
    self.store = store
    self.organization = organization
  }

  var storeId: [UInt8] { store.storeId }

  var isReadOnly: Bool { store.isReadOnly }

  var indexPath: String? {
    store.isMemory ? nil : SearchFile.path(of: store.path, organization: organization)
  }

  func snapshot<R>(
    _ body: (any SearchSnapshot) throws(Failure) -> R
  ) throws(Failure) -> R {
    try store.withSnapshot { (connection) throws(Failure) in
      try body(SQLiteReadTransaction(connection: connection, organization: organization))
    }
  }

  func setSearchId(_ searchId: [UInt8]) throws(Failure) {
    try store.setSearchId(searchId, of: organization)
  }
}
