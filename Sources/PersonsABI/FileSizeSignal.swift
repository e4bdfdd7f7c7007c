// SPDX-License-Identifier: Apache-2.0
//
// SIGXFSZ, which the kernel sends to who writes over the limit on the size of files (RLIMIT_FSIZE), and which ends the
// host unless it is held back. What remains then is the error.

internal import Glibc

/// The signal, held back in this thread until `release`.
struct HeldFileSizeSignal {
  private var before = sigset_t()
  private var wasPending = false
  private let isHeld: Bool

  /// Holds it back where files are limited at all.
  init() {
    var limit = rlimit()
    isHeld =
      getrlimit(Int32(bitPattern: RLIMIT_FSIZE.rawValue), &limit) == 0
      && limit.rlim_cur != rlim_t.max
    guard isHeld else { return }
    wasPending = isPending
    var signals = HeldFileSizeSignal.alone
    pthread_sigmask(SIG_BLOCK, &signals, &before)
  }

  /// Takes back the signal that our own writes brought, and lets later ones through.
  mutating func release() {
    guard isHeld else { return }
    if !wasPending, isPending {
      var signals = HeldFileSizeSignal.alone
      var number: Int32 = 0
      sigwait(&signals, &number)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private var isPending: Bool {
    var signals = sigset_t()
    return sigpending(&signals) == 0 && sigismember(&signals, SIGXFSZ) == 1
  }

  /// The set of this signal.
  private static var alone: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGXFSZ)
    return signals
  }
}
