// SPDX-License-Identifier: Apache-2.0
//
// Stopping what runs: the connections that can be interrupted, and a mark that calls look at between
// their steps.

package import PersonsJSON
internal import PersonsSystem
internal import Synchronization

/// All that runs on one store.
final class Interruptions: Sendable {
  fileprivate let epoch = Atomic<Int>(0)
  private let connections = Locked<[ObjectIdentifier: Connection]>([:])

  func add(_ connection: Connection) {
    connections.withLock { $0[ObjectIdentifier(connection)] = connection }
  }

  /// Forgets a connection; from then on it may be closed.
  func remove(_ connection: Connection) {
    connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(connection)) }
  }

  func interrupt() {
    epoch.wrappingAdd(1, ordering: .sequentiallyConsistent)
    connections.withLock { for connection in $0.values { connection.interrupt() } }
  }
}

/// One call's view: whether it was interrupted since it began.
package struct Interruption: Sendable {
  private let source: Interruptions
  private let began: Int

  init(_ source: Interruptions) {
    self.source = source
    began = source.epoch.load(ordering: .sequentiallyConsistent)
  }

  package func check() throws(Failure) {
    if source.epoch.load(ordering: .relaxed) != began { throw .interrupted }
  }
}
