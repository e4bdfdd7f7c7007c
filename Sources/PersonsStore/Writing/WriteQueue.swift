// SPDX-License-Identifier: Apache-2.0
//
// Group commit. Writes that come while a commit is on its way to the disk wait, and the next commit takes them all:
// the thread whose write is first in the queue leads, runs every waiting write in one transaction, commits once and
// wakes the others. No thread is started.

internal import Glibc
package import PersonsJSON
internal import PersonsSystem

package final class WriteQueue: Sendable {
  private struct Queue {
    var tickets: [WriteTicket] = []
    var isLed = false
    /// How many writes were in the last commit or came while it was on its way.
    var recentWrites = 0
  }

  private let engine: any CommitEngine
  private let timeoutMilliseconds: Int
  private let queue = Locked(Queue())

  /// How often a leader gives way to threads that are about to write again.
  private static let maxYields = 24

  /// More writes than this are not put into one commit, so that the first does not wait for ever.
  private static let maxWrites = 256

  package init(_ engine: any CommitEngine, timeoutMilliseconds: Int) {
    self.engine = engine
    self.timeoutMilliseconds = timeoutMilliseconds
  }

  /// How many writes wait for their turn.
  package var waiting: Int { queue.withLock { $0.tickets.count } }

  /// Runs `body` in a transaction, with its neighbours in the queue, and returns once it is durable.
  ///
  /// `body` escapes: another thread runs it, and may hold it a moment longer than this call takes.
  package func perform<R>(
    _ interruption: Interruption, _ body: @escaping () throws(Failure) -> R
  ) throws(Failure) -> R {
    var result: R?
    let ticket = WriteTicket(interruption: interruption, deadline: deadline) {
      do throws(Failure) {
        result = try body()
        return nil
      } catch {
        return error
      }
    }
    let failure = submit(ticket) { run(startingWith: ticket) }
    if let failure { throw failure }
    guard let result else { throw .internal("a write ended without a result") }
    return result
  }

  /// Runs `body` when no write runs, outside of a transaction.
  package func exclusively<R>(
    _ interruption: Interruption, _ body: () throws(Failure) -> R
  ) throws(Failure) -> R {
    var result: Result<R, Failure> = .failure(.internal("exclusive work did not run"))
    let ticket = WriteTicket(
      interruption: interruption, deadline: deadline, isExclusive: true)
    _ = submit(ticket) {
      result = Result { () throws(Failure) in
        if let refusal = engine.refusal { throw refusal }
        return try body()
      }
      return [ticket]
    }
    return try result.get()
  }

  /// Until when a write that comes now waits for other processes.
  private var deadline: Int64 { monotonicMilliseconds() + Int64(timeoutMilliseconds) }

  // MARK: The queue

  /// Waits for a leader to run the ticket, or leads: then `lead` runs it, and perhaps others, and says which.
  private func submit(_ ticket: WriteTicket, lead: () -> [WriteTicket]) -> Failure? {
    let leads = queue.withLock { queue in
      if queue.isLed {
        queue.tickets.append(ticket)
        return false
      }
      queue.isLed = true
      return true
    }
    if !leads, ticket.waitForTurn() == .done {
      ticket.behind?.give(.done)
      ticket.behind = nil
      return ticket.failure
    }

    let written = lead()

    let next = queue.withLock { queue in
      queue.recentWrites = written.count + queue.tickets.count
      guard !queue.tickets.isEmpty else {
        queue.isLed = false
        return nil as WriteTicket?
      }
      return queue.tickets.removeFirst()
    }
    // The next leader goes to work while the others are being woken.
    next?.give(.leading)
    // Each wakes the one behind it, so that waking goes on beside the work of those that are awake.
    let others = written.filter { $0 !== ticket }
    for (other, behind) in zip(others, others.dropFirst()) { other.behind = behind }
    others.first?.give(.done)
    return ticket.failure
  }

  /// The next write that may share the leader's commit, which has `count` so far; nil when it is time to
  /// commit. Threads whose writes were just answered tend to write again, and a commit costs the same for all
  /// of them: they are given a moment. A thread that writes alone does not wait.
  private func nextForCommit(after count: Int) -> WriteTicket? {
    for _ in 0...WriteQueue.maxYields {
      let (ticket, isLast) = queue.withLock { queue in
        guard count < WriteQueue.maxWrites, let first = queue.tickets.first, !first.isExclusive
        else {
          return (nil as WriteTicket?, count >= queue.recentWrites || !queue.tickets.isEmpty)
        }
        return (queue.tickets.removeFirst(), true)
      }
      if isLast { return ticket }
      sched_yield()
    }
    return nil
  }

  // MARK: The leader

  /// Runs the leader's write, and those that come meanwhile, in one transaction, and notes in each what became of it.
  private func run(startingWith first: WriteTicket) -> [WriteTicket] {
    var batch = [first]
    do throws(Failure) {
      try begin(for: first)
      var next: WriteTicket? = first
      while let ticket = next {
        if ticket !== first { batch.append(ticket) }
        let outcome = engine.perform(ticket.perform)
        ticket.failure = outcome.failure
        // A write that failed before it changed anything does not trouble its neighbours.
        if outcome.failure != nil, !outcome.leftNothing {
          engine.rollback()
          for other in batch where other !== ticket { runAlone(other) }
          return batch
        }
        next = nextForCommit(after: batch.count)
      }
      guard batch.contains(where: { $0.failure == nil }) else {
        engine.rollback()
        return batch
      }
      try engine.finish()
    } catch {
      engine.rollback()
      for ticket in batch where ticket.failure == nil { ticket.failure = error }
    }
    return batch
  }

  /// Runs a write once more, after a neighbour took the transaction with it.
  private func runAlone(_ ticket: WriteTicket) {
    do throws(Failure) {
      try begin(for: ticket)
      ticket.failure = engine.perform(ticket.perform).failure
      if ticket.failure != nil { return engine.rollback() }
      try engine.finish()
    } catch {
      engine.rollback()
      ticket.failure = error
    }
  }

  private func begin(for ticket: WriteTicket) throws(Failure) {
    if let refusal = engine.refusal { throw refusal }
    try engine.begin(deadline: ticket.deadline, ticket.interruption)
  }
}
