// SPDX-License-Identifier: Apache-2.0
//
// Failures that every store tells alike.

package import PersonsJSON

extension Failure {
  /// A write to a store that was opened for reading.
  package static var openedReadOnly: Failure {
    Failure(.readOnly, "read_only", "The directory was opened with \"read_only\".")
  }
}
