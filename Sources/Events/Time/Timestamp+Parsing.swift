extension Timestamp {
  /// The instant that a text spells; nil if it spells none, or one that 64 bits cannot hold.
  ///
  /// `2026-11-21T03:27:57.726114+00:00` and everything that leaves out parts of it from the right:
  /// zone (then UTC), fraction, seconds, time of day. `Z` or `+0100` for the zone, a space for
  /// the `T`, and one digit of the fraction or more; what is finer than a nanosecond is cut off.
  public init?(_ text: String) {
    var text = text
    guard let time = text.withUTF8({ unsafe Timestamp(parsing: $0.span) }) else { return nil }
    self = time
  }

  /// As `init(_:)`, from bytes.
  public init?(parsing text: Span<UInt8>) {
    if text.count >= 16 {
      guard let minutes = Self.minutes(text) else { return nil }
      self.init(minutes: minutes, then: text)
    } else {
      guard text.count == 10, let days = Self.date(text) else { return nil }
      self.init(minutes: days * 1440, seconds: 0, nanoseconds: 0)
    }
  }

  /// From a date and a time of day in minutes, and whatever the text says after them.
  private init?(minutes: Int64, then text: Span<UInt8>) {
    var index = 16
    var second: UInt32 = 0
    var fraction: Int64 = 0
    if text.count >= 19, text[16] == UInt8(ascii: ":") {
      second = Self.twoDigits(text, 17)
      guard second <= 59 else { return nil }
      index = 19
      if text.count > 19, text[19] == UInt8(ascii: ".") {
        guard let digits = Self.fraction(text, from: 20) else { return nil }
        (fraction, index) = digits
      }
    }
    guard let offset = Self.offset(text, from: index) else { return nil }
    self.init(minutes: minutes - offset, seconds: Int64(second), nanoseconds: fraction)
  }

  private init?(minutes: Int64, seconds: Int64, nanoseconds: Int64) {
    let whole = minutes * 60 + seconds
    // Wide, because the fraction may bring back what the seconds alone put out of range.
    let exact = Int128(whole) * 1_000_000_000 + Int128(nanoseconds)
    guard let rawValue = Int64(exactly: exact) else { return nil }
    self.init(rawValue: rawValue)
  }

  /// Minutes since 1970 of `yyyy-mm-ddThh:mm`, with which the text begins.
  ///
  /// All digits are checked and paired at once, in two words: every line has such a text.
  @inline(__always)
  private static func minutes(_ text: Span<UInt8>) -> Int64? {
    let zeros: UInt64 = 0x2D30_302D_3030_3030  // 0000-00-, the first byte lowest
    let moreZeros: UInt64 = 0x3030_3A30_3054_3030  // 00T00:00
    let date = unsafe text.bytes.unsafeLoadUnaligned(as: UInt64.self).littleEndian ^ zeros
    var time = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)
      .littleEndian
    if time & 0xFF_0000 == 0x20_0000 || time & 0xFF_0000 == 0x74_0000 {
      time = time & ~0xFF_0000 | 0x54_0000  // a space or a small t for the T
    }
    time ^= moreZeros
    // What is no digit now has a bit above 9, and what is no separator is not 0.
    let excess = (date &+ 0x7676_7676_7676_7676) | (time &+ 0x7676_7676_7676_7676) | date | time
    guard excess & 0x8080_8080_8080_8080 == 0, date & 0xFF00_00FF_0000_0000 == 0,
      time & 0x0000_FF00_00FF_0000 == 0
    else { return nil }
    let datePairs = date &* 10 &+ date >> 8
    let timePairs = time &* 10 &+ time >> 8
    let day = CivilDate(
      year: Int64(datePairs & 0xFF) * 100 + Int64(datePairs >> 16 & 0xFF),
      month: Int64(datePairs >> 40 & 0xFF), day: Int64(timePairs & 0xFF))
    let hour = Int64(timePairs >> 24 & 0xFF)
    let minute = Int64(timePairs >> 48 & 0xFF)
    guard day.isValid, hour <= 23, minute <= 59 else { return nil }
    return day.days * 1440 + hour * 60 + minute
  }

  /// Days since 1970 of the date that the text begins with.
  @inline(__always)
  private static func date(_ text: Span<UInt8>) -> Int64? {
    guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else {
      return nil
    }
    let century = twoDigits(text, 0)
    let years = twoDigits(text, 2)
    let month = twoDigits(text, 5)
    let day = twoDigits(text, 8)
    guard century <= 99, years <= 99, month <= 99, day <= 99 else { return nil }
    let date = CivilDate(
      year: Int64(century * 100 + years), month: Int64(month), day: Int64(day))
    return date.isValid ? date.days : nil
  }

  /// The number of two digits, or one above 99 if they are none.
  @inline(__always)
  private static func twoDigits(_ text: Span<UInt8>, _ index: Int) -> UInt32 {
    let tens = text[index] &- UInt8(ascii: "0")
    let ones = text[index + 1] &- UInt8(ascii: "0")
    return tens <= 9 && ones <= 9 ? UInt32(tens * 10 + ones) : 100
  }

  /// Nanoseconds of the digits from `start` on, and the place after them.
  @inline(__always)
  private static func fraction(_ text: Span<UInt8>, from start: Int) -> (Int64, Int)? {
    var value: Int64 = 0
    var index = start
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      if index < start + 9 { value = value * 10 + Int64(digit) }
      index += 1
    }
    let count = index - start
    guard count > 0 else { return nil }
    return (count < 9 ? value * scales[count] : value, index)
  }

  private static let scales: [Int64] = [
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10,
  ]

  /// Minutes east of Greenwich; nil if anything but a zone stands from `index` to the end.
  @inline(__always)
  private static func offset(_ text: Span<UInt8>, from index: Int) -> Int64? {
    let count = text.count - index
    if count == 0 { return 0 }
    let sign = text[index]
    if count == 1 { return sign | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    guard count == 5 || (count == 6 && text[index + 3] == UInt8(ascii: ":")) else { return nil }
    let hours = twoDigits(text, index + 1)
    let minutes = twoDigits(text, text.count - 2)
    guard hours <= 23, minutes <= 59 else { return nil }
    let offset = Int64(hours * 60 + minutes)
    return sign == UInt8(ascii: "-") ? -offset : offset
  }
}
