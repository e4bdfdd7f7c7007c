// SPDX-License-Identifier: Apache-2.0
//
// The one place where a failure becomes a status of the header, and a status its name.

internal import CPersons
internal import PersonsJSON

extension FailureKind {
  var status: CInt {
    switch self {
    case .misuse: PERSONS_MISUSE
    case .invalid: PERSONS_INVALID
    case .notFound: PERSONS_NOT_FOUND
    case .conflict: PERSONS_CONFLICT
    case .unauthorized: PERSONS_UNAUTHORIZED
    case .forbidden: PERSONS_FORBIDDEN
    case .unsupported: PERSONS_UNSUPPORTED
    case .tooLarge: PERSONS_TOO_LARGE
    case .busy: PERSONS_BUSY
    case .full: PERSONS_FULL
    case .inputOutput: PERSONS_IO
    case .corrupt: PERSONS_CORRUPT
    case .newerFormat: PERSONS_NEWER_FORMAT
    case .noMemory: PERSONS_NO_MEMORY
    case .readOnly: PERSONS_READ_ONLY
    case .permission: PERSONS_PERMISSION
    case .unavailable: PERSONS_UNAVAILABLE
    case .timeout: PERSONS_TIMEOUT
    case .interrupted: PERSONS_INTERRUPTED
    case .protocolError: PERSONS_PROTOCOL
    case .rateLimited: PERSONS_RATE_LIMITED
    case .internal: PERSONS_INTERNAL
    }
  }
}

/// The name of a status as static text.
func name(ofStatus status: CInt) -> StaticString {
  switch status {
  case PERSONS_OK: "OK"
  case PERSONS_MISUSE: "MISUSE"
  case PERSONS_INVALID: "INVALID"
  case PERSONS_NOT_FOUND: "NOT_FOUND"
  case PERSONS_CONFLICT: "CONFLICT"
  case PERSONS_UNAUTHORIZED: "UNAUTHORIZED"
  case PERSONS_FORBIDDEN: "FORBIDDEN"
  case PERSONS_UNSUPPORTED: "UNSUPPORTED"
  case PERSONS_TOO_LARGE: "TOO_LARGE"
  case PERSONS_BUSY: "BUSY"
  case PERSONS_FULL: "FULL"
  case PERSONS_IO: "IO"
  case PERSONS_CORRUPT: "CORRUPT"
  case PERSONS_NEWER_FORMAT: "NEWER_FORMAT"
  case PERSONS_NO_MEMORY: "NO_MEMORY"
  case PERSONS_READ_ONLY: "READ_ONLY"
  case PERSONS_PERMISSION: "PERMISSION"
  case PERSONS_UNAVAILABLE: "UNAVAILABLE"
  case PERSONS_TIMEOUT: "TIMEOUT"
  case PERSONS_INTERRUPTED: "INTERRUPTED"
  case PERSONS_PROTOCOL: "PROTOCOL"
  case PERSONS_RATE_LIMITED: "RATE_LIMITED"
  case PERSONS_INTERNAL: "INTERNAL"
  default: "UNKNOWN"
  }
}
