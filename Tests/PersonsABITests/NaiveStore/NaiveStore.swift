// SPDX-License-Identifier: Apache-2.0
// Job: a second store, that knows no index, no file and no SQL: what the rules of the directory do on it is theirs,
// and what they do on the store in a file too. A handle; several may share what is kept, as those of one file do.

import PersonsJSON
import PersonsStore
import PersonsSystem
import PersonsText

/// What the handles of one store share.
final class NaiveContents: Sendable {
  let storeId = randomBytes(16)
  let seed = UInt64.random(in: .min ... .max)
  fileprivate let state: Locked<NaiveState>
  /// Held while a write runs.
  fileprivate let writing = Locked(())

  /// A store with its first organization.
  init(firstOrganization slug: String) {
    var state = NaiveState()
    state.putOrganization(slug: slug, name: nil, at: currentMilliseconds())
    self.state = Locked(state)
  }

  var copy: NaiveState { state.withLock { $0 } }
}

final class NaiveStore: Store {
  let contents: NaiveContents
  let isReadOnly: Bool
  private let interruptions = InterruptionCounter()

  init(_ contents: NaiveContents, _ options: StoreOptions = StoreOptions()) {
    self.contents = contents
    isReadOnly = options.readOnly
  }

  var seed: UInt64 { contents.seed }
  var location: String { ":memory:" }

  func organization(_ slug: String?) -> Organization? {
    let organizations = contents.copy.organizations
    guard let slug else { return organizations.first?.shown }
    return organizations.first { $0.slug.isSame(as: slug) }?.shown
  }

  func presentedToken(_ tokenId: String, secretHash: [UInt8]) -> PresentedToken? {
    contents.copy.presentedToken(tokenId, secretHash: secretHash, at: currentMilliseconds())
  }

  // MARK: Transactions

  func read<R>(
    in organization: Int64, _ body: (any ReadTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    try body(transaction(in: organization))
  }

  func readOnce<R>(
    in organization: Int64, _ body: (any ReadTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    try read(in: organization, body)
  }

  func write<R>(
    in organization: Int64, _ body: @escaping (any WriteTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    guard !isReadOnly else {
      throw .openedReadOnly
    }
    return try commit(in: organization) { (transaction) throws(Failure) in
      // A body may be run again from the start; here every one is, so that none relies on running once.
      _ = try? body(self.transaction(in: organization))
      return try body(transaction)
    }
  }

  func setSearchId(_ searchId: [UInt8], of organization: Int64) throws(Failure) {
    try commit(in: organization) { $0.setSearchId(searchId) }
  }

  /// Keeps what `body` wrote unless it throws.
  private func commit<R>(
    in organization: Int64, _ body: (NaiveTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    let interruption = interruption()
    return try contents.writing.withLock { (_) throws(Failure) in
      try interruption.check()
      let transaction = try transaction(in: organization)
      let result = try body(transaction)
      contents.state.withLock { $0 = transaction.state }
      return result
    }
  }

  /// A transaction on a copy of everything.
  private func transaction(in organization: Int64) throws(Failure) -> NaiveTransaction {
    try NaiveTransaction(contents.copy, in: organization, seed: seed)
  }

  func searchSource(of organization: Int64) -> any SearchSource {
    NaiveSearchSource(self, organization)
  }

  // MARK: The whole store

  func check<R>(
    _ interruption: Interruption, indexes: ([any ReadTransaction]) throws(Failure) -> R
  ) throws(Failure) -> (findings: StoreFindings, indexes: R?) {
    let state = contents.copy
    var findings = StoreFindings()
    var transactions: [any ReadTransaction] = []
    for organization in state.organizations {
      findings.persons += Int64(organization.persons.count)
      findings.rsvps += Int64(organization.answers.count)
      transactions.append(try NaiveTransaction(state, in: organization.number, seed: seed))
    }
    return (findings, try indexes(transactions))
  }

  func backup(to path: String, organization: Int64) throws(Failure) -> BackupFacts {
    throw Failure(
      .unsupported, "not_offered", "This store makes no copy of itself. Export the persons.")
  }

  func forgetThePast() {}

  func refuseOwnFile(_ path: String, field: String) {}

  // MARK: Ending

  func interruption() -> Interruption { Interruption(interruptions) }

  func interrupt() { interruptions.interrupt() }

  func close() {}
}

/// What the index of an organization is made of; it stays in memory.
final class NaiveSearchSource: SearchSource {
  private let store: NaiveStore
  private let organization: Int64

  init(_ store: NaiveStore, _ organization: Int64) {
    self.store = store
    self.organization = organization
  }

  var storeId: [UInt8] { store.contents.storeId }
  var indexPath: String? { nil }
  var isReadOnly: Bool { store.isReadOnly }

  func snapshot<R>(
    _ body: (any SearchSnapshot) throws(Failure) -> R
  ) throws(Failure) -> R {
    try store.read(in: organization) { (transaction) throws(Failure) in try body(transaction) }
  }

  func setSearchId(_ searchId: [UInt8]) throws(Failure) {
    try store.setSearchId(searchId, of: organization)
  }
}
