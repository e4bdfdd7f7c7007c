// SPDX-License-Identifier: Apache-2.0
//
// The clocks: one that people set, and one that nobody does.

internal import Glibc

/// Milliseconds since 1970 by the machine's clock.
package func currentMilliseconds() -> Int64 { milliseconds(of: CLOCK_REALTIME) }

/// Milliseconds of a clock that only goes on. For deadlines.
package func monotonicMilliseconds() -> Int64 { milliseconds(of: CLOCK_MONOTONIC) }

private func milliseconds(of clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
