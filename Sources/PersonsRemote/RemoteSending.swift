// SPDX-License-Identifier: Apache-2.0
//
// A call sent until it is answered: what is safe is tried again after what passes by itself, within the time of the
// call, as slowly as the service asks for.

internal import CCurl
internal import Glibc
internal import PersonsJSON
internal import PersonsSystem

extension RemoteDirectory {
  /// Tries are this far apart at first, and twice as far each time, in milliseconds.
  private static let firstPause: Int64 = 100
  private static let longestPause: Int64 = 5_000

  /// Sends a call and appends the service's answer, which must have these members.
  func send(
    _ call: RemoteCall, expecting members: [(key: String, kind: JSONValue.Kind)],
    into result: inout TextBuffer
  ) throws(Failure) {
    let isInterrupted = interruption()
    let deadline = monotonicMilliseconds() + options.timeoutMilliseconds
    var maySeen = false
    var pause = RemoteDirectory.firstPause
    while true {
      let outcome = exchange(call, deadline, isInterrupted)
      switch outcome {
      case .success(let answer):
        if answer.status == 200 || answer.status == 201 {
          return try append(answer, members, to: &result)
        }
        if call.isRemoval, maySeen, answer.status == 404 {
          return result.append("{\"success\":true}")
        }
        let failure = RemoteFailure(options).failure(answer)
        let mayTry = RemoteDirectory.passes(answer.status) && (call.isSafe || answer.status == 429)
        guard mayTry else { throw failure }
        let asked = answer.retryAfterSeconds * 1_000
        try wait(max(asked, jittered(pause)), deadline, orElse: failure, isInterrupted)
      case .failure(let failed):
        maySeen = maySeen || !failed.sentNothing
        guard RemoteDirectory.passes(failed), call.isSafe || failed.sentNothing else {
          throw failed.failure
        }
        try wait(jittered(pause), deadline, orElse: failed.failure, isInterrupted)
      }
      pause = min(pause * 2, RemoteDirectory.longestPause)
    }
  }

  /// Whether what came between may be gone in a moment.
  private static func passes(_ failed: ExchangeFailure) -> Bool {
    switch failed.failure.kind {
    case .unavailable: failed.failure.type != "untrusted_certificate"
    // Connecting has less time than the call.
    case .timeout: failed.sentNothing
    default: failed.failure.type == "incomplete_answer"
    }
  }

  /// Statuses of a service that may answer otherwise in a moment.
  private static func passes(_ status: Int) -> Bool { [429, 502, 503, 504].contains(status) }

  private func exchange(
    _ call: RemoteCall, _ deadline: Int64, _ isInterrupted: @escaping () -> Bool
  ) -> Result<RemoteAnswer, ExchangeFailure> {
    Result { () throws(ExchangeFailure) in
      let left = deadline - monotonicMilliseconds()
      guard left > 0 else { throw ExchangeFailure(failure: .outOfTime, sentNothing: true) }
      return try connections.with { (exchange) throws(ExchangeFailure) in
        try exchange.send(
          request(call), certificates: options.certificates, milliseconds: Int(clamping: left),
          isInterrupted: isInterrupted)
      }
    }
  }

  private func request(_ call: RemoteCall) -> RemoteRequest {
    var headers = ["Authorization: Bearer \(options.token)"]
    if let slug = options.organization { headers.append("organizationSlug: \(slug)") }
    headers.append(
      options.service == .persons
        ? "Accept: application/vnd.persons+json" : "Accept: application/json")
    return RemoteRequest(
      method: call.method, url: options.base + call.target, headers: headers, body: call.body)
  }

  // MARK: Answers

  /// An answer of more values than this, a thousand persons with a hundred each, takes too much memory to be read.
  private static let maxValues = 100_000

  private func append(
    _ answer: RemoteAnswer, _ members: [(key: String, kind: JSONValue.Kind)],
    to result: inout TextBuffer
  ) throws(Failure) {
    let root: JSONValue
    let document: JSONDocument
    do throws(Failure) {
      document = try answer.body.withUnsafeBufferPointer { bytes in
        Result { () throws(Failure) in
          try JSONDocument(bytes, maxValues: RemoteDirectory.maxValues)
        }
      }.get()
      root = document.root
    } catch  where error.type == "too_many_values" {
      throw Failure(
        .protocolError, "answer_too_large", "The service's answer has more values than can be read."
      )
    } catch {
      throw Failure(.protocolError, "not_json", "The service's answer is not JSON.")
    }
    guard root.kind == .object, members.allSatisfy({ root[$0.key]?.kind == $0.kind }) else {
      throw Failure(
        .protocolError, "wrong_shape",
        "The service's answer has not the members that it is documented to have.")
    }
    answer.body.withUnsafeBufferPointer { result.append($0) }
  }

  // MARK: Time

  /// So that callers who failed together do not come back together.
  private func jittered(_ milliseconds: Int64) -> Int64 {
    milliseconds / 2 + Int64.random(in: 0...(milliseconds / 2))
  }

  /// Waits, or throws `failure` when there is no time for it.
  private func wait(
    _ milliseconds: Int64, _ deadline: Int64, orElse failure: Failure,
    _ isInterrupted: () -> Bool
  ) throws(Failure) {
    let end = monotonicMilliseconds() + milliseconds
    guard end < deadline else { throw failure }
    while monotonicMilliseconds() < end {
      if isInterrupted() { throw .interrupted }
      poll(nil, 0, Int32(clamping: min(20, end - monotonicMilliseconds())))
    }
  }
}

extension Failure {
  fileprivate static var outOfTime: Failure {
    Failure(
      .timeout, "timeout",
      "The service did not answer in time. \"timeout_ms\" says how long to wait.")
  }
}
