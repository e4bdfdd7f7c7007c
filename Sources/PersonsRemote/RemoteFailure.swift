// SPDX-License-Identifier: Apache-2.0
//
// A service's error as ours: its words where it has some, and always a class that fits its status.

internal import PersonsJSON

struct RemoteFailure {
  private let service: RemoteService
  private let token: String

  /// A longer body is no error of a service.
  private static let maxBytes = 64 << 10

  init(_ options: RemoteOptions) {
    service = options.service
    token = options.token
  }

  func failure(_ answer: RemoteAnswer) -> Failure {
    var failure = plain(answer.status)
    guard answer.body.count <= RemoteFailure.maxBytes else { return failure }
    let document = answer.body.withUnsafeBufferPointer { try? JSONDocument($0) }
    guard let root = document?.root, root.kind == .object else { return failure }
    let error = root["error"]
    if let message = error?["message"] ?? root["message"], message.kind == .string,
      !message.string.isEmpty
    {
      failure.message = bounded(message.string)
    }
    if let type = error?["type"], type.kind == .string, !type.string.isEmpty {
      failure.type = bounded(type.string)
    }
    if let field = error?["field"], field.kind == .string {
      failure.field = bounded(field.string)
    }
    if let offset = error?["offset"], offset.kind == .integer {
      failure.offset = Int(exactly: offset.integer)
    }
    if failure.type == "too_large" { failure.kind = .tooLarge }
    if service == .travtus, failure.type == "missing_authorization" { failure.kind = .unauthorized }
    return failure
  }

  /// A server's text is not longer than an error should be, and does not tell the token.
  private func bounded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let secret = Array(token.utf8)
    let tells = bytes.indices.contains { bytes[$0...].starts(with: secret) }
    guard !tells else { return "(left out: it holds the token)" }
    return String(decoding: bytes.prefix(500), as: UTF8.self)
  }

  /// What a status says by itself.
  private func plain(_ status: Int) -> Failure {
    switch status {
    case 400, 415, 422:
      Failure(.invalid, "refused", "The service refuses the request (HTTP status \(status)).")
    case 401: .invalidAuthorization
    case 403:
      Failure(.forbidden, "forbidden", "The service does not allow this to the token.")
    case 404: .notFound
    case 409:
      Failure(.conflict, "conflict", "The service says that this is in conflict with what it has.")
    case 413, 414, 431: Failure(.tooLarge, "too_large", "The request is too large for the service.")
    case 429:
      Failure(.rateLimited, "rate_limited", "The service asks to slow down.")
    case 405, 501:
      Failure(.unsupported, "not_offered", "The service does not offer this call.")
    case 507: Failure(.full, "disk_full", "The service's disk is full.")
    case 500...599:
      Failure(
        .unavailable, "service_failed", "The service cannot answer now (HTTP status \(status)).")
    default:
      Failure(
        .protocolError, "unexpected_status",
        "The service answers with the HTTP status \(status), which makes no sense here. Is the location right?"
      )
    }
  }
}
