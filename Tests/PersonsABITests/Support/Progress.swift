// SPDX-License-Identifier: Apache-2.0
// Job: a Swift closure as the progress callback of import and export.

import CPersons

final class Progress: Sendable {
  typealias Step = (done: Int64, bytes: Int64, total: Int64)
  private let onStep: @Sendable (Step) -> Bool

  /// The closure says whether to go on.
  init(_ onStep: @escaping @Sendable (Step) -> Bool) { self.onStep = onStep }

  private static let callback:
    @convention(c) (UnsafeMutableRawPointer?, Int64, Int64, Int64) -> Int32 = {
      guard let context = $0 else { return 1 }
      let progress = Unmanaged<Progress>.fromOpaque(context).takeUnretainedValue()
      return progress.onStep(($1, $2, $3)) ? 0 : 1
    }

  func watch(_ call: Call, on directory: Directory) -> Answer {
    let function = call.name == "export" ? persons_export : persons_import
    return withExtendedLifetime(self) {
      let context = Unmanaged.passUnretained(self).toOpaque()
      return answer {
        function(directory.handle, call.file, call.request, Self.callback, context, $0)
      }
    }
  }
}
