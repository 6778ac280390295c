/// A day of the Gregorian calendar from the year 1 on, also before it was introduced.
package struct CivilDate: Equatable, Sendable {
  package var year: Int64
  package var month: Int64
  package var day: Int64

  @inline(__always)
  package init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is `days` after 1970-01-01.
  package init(days: Int64) {
    // Years begin in March here, so that the leap day is the last of its year; 400 years repeat.
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; the date must be valid.
  @inline(__always)
  package var days: Int64 {
    // As above: the year begins in March, so that its months have lengths that a line fits.
    let shiftedYear = UInt32(truncatingIfNeeded: month <= 2 ? year - 1 : year)
    let shiftedMonth = UInt32(truncatingIfNeeded: month > 2 ? month - 3 : month + 9)
    let leapDays = shiftedYear / 4 &- shiftedYear / 100 &+ shiftedYear / 400
    let dayOfYear = (153 &* shiftedMonth &+ 2) / 5 &+ UInt32(truncatingIfNeeded: day) &- 1
    return Int64(shiftedYear &* 365 &+ leapDays &+ dayOfYear) - 719_468
  }

  /// Whether the calendar has such a day.
  @inline(__always)
  var isValid: Bool {
    guard year >= 1, 1...12 ~= month, day >= 1 else { return false }
    return day <= 28 || hasLongEnoughMonth
  }

  private var hasLongEnoughMonth: Bool {
    switch month {
    case 2: day == 29 && isLeapYear
    case 4, 6, 9, 11: day <= 30
    default: day <= 31
    }
  }

  private var isLeapYear: Bool {
    year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}
