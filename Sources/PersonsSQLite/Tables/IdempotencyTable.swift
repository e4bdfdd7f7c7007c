// SPDX-License-Identifier: Apache-2.0
//
// What writes with an idempotencyKey answered, so that a retry gets the same answer.

internal import PersonsJSON
internal import PersonsStore

extension SQLiteWriteTransaction {
  func keptAnswer(_ key: String, token: Int64) throws(Failure) -> KeptAnswer? {
    let statement = try connection.statement(
      """
      SELECT organization, token, key, request_hash, response, created_at, checksum FROM idempotency
      WHERE organization = ?1 AND token = ?2 AND key = ?3 AND created_at > ?4
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, token)
    statement.bind(3, key)
    statement.bind(4, now - KeptAnswer.milliseconds)
    guard try statement.step() else { return nil }
    try statement.requireChecksum(of: .idempotency, columns: 6, seed: seed)
    return KeptAnswer(requestHash: Array(statement.bytes(3)), response: statement.string(4))
  }

  /// Keeps an answer, and forgets a few that are too old.
  func keep(_ answer: KeptAnswer, key: String, token: Int64) throws(Failure) {
    let old = try connection.statement(
      """
      DELETE FROM idempotency WHERE (organization, token, key) IN
        (SELECT organization, token, key FROM idempotency WHERE created_at <= ?1 LIMIT 10)
      """)
    old.bind(1, now - KeptAnswer.milliseconds)
    try old.run()
    let statement = try connection.statement(
      """
      INSERT OR REPLACE INTO idempotency
        (organization, token, key, request_hash, response, created_at, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    var checksum = RowChecksum(.idempotency, seed: seed)
    checksum.add(organization)
    checksum.add(token)
    checksum.add(key)
    checksum.add(answer.requestHash)
    checksum.add(answer.response)
    checksum.add(now)
    statement.bind(1, organization)
    statement.bind(2, token)
    statement.bind(3, key)
    statement.bind(4, blob: answer.requestHash)
    statement.bind(5, answer.response)
    statement.bind(6, now)
    statement.bind(7, checksum.value)
    try statement.run()
  }

  func forgetAnswers(naming personId: String) throws(Failure) {
    var quoted = TextBuffer()
    quoted.appendJSON(personId)
    let statement = try connection.statement(
      "DELETE FROM idempotency WHERE organization = ?1 AND instr(response, ?2) > 0")
    statement.bind(1, organization)
    statement.bind(2, quoted.string)
    try statement.run()
  }
}
