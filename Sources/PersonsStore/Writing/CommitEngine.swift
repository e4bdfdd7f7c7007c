// SPDX-License-Identifier: Apache-2.0
//
// What a store does for the queue of its writes: one transaction that several writes share, and its commit.

package import PersonsJSON

package protocol CommitEngine: Sendable {
  /// Why nothing can be written any more; nil while it can.
  var refusal: Failure? { get }

  // Of the thread that leads, and of no other at the same time:

  /// Begins a transaction, waiting for other processes until `deadline` by the monotonic clock.
  func begin(deadline: Int64, _ interruption: Interruption) throws(Failure)

  /// Runs one write in the transaction.
  ///
  /// - Returns: why it failed, and whether the transaction is then as it was before.
  func perform(_ write: () -> Failure?) -> (failure: Failure?, leftNothing: Bool)

  /// Makes what was written durable.
  func finish() throws(Failure)

  /// Forgets what was written since `begin`.
  func rollback()
}
