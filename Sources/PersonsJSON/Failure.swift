// SPDX-License-Identifier: Apache-2.0
//
// The one error that every module throws: a class of failure, its case, and a sentence for a person.
// It knows nothing of the C statuses; PersonsABI maps the class to a number.

/// The class of a failure, as in the header's statuses.
package enum FailureKind: Sendable {
  case misuse, invalid, notFound, conflict, unauthorized, forbidden, unsupported, tooLarge
  case busy, full, inputOutput, corrupt, newerFormat, noMemory, readOnly, permission
  case interrupted
  case unavailable, timeout, protocolError, rateLimited
  case `internal`
}

/// Why a call did not do what it says.
///
/// `message` is a full sentence and never holds a value of a record, a query or a token.
package struct Failure: Error, Equatable, Sendable {
  package var kind: FailureKind
  /// The case within the class, such as "unknown_key".
  package var type: String
  package var message: String
  /// The key that is at fault, such as "persons[3].email_address".
  package var field: String?
  /// The byte of a JSON text at which it went wrong.
  package var offset: Int?
  /// Further members of the envelope as JSON text, such as `"problems":[…]`.
  package var details: String?

  package init(
    _ kind: FailureKind, _ type: String, _ message: String, field: String? = nil,
    offset: Int? = nil
  ) {
    self.kind = kind
    self.type = type
    self.message = message
    self.field = field
    self.offset = offset
  }

  /// The same failure with its field below `prefix`: "email" in "persons[3]" is "persons[3].email".
  package func within(_ prefix: String) -> Failure {
    var failure = self
    failure.field = field.map { prefix + "." + $0 } ?? prefix
    return failure
  }

  /// Appends `{"type":…,"message":…}`, the inside of the error envelope.
  package func appendDescription(to text: inout TextBuffer) {
    text.append("{\"type\":")
    text.appendJSON(type)
    text.append(",\"message\":")
    text.appendJSON(message)
    if let field {
      text.append(",\"field\":")
      text.appendJSON(field)
    }
    if let offset {
      text.append(",\"offset\":")
      text.append(decimal: Int64(offset))
    }
    text.append("}")
  }

  /// Appends the whole envelope, `{"error":{…}}`.
  package func append(to text: inout TextBuffer) {
    text.append("{\"error\":")
    appendDescription(to: &text)
    if let details {
      text.append(",")
      text.append(string: details)
    }
    text.append("}")
  }
}
