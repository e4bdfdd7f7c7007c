// SPDX-License-Identifier: Apache-2.0
//
// Times as RFC 3339 text and as milliseconds since 1970. The calendar is libc's; a day has 86,400 seconds.

internal import Glibc
package import PersonsJSON

package enum Timestamp {
  /// The milliseconds that a text names, nil when it is no RFC 3339 time between the years 0001
  /// and 9999. A leap second counts as the second before it.
  package static func milliseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 40 else { return nil }
    func number(_ start: Int, _ digits: Int) -> Int64? {
      guard start + digits <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[start..<start + digits] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int64(byte - 48)
      }
      return value
    }
    func character(_ index: Int, _ allowed: String) -> Bool {
      index < bytes.count && allowed.utf8.contains(bytes[index])
    }
    guard let year = number(0, 4), character(4, "-"), let month = number(5, 2), character(7, "-"),
      let day = number(8, 2), character(10, "Tt "), let hour = number(11, 2), character(13, ":"),
      let minute = number(14, 2), character(16, ":"), let second = number(17, 2),
      year >= 1, hour <= 23, minute <= 59, second <= 60, let days = days(year, month, day)
    else { return nil }
    var index = 19
    var fraction: Int64 = 0
    if character(index, ".") {
      index += 1
      var scale: Int64 = 100
      let start = index
      while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 {
        fraction += Int64(bytes[index] - 48) * scale
        scale /= 10
        index += 1
      }
      guard index > start else { return nil }
    }
    var offset: Int64 = 0
    if character(index, "Zz") {
      index += 1
    } else {
      guard character(index, "+-"), let hours = number(index + 1, 2), character(index + 3, ":"),
        let minutes = number(index + 4, 2), hours <= 23, minutes <= 59
      else { return nil }
      offset = (hours * 60 + minutes) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
      index += 6
    }
    guard index == bytes.count else { return nil }
    return ((days * 24 + hour) * 60 + minute - offset) * 60_000 + min(second, 59) * 1000 + fraction
  }

  /// Appends `milliseconds` as "2026-01-31T09:00:00.000Z", quotes included. Years before 1 and after
  /// 9999 are shown as the nearest year that can be written.
  package static func append(_ milliseconds: Int64, to text: inout TextBuffer) {
    let bounded = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
    let days = bounded >= 0 ? bounded / 86_400_000 : (bounded - 86_399_999) / 86_400_000
    let rest = bounded - days * 86_400_000
    let date = date(days)
    // A person has two of them, and a page ten persons: all bytes at once.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 26) { bytes in
      _ = bytes.initialize(from: "\"0000-00-00T00:00:00.000Z\"".utf8)
      func write(_ value: Int64, endingAt end: Int) {
        var rest = value
        var place = end
        while rest > 0 {
          bytes[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
          rest /= 10
          place -= 1
        }
      }
      write(Int64(date.tm_year) + 1900, endingAt: 4)
      write(Int64(date.tm_mon) + 1, endingAt: 7)
      write(Int64(date.tm_mday), endingAt: 10)
      let seconds = rest / 1000
      write(seconds / 3600, endingAt: 13)
      write(seconds / 60 % 60, endingAt: 16)
      write(seconds % 60, endingAt: 19)
      write(rest % 1000, endingAt: 23)
      text.append(UnsafeBufferPointer(bytes))
    }
  }

  /// `milliseconds` as a string without quotes.
  package static func text(_ milliseconds: Int64) -> String {
    var buffer = TextBuffer()
    append(milliseconds, to: &buffer)
    return String(buffer.string.dropFirst().dropLast())
  }

  // MARK: The calendar

  // libc is asked for noon. Where TZ names a zone that counts leap seconds ("right/UTC"), timegm and gmtime_r count
  // them too, and what one process writes another would read half a minute off: at noon that is still the same day.

  private static let secondsOfDay = 86_400
  private static let noon = 43_200

  /// Days from 1970-01-01 to a date of four and two digits; nil when the calendar does not have it.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    var date = tm()
    date.tm_year = Int32(truncatingIfNeeded: year - 1900)
    date.tm_mon = Int32(truncatingIfNeeded: month - 1)
    date.tm_mday = Int32(truncatingIfNeeded: day)
    date.tm_hour = 12
    let seconds = timegm(&date)
    // A day that the month does not have comes back as one of another month.
    guard Int64(date.tm_mon) == month - 1 else { return nil }
    let days = seconds / secondsOfDay
    return Int64(seconds < 0 ? days - 1 : days)
  }

  /// The date of a day counted from 1970-01-01.
  private static func date(_ days: Int64) -> tm {
    var seconds = time_t(days) * secondsOfDay + noon
    var date = tm()
    gmtime_r(&seconds, &date)
    return date
  }
}
