// SPDX-License-Identifier: Apache-2.0
//
// Stopping what runs: a mark that calls look at between their steps.

package import PersonsJSON
internal import Synchronization

/// Counts the interruptions of a store.
package final class InterruptionCounter: Sendable {
  fileprivate let count = Atomic<Int>(0)

  package init() {}

  package func interrupt() { count.wrappingAdd(1, ordering: .sequentiallyConsistent) }
}

/// One call's view: whether it was interrupted since it began.
package struct Interruption: Sendable {
  private let counter: InterruptionCounter
  private let began: Int

  package init(_ counter: InterruptionCounter) {
    self.counter = counter
    began = counter.count.load(ordering: .sequentiallyConsistent)
  }

  package func check() throws(Failure) {
    if counter.count.load(ordering: .relaxed) != began { throw .interrupted }
  }
}
