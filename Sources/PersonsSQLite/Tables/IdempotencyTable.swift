// SPDX-License-Identifier: Apache-2.0
//
// What writes with an idempotencyKey answered, so that a retry gets the same answer.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

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
    try forgetOld()
    try forget(
      connection.statement(
        """
        SELECT organization, token, key, response FROM idempotency
        WHERE organization = ?1 AND token = ?2 AND key = ?3
        """)
    ) { statement in
      statement.bind(1, organization)
      statement.bind(2, token)
      statement.bind(3, key)
    }
    let statement = try connection.statement(
      """
      INSERT INTO idempotency
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
    let texts = try connection.statement(
      "INSERT INTO idempotency_text (text, organization, token, key) VALUES (?1, ?2, ?3, ?4)")
    for text in AnswerText.keys(of: answer.response, organization: organization, seed: seed) {
      texts.bind(1, text)
      texts.bind(2, organization)
      texts.bind(3, token)
      texts.bind(4, key)
      try texts.run()
    }
  }

  func forgetAnswers(naming personId: String) throws(Failure) {
    var quoted = TextBuffer()
    quoted.appendJSON(personId)
    let key = quoted.withBytes { AnswerText.key(of: $0, organization: organization, seed: seed) }
    try forget(
      connection.statement(
        """
        SELECT i.organization, i.token, i.key, i.response
        FROM idempotency_text t CROSS JOIN idempotency i USING (organization, token, key)
        WHERE t.text = ?1 AND t.organization = ?2 AND instr(i.response, ?3) > 0
        """)
    ) { statement in
      statement.bind(1, key)
      statement.bind(2, organization)
      statement.bind(3, quoted.string)
    }
  }

  private func forgetOld() throws(Failure) {
    try forget(
      connection.statement(
        """
        SELECT organization, token, key, response FROM idempotency WHERE created_at <= ?1 LIMIT 10
        """)
    ) { $0.bind(1, now - KeptAnswer.milliseconds) }
  }

  private typealias Answer = (organization: Int64, token: Int64, key: String, response: String)

  private func answers(
    _ selected: Statement, binding: (Statement) -> Void
  ) throws(Failure) -> [Answer] {
    defer { selected.reset() }
    binding(selected)
    var answers: [Answer] = []
    while try selected.step() {
      answers.append(
        (selected.integer(0), selected.integer(1), selected.string(2), selected.string(3)))
    }
    return answers
  }

  /// Forgets the answers that a statement selects by organization, token, key and response.
  private func forget(
    _ selected: Statement, binding: (Statement) -> Void
  ) throws(Failure) {
    let rows = try answers(selected, binding: binding)
    guard !rows.isEmpty else { return }
    let texts = try connection.statement(
      "DELETE FROM idempotency_text WHERE text = ?1 AND organization = ?2 AND token = ?3 AND key = ?4"
    )
    let answer = try connection.statement(
      "DELETE FROM idempotency WHERE organization = ?1 AND token = ?2 AND key = ?3")
    for row in rows {
      for text in AnswerText.keys(of: row.response, organization: row.organization, seed: seed) {
        texts.bind(1, text)
        texts.bind(2, row.organization)
        texts.bind(3, row.token)
        texts.bind(4, row.key)
        try texts.run()
      }
      answer.bind(1, row.organization)
      answer.bind(2, row.token)
      answer.bind(3, row.key)
      try answer.run()
    }
  }
}

/// The texts in an answer, by which it is found.
enum AnswerText {
  /// The keys of all strings that are values, each once. An answer is JSON that we wrote.
  static func keys(of response: String, organization: Int64, seed: UInt64) -> Set<Int64> {
    var response = response
    return response.withUTF8 { bytes in
      var keys: Set<Int64> = []
      var start: Int?
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          if let first = start {
            let isName = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ":")
            if !isName, index > first + 1 {
              let text = UnsafeBufferPointer(rebasing: bytes[first...index])
              keys.insert(key(of: text, organization: organization, seed: seed))
            }
            start = nil
          } else {
            start = index
          }
        }
        index += 1
      }
      return keys
    }
  }

  /// The key of a JSON string with its quotation marks.
  static func key(
    of text: UnsafeBufferPointer<UInt8>, organization: Int64, seed: UInt64
  ) -> Int64 {
    Int64(bitPattern: XXH3.hash(text, seed: seed &+ UInt64(bitPattern: organization)))
  }
}
