// SPDX-License-Identifier: Apache-2.0
//
// Opening files of our own, away from the descriptors of the standard streams.

package import Glibc

/// As open(2): begins again after a signal, closes on exec, and never gives descriptor 0, 1 or 2. A host that has closed
/// them would read from the file, or write its messages into it.
///
/// - Returns: the descriptor, or -1 with errno.
package func openFile(_ path: String, _ flags: Int32, mode: mode_t = 0) -> Int32 {
  var descriptor: Int32
  repeat {
    descriptor = open(path, flags | O_CLOEXEC, mode)
  } while descriptor < 0 && errno == EINTR
  guard descriptor >= 0, descriptor <= STDERR_FILENO else { return descriptor }
  let higher = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
  let code = errno
  close(descriptor)
  errno = code
  return higher
}
