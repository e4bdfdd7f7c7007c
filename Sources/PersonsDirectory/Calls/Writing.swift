// SPDX-License-Identifier: Apache-2.0
//
// What every write has in common: the caller's right, and the answer that is kept for a retry.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

extension EmbeddedDirectory {
  /// Runs a write and returns its answer; for a repeated key, the answer of the first time.
  ///
  /// - Parameter isOwners: whether a token is refused, whatever its rights.
  func perform(
    _ idempotency: Idempotency? = nil, isOwners: Bool = false,
    _ body: @escaping (any WriteTransaction, Caller) throws(Failure) -> String
  ) throws(Failure) -> String {
    try store.write(in: organization) { (transaction) throws(Failure) in
      let caller =
        isOwners ? try self.owner(transaction) : try self.caller(transaction, .write)
      guard let idempotency else { return try body(transaction, caller) }
      // With the store's own secret: who has the file cannot try out what a request was.
      let hash = SHA256.hash(
        idempotency.requestHash + withUnsafeBytes(of: transaction.seed) { Array($0) })
      if let kept = try transaction.keptAnswer(idempotency.key, token: caller.token) {
        guard kept.requestHash == hash else {
          throw Failure(
            .conflict, "idempotency_key_reused",
            "This idempotencyKey was used before, for another request.", field: "idempotencyKey")
        }
        return kept.response
      }
      let response = try body(transaction, caller)
      try transaction.keep(
        KeptAnswer(requestHash: hash, response: response), key: idempotency.key,
        token: caller.token)
      return response
    }
  }
}

/// What writes without another answer return.
let successAnswer = "{\"success\":true}"
