// SPDX-License-Identifier: Apache-2.0
//
// Failures that more than one module throws, so that one case has one text. Those of the Travtus
// document keep its words.

extension Failure {
  package static var notFound: Failure {
    Failure(
      .notFound, "not_found", "There are no person records matching the information provided.")
  }

  package static var bothGroupIdentifiers: Failure {
    Failure(
      .invalid, "both_group_identifiers_provided",
      """
      You have provided both group ids and group external references for the find persons \
      operation. Please only provide one of the two.
      """)
  }

  package static var missingAuthorization: Failure {
    Failure(
      .unauthorized, "missing_authorization",
      """
      Your request does not include an 'Authorization' header with a bearer token for your account.
      """)
  }

  package static var expiredToken: Failure {
    Failure(
      .unauthorized, "expired_token",
      """
      The bearer token you have provided in the 'Authorization' header has expired. Please obtain \
      a new one.
      """)
  }

  package static var invalidAuthorization: Failure {
    Failure(
      .unauthorized, "invalid_authorization",
      "The bearer token you have provided in the 'Authorization' header is invalid.")
  }

  package static var ownerOnly: Failure {
    Failure(
      .forbidden, "owner_only",
      "This call is for the owner of the directory, who opens it without a token.")
  }

  package static func groupNotFound(_ field: String) -> Failure {
    Failure(.notFound, "group_not_found", "There is no such group.", field: field)
  }

  package static var interrupted: Failure {
    Failure(.interrupted, "interrupted", "The call was interrupted before it was done.")
  }

  package static var noMemory: Failure {
    Failure(.noMemory, "no_memory", "There is not enough memory for the result.")
  }

  package static var tooManyFiles: Failure {
    Failure(
      .inputOutput, "too_many_files",
      "The process, or the machine, has too many open files. Close some, or raise the limit (RLIMIT_NOFILE)."
    )
  }

  package static func invalidValue(_ field: String, _ message: String) -> Failure {
    Failure(.invalid, "invalid_value", message, field: field)
  }

  package static func corruptRecord(_ what: String) -> Failure {
    Failure(
      .corrupt, "damaged_record",
      "\(what) is damaged. Run persons_check to see what is hit, and restore it from a backup or an export."
    )
  }

  package static func `internal`(_ what: String) -> Failure {
    Failure(.internal, "internal", "A fault of the library: \(what). Please report it.")
  }
}
