// SPDX-License-Identifier: Apache-2.0
//
// What every write has in common: the caller's right, and the answer that is kept for a retry.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

/// A write as its idempotencyKey sees it.
struct WriteRequest {
  let call: String
  /// Nil when the caller gave none.
  let idempotencyKey: String?
  /// SHA-256 of the call and all that was given to it; empty without a key.
  let hash: [UInt8]

  /// - Parameter target: what the call names besides its request, such as a person's identifier.
  init(
    _ call: String, _ request: ObjectReader, target: String = "", _ text: RequestText?
  ) throws(Failure) {
    self.call = call
    idempotencyKey = try request.idempotencyKey()
    hash =
      idempotencyKey == nil
      ? []
      : SHA256.hash(
        Array(call.utf8) + [0] + Array(target.utf8) + [0] + (text.map(Array.init) ?? []))
  }

  /// A write without a request, and so without a key.
  init(_ call: String) {
    self.call = call
    idempotencyKey = nil
    hash = []
  }
}

extension EmbeddedDirectory {
  /// Runs a write and returns its answer; for a repeated key, the answer of the first time.
  ///
  /// - Parameter isOwners: whether a token is refused, whatever its rights.
  func write(
    _ request: WriteRequest, isOwners: Bool = false,
    _ body: @escaping (WriteTransaction, Caller) throws(Failure) -> String
  ) throws(Failure) -> String {
    try store.write { (transaction) throws(Failure) in
      let caller =
        isOwners
        ? try self.owner(transaction.connection) : try self.caller(transaction.connection, .write)
      guard let key = request.idempotencyKey else { return try body(transaction, caller) }
      // With the file's own secret: who has the file cannot try out what a request was.
      let hash = SHA256.hash(request.hash + withUnsafeBytes(of: transaction.seed) { Array($0) })
      if let kept = try transaction.keptAnswer(
        key, organization: caller.organization, token: caller.token)
      {
        guard kept.requestHash == hash else {
          throw Failure(
            .conflict, "idempotency_key_reused",
            "This idempotencyKey was used before, for another request.", field: "idempotencyKey")
        }
        return kept.response
      }
      let response = try body(transaction, caller)
      try transaction.keep(
        KeptAnswer(requestHash: hash, response: response), key: key,
        organization: caller.organization, token: caller.token)
      return response
    }
  }
}

/// What writes without another answer return.
let successAnswer = "{\"success\":true}"
