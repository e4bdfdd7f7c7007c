// SPDX-License-Identifier: Apache-2.0
//
// A write that waits for its commit.

internal import Glibc
internal import PersonsJSON

/// One write in the queue. What is in it belongs to its own thread until it is queued, then to the leader, and again
/// to its own thread once its turn was given.
final class WriteTicket: @unchecked Sendable {
  /// What a waiting thread is woken for.
  enum Turn { case leading, done }

  let interruption: Interruption
  /// Until when to wait for other processes, by the monotonic clock.
  let deadline: Int64
  /// Whether the ticket shares no commit.
  let isExclusive: Bool
  private let work: () -> Failure?
  var failure: Failure?
  /// The ticket of the same commit that this one's thread wakes.
  var behind: WriteTicket?

  private var turn = Turn.done
  /// A semaphore and not a condition: the thread that is woken has no lock to take first.
  private let given = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init(
    interruption: Interruption, deadline: Int64, isExclusive: Bool = false,
    work: @escaping () -> Failure? = { nil }
  ) {
    self.interruption = interruption
    self.deadline = deadline
    self.isExclusive = isExclusive
    self.work = work
    sem_init(given, 0, 0)
  }

  deinit {
    sem_destroy(given)
    given.deallocate()
  }

  /// Runs the write, unless it was interrupted while it waited.
  ///
  /// - Returns: why it failed.
  func perform() -> Failure? {
    do throws(Failure) {
      try interruption.check()
    } catch {
      return error
    }
    return work()
  }

  /// Waits until the leader has run the write, or makes this thread the next leader.
  func waitForTurn() -> Turn {
    while sem_wait(given) != 0 {}
    return turn
  }

  /// Wakes the waiting thread.
  func give(_ turn: Turn) {
    self.turn = turn
    sem_post(given)
  }
}
