// SPDX-License-Identifier: Apache-2.0
//
// Whether digits that a user typed are the end of a phone number.

enum PhoneEnd {
  /// Whether `digits`, four or more, end `phone`. A leading 0 stands for the country code that the other one
  /// has.
  static func matches(_ digits: some Collection<UInt8>, _ phone: some Collection<UInt8>) -> Bool {
    guard digits.count >= SearchSettings.phoneEnd else { return false }
    if ends(phone, with: digits) { return true }
    let wanted = significant(digits)
    let stored = significant(phone)
    guard wanted.count >= SearchSettings.phoneWhole, stored.count >= SearchSettings.phoneWhole
    else { return false }
    return ends(stored, with: wanted) || ends(wanted, with: stored)
  }

  /// Whether one of the two numbers ends with the other but for a digit that is wrong, or two that changed
  /// places.
  static func matchesWithError(
    _ digits: some Collection<UInt8>, _ phone: some Collection<UInt8>
  ) -> Bool {
    let wanted = significant(digits)
    let stored = significant(phone)
    let length = min(wanted.count, stored.count)
    guard length >= SearchSettings.phoneWhole else { return false }
    let wrong = zip(0..., zip(wanted.suffix(length), stored.suffix(length)))
      .filter { $0.1.0 != $0.1.1 }
    if wrong.count == 1 { return true }
    return wrong.count == 2 && wrong[1].0 == wrong[0].0 + 1 && wrong[0].1.0 == wrong[1].1.1
      && wrong[0].1.1 == wrong[1].1.0
  }

  /// The digits without leading zeros.
  static func significant(_ digits: some Collection<UInt8>) -> [UInt8] {
    Array(digits.drop { $0 == UInt8(ascii: "0") })
  }

  private static func ends(
    _ text: some Collection<UInt8>, with end: some Collection<UInt8>
  ) -> Bool {
    text.count >= end.count && text.suffix(end.count).elementsEqual(end)
  }
}
