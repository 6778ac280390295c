extension Nanoseconds {
  /// `seconds` as Swift describes it.
  ///
  /// A Double tells all numbers of up to 15 digits apart, and is described by as few digits as tell it:
  /// of such a length these are its own, and nobody has to ask what a Double holds of it.
  package var secondsText: String {
    guard rawValue >= 1_000_000, rawValue < 1_000_000_000_000_000 else {
      return seconds.description
    }
    var (whole, fraction) = rawValue.quotientAndRemainder(dividingBy: 1_000_000_000)
    var decimals = 9
    while decimals > 1, fraction % 10 == 0 {
      fraction /= 10
      decimals -= 1
    }
    // From the end to the beginning: six digits, the point, nine digits.
    var digits = InlineArray<16, UInt8>(repeating: 0)
    var place = 16
    for _ in 0..<decimals {
      place -= 1
      digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction % 10)
      fraction /= 10
    }
    place -= 1
    digits[place] = UInt8(ascii: ".")
    repeat {
      place -= 1
      digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole % 10)
      whole /= 10
    } while whole > 0
    // Sound: the buffer is read while it is lent.
    return unsafe digits.span.extracting(place..<16).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }
}
