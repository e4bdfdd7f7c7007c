// SPDX-License-Identifier: Apache-2.0
//
// What a store does for the queue of its writes: one transaction that several writes share, and its commit.

package import PersonsJSON

package protocol CommitEngine: Sendable {
  /// The transaction that the writes of one commit share.
  associatedtype Commit

  /// Why nothing can be written any more; nil while it can.
  var refusal: Failure? { get }

  /// Begins a transaction, waiting for other processes until `deadline` by the monotonic clock.
  func begin(deadline: Int64, _ interruption: Interruption) throws(Failure) -> Commit

  /// Runs one write.
  ///
  /// - Returns: why it failed, and whether the transaction is then as it was before.
  func perform(
    _ write: (Commit) -> Failure?, in commit: Commit
  ) -> (failure: Failure?, leftNothing: Bool)

  /// Makes what was written durable.
  func finish(_ commit: Commit) throws(Failure)

  /// Forgets what was written since `begin`.
  func rollback()
}
