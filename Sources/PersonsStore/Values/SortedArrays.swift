// SPDX-License-Identifier: Apache-2.0
//
// Looking into sorted arrays.

extension Array {
  /// The first index whose element satisfies `condition`, which no element before it does.
  package func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension [Int64] {
  /// Whether a sorted array has an element.
  package func containsSorted(_ element: Int64) -> Bool {
    let index = partitioningIndex { $0 >= element }
    return index < count && self[index] == element
  }
}
