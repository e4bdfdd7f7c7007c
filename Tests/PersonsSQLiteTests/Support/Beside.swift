// SPDX-License-Identifier: Apache-2.0
// Job: something that runs in a thread of its own. The threads of Swift's tasks are few, and a write that waits keeps
// one.

import Glibc

final class Beside: @unchecked Sendable {
  private let body: () -> Void
  private var thread = pthread_t()

  init(_ body: @escaping () -> Void) {
    self.body = body
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Beside>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
  }

  func join() { pthread_join(thread, nil) }
}
