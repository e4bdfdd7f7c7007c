// SPDX-License-Identifier: Apache-2.0
//
// What libcurl says of a request without an answer, as a failure of ours.

internal import CCurl
internal import PersonsJSON

/// Why nothing came back.
struct ExchangeFailure: Error {
  let failure: Failure
  /// Whether the service cannot have seen the request.
  let sentNothing: Bool
}

extension Failure {
  static var answerTooLarge: Failure {
    Failure(.protocolError, "answer_too_large", "The service's answer is over the bound of 8 MiB.")
  }

  static var incompleteAnswer: Failure {
    Failure(.protocolError, "incomplete_answer", "The service's answer ended before its end.")
  }

  private static func malformed(_ code: CURLcode) -> Failure {
    Failure(
      .protocolError, "malformed_answer",
      "The service's answer is no HTTP that can be read (libcurl's code \(code.rawValue)).")
  }

  /// The failure of an exchange that ended with `code`.
  ///
  /// - Parameter hasStatus: whether the service had sent a status line.
  /// - Parameter systemError: the error of the system that ended it; 0 when it was none.
  static func exchange(_ code: CURLcode, hasStatus: Bool, systemError: Int) -> Failure {
    switch code {
    case CURLE_OPERATION_TIMEDOUT:
      return Failure(
        .timeout, "timeout",
        "The service did not answer in time. \"timeout_ms\" says how long to wait.")
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
      return Failure(
        .unavailable, "unknown_host", "The service's host has no address. Is the location right?")
    case CURLE_COULDNT_CONNECT:
      return Failure(
        .unavailable, "connection_refused", "Nothing answers at the service's address.")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return Failure(
        .unavailable, "untrusted_certificate",
        "The service's certificate is not trusted. \"ca_file\" names certificates to trust.")
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND:
      return Failure(
        .unavailable, "tls_failed", "No encrypted connection to the service could be made.")
    case CURLE_RECV_ERROR where hasStatus && systemError == 0:
      return malformed(code)
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_ABORTED_BY_CALLBACK:
      return Failure(
        .unavailable, "connection_lost", "The service closed the connection without an answer.")
    case CURLE_FILESIZE_EXCEEDED: return .answerTooLarge
    case CURLE_PARTIAL_FILE:
      return .incompleteAnswer
    // What libcurl says of a line of the head that has no end.
    case CURLE_OUT_OF_MEMORY:
      return Failure(
        .protocolError, "answer_too_large", "The head of the service's answer is too large.")
    case CURLE_URL_MALFORMAT:
      return .invalidValue("location", "The location is no address of a service.")
    default: return malformed(code)
    }
  }
}
