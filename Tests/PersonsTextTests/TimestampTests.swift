// SPDX-License-Identifier: Apache-2.0
//
// Times: known ones, every day of 400 years beside a counter, and what is no time.

import PersonsText
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2023-11-15T09:00:00Z", 1_700_038_800_000),
      ("2023-11-15T09:00:00.25Z", 1_700_038_800_250),
      ("2023-11-15T10:30:00+01:30", 1_700_038_800_000),
      ("2023-11-15T07:30:00-01:30", 1_700_038_800_000), ("1969-12-31T23:59:59.999Z", -1),
      ("0001-01-01T00:00:00Z", -62_135_596_800_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
      ("2016-12-31T23:59:60Z", 1_483_228_799_000),
    ] as [(String, Int64)])
  func milliseconds_readsRFC3339(_ text: String, _ expected: Int64) {
    #expect(Timestamp.milliseconds(text) == expected)
  }

  @Test(arguments: [
    "", "2023-11-15", "2023-11-15T09:00:00", "2023-13-15T09:00:00Z", "2023-02-29T09:00:00Z",
    "1900-02-29T00:00:00Z", "2023-00-15T09:00:00Z", "2023-11-00T09:00:00Z", "2023-11-31T09:00:00Z",
    "2023-12-32T09:00:00Z", "2023-01-99T09:00:00Z", "2016-12-31T23:59:61Z", "2023-11-15T24:00:00Z",
    "2023-11-15T09:60:00Z", "tomorrow",
    "2023-11-15T09:00:00+25:00", "2023-11-15T09:00:00.Z", "0000-01-01T00:00:00Z",
    "2023-11-15T09:00:00Zx", "2023-11-15T09:00:00.123456789012345678901Z",
  ])
  func milliseconds_refusesWhatIsNoTime(_ text: String) {
    #expect(Timestamp.milliseconds(text) == nil)
  }

  @Test func text_isReadBack_onEveryDayOf400Years() {
    var milliseconds: Int64 = -11_676_096_000_000  // 1600-01-01
    for day in 0..<146_097 {
      let time = milliseconds + Int64(day % 86_400) * 1000 + Int64(day % 1000)
      #expect(Timestamp.milliseconds(Timestamp.text(time)) == time)
      milliseconds += 86_400_000
    }
    #expect(Timestamp.text(milliseconds) == "2000-01-01T00:00:00.000Z")
  }

  @Test func text_isTheFirstOfJanuary_ofEveryYear() {
    var milliseconds: Int64 = -62_135_596_800_000
    for year in 1...9999 {
      let digits = String(String(10_000 + year).dropFirst())
      #expect(Timestamp.text(milliseconds) == "\(digits)-01-01T00:00:00.000Z")
      #expect(Timestamp.milliseconds("\(digits)-01-01T00:00:00Z") == milliseconds)
      #expect(Timestamp.milliseconds("\(digits)-12-31T23:59:60Z") != nil)
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      #expect((Timestamp.milliseconds("\(digits)-02-29T00:00:00Z") != nil) == isLeap)
      milliseconds += (isLeap ? 366 : 365) * 86_400_000
    }
  }
}
