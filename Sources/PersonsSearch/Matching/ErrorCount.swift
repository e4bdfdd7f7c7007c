// SPDX-License-Identifier: Apache-2.0
//
// How many typing errors are between a word of a query and a word of a person: letters that are wrong, missing,
// too many, or two that changed places (Damerau-Levenshtein distance, optimal string alignment). Counted only
// up to a bound, within a band of the table that can still stay below it.

/// The errors between `query` and the whole of `word`; nil when they are more than `most`.
func errorCount(_ query: [UInt32], _ word: [UInt32], atMost most: Int) -> Int? {
  guard abs(query.count - word.count) <= most else { return nil }
  return errors(query, word, atMost: most, isPrefix: false)
}

/// The errors between `query` and that beginning of `word` that has the fewest; nil when they are more than
/// `most`.
func prefixErrorCount(_ query: [UInt32], _ word: [UInt32], atMost most: Int) -> Int? {
  guard query.count - word.count <= most else { return nil }
  return errors(query, word, atMost: most, isPrefix: true)
}

private func errors(
  _ query: [UInt32], _ word: [UInt32], atMost most: Int, isPrefix: Bool
) -> Int? {
  // A row for each letter of the word; a column for each letter of the query.
  let columns = query.count
  let rows = min(word.count, columns + most)
  return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * (columns + 1)) { table in
    let tooMany = most + 1
    var before = 0
    var previous = columns + 1
    var current = 2 * (columns + 1)
    for column in 0...columns { table[previous + column] = min(column, tooMany) }
    var best = table[previous + columns]
    guard rows > 0 else { return best <= most ? best : nil }
    for row in 1...rows {
      let letter = word[row - 1]
      table[current] = min(row, tooMany)
      var least = table[current]
      if columns > 0 {
        for column in 1...columns {
          var count = table[previous + column - 1] + (query[column - 1] == letter ? 0 : 1)
          count = min(count, table[previous + column] + 1, table[current + column - 1] + 1)
          if row > 1, column > 1, letter == query[column - 2], word[row - 2] == query[column - 1] {
            count = min(count, table[before + column - 2] + 1)
          }
          count = min(count, tooMany)
          table[current + column] = count
          least = min(least, count)
        }
      }
      best = isPrefix ? min(best, table[current + columns]) : table[current + columns]
      // No later row can be better than the best of this one.
      if least > most { return isPrefix && best <= most ? best : nil }
      (before, previous, current) = (previous, current, before)
    }
    return best <= most ? best : nil
  }
}
