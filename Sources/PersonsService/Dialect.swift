// SPDX-License-Identifier: Apache-2.0
//
// How a failure is told: its status and its body, in the manner of each of the two documents, and in ours.

internal import PersonsJSON

enum Dialect {
  case travtus, gatsby, ours

  /// The reply to a failure; its body is appended to `text`.
  func reply(to failure: Failure, into text: inout TextBuffer) -> ServiceReply {
    let status = status(of: failure)
    var told = failure
    if status == 405 { told.field = nil }
    appendBody(of: told, to: &text)
    return ServiceReply(status, header: header(of: failure, status))
  }

  /// What the reply to a failure says besides its body.
  private func header(of failure: Failure, _ status: Int) -> ServiceReply.Header? {
    switch status {
    case 401: ("WWW-Authenticate", challenge(failure))
    case 403 where failure.type == "insufficient_rights":
      ("WWW-Authenticate", "Bearer realm=\"persons\", error=\"insufficient_scope\"")
    case 405: ("Allow", failure.field ?? "")
    case 503: ("Retry-After", "1")
    default: nil
    }
  }

  private func challenge(_ failure: Failure) -> String {
    failure.type == "missing_authorization"
      ? "Bearer realm=\"persons\"" : "Bearer realm=\"persons\", error=\"invalid_token\""
  }

  private func appendBody(of failure: Failure, to text: inout TextBuffer) {
    guard self == .gatsby else { return failure.append(to: &text) }
    text.append("{\"message\":")
    text.appendJSON(failure.message)
    text.append(",\"error\":")
    failure.appendDescription(to: &text)
    text.append("}")
  }

  private func status(of failure: Failure) -> Int {
    switch failure.kind {
    case .invalid: statusOfInvalid(failure.type)
    case .notFound: 404
    case .conflict: 409
    case .unauthorized: self == .travtus && failure.type == "missing_authorization" ? 400 : 401
    case .forbidden, .readOnly: 403
    case .unsupported: failure.type == "method_not_allowed" ? 405 : 501
    // A page that is too large is a parameter that is wrong.
    case .tooLarge where failure.field == "limit": statusOfInvalid(failure.type)
    case .tooLarge: failure.type == "target_too_long" ? 414 : 413
    case .full: 507
    case .busy, .inputOutput, .corrupt, .newerFormat, .noMemory, .permission, .interrupted,
      .unavailable, .timeout, .protocolError, .rateLimited:
      503
    case .misuse, .internal: 500
    }
  }

  private func statusOfInvalid(_ type: String) -> Int {
    switch type {
    case "unsupported_media_type": 415
    case "malformed_json", "invalid_utf8", "duplicate_key", "missing_field", "invalid_request",
      "missing_header":
      400
    default: self == .travtus ? 400 : 422
    }
  }
}

extension Failure {
  static var routeNotFound: Failure {
    Failure(.notFound, "route_not_found", "There is no such route. GET /openapi.json lists them.")
  }

  /// The methods that a path has are the field at fault, for the header of the reply.
  static func notAllowed(_ methods: [String]) -> Failure {
    let methods = (methods.contains("GET") ? methods + ["HEAD"] : methods).joined(separator: ", ")
    return Failure(
      .unsupported, "method_not_allowed", "This route is asked with \(methods).", field: methods)
  }
}
