// SPDX-License-Identifier: Apache-2.0
//
// What is lost when a damaged store is read all the same, so that the rest is saved.

package import PersonsJSON

package final class Salvage {
  /// How many pieces could not be read.
  package private(set) var lost: Int64 = 0

  package init() {}

  /// Runs a step; when what it reads is damaged, that is counted and no error.
  package func attempt(_ step: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try step()
    } catch {
      guard error.kind == .corrupt else { throw error }
      lost += 1
    }
  }
}

/// Runs a step whose damage is counted where there is a salvage, and is an error where there is none.
package func attempt(
  _ salvage: Salvage?, _ step: () throws(Failure) -> Void
) throws(Failure) {
  if let salvage { try salvage.attempt(step) } else { try step() }
}
