// SPDX-License-Identifier: Apache-2.0
//
// What the operating system answers when it does not do what it was asked: its error number, and nothing of ours.

/// The error number of a system call.
package struct SystemError: Error, Equatable, Sendable {
  package let code: Int32

  package init(_ code: Int32) { self.code = code }
}
