// SPDX-License-Identifier: Apache-2.0
//
// What an export of a damaged file passes over, so that the rest is saved.

internal import PersonsJSON

final class PassedOver {
  private(set) var count: Int64 = 0

  /// Runs a step; when what it reads is damaged, that is counted and no error.
  func pass(_ step: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try step()
    } catch {
      guard error.kind == .corrupt else { throw error }
      count += 1
    }
  }
}

/// Runs a step whose damage is passed over where that is wanted.
func pass(
  _ passedOver: PassedOver?, _ step: () throws(Failure) -> Void
) throws(Failure) {
  if let passedOver { try passedOver.pass(step) } else { try step() }
}
