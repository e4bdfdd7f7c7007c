// SPDX-License-Identifier: Apache-2.0
//
// A write that waits for its commit, and the lock and condition it waits with.

internal import Glibc
internal import PersonsJSON

/// One write in the writer's queue. Its state is guarded by the writer's monitor.
final class WriteTicket: @unchecked Sendable {
  enum State { case waiting, leading, done }

  let interruption: Interruption
  let isExclusive: Bool
  let work: (WriteTransaction) -> Failure?
  let condition = Condition()
  var state = State.waiting
  var failure: Failure?

  init(
    interruption: Interruption, isExclusive: Bool = false,
    work: @escaping (WriteTransaction) -> Failure? = { _ in nil }
  ) {
    self.interruption = interruption
    self.isExclusive = isExclusive
    self.work = work
  }
}

/// A mutex that conditions can wait on (the standard library's has none).
final class Monitor: @unchecked Sendable {
  fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }

  /// Unlocks, waits for a signal, locks again. Wakes without reason now and then.
  func wait(_ condition: Condition) { pthread_cond_wait(condition.condition, mutex) }
}

final class Condition: @unchecked Sendable {
  fileprivate let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() { pthread_cond_init(condition, nil) }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  func signal() { pthread_cond_signal(condition) }
  func broadcast() { pthread_cond_broadcast(condition) }
}
