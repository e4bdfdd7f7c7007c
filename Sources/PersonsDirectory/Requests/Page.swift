// SPDX-License-Identifier: Apache-2.0
//
// limit and skip.

internal import PersonsJSON

struct Page {
  static let keys = ["limit", "skip"]
  static let keysWithGroups = keys + GroupSelection.Keys.snake.both
  static let largest: Int64 = 1000

  let limit: Int64
  let skip: Int64

  init(_ request: ObjectReader, limit fallback: Int64) throws(Failure) {
    limit = try request.integer("limit", in: 1...Page.largest, default: fallback)
    skip = try request.integer("skip", in: 0...Int64.max, default: 0)
  }
}
