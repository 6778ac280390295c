/// How many durations fell between two neighbouring bounds of a histogram.
///
/// Bounds come from the bits of the integer, so every machine agrees on them: values below 128
/// have a bucket each; above, each octave is cut into 128 equal parts.
struct DurationBucket: Sendable, Equatable {
  /// Ascends with the values: v below 128, else 128 · e + (v >> e) for e = 56 − leading zeros.
  let number: UInt16
  let count: Int

  /// The number of the bucket of one value, which must not be negative.
  static func number(holding value: Int64) -> UInt16 {
    guard value >= 128 else { return UInt16(value) }
    let exponent = 56 - value.leadingZeroBitCount
    return UInt16(exponent << 7) + UInt16(value >> Int64(exponent))
  }

  /// The lower bound plus half the width.
  var representative: Int64 {
    guard number >= 256 else { return Int64(number) }  // up to here each value has its own bucket
    let exponent = Int64(number >> 7) - 1
    let mantissa = Int64(number & 127) + 128
    return mantissa << exponent + (1 << exponent) / 2
  }
}

extension DurationBucket: Codable {
  init(from decoder: any Decoder) throws {
    var pair = try decoder.unkeyedContainer()
    number = try pair.decode(UInt16.self)
    count = try pair.decode(Int.self)
  }

  func encode(to encoder: any Encoder) throws {
    var pair = encoder.unkeyedContainer()
    try pair.encode(number)
    try pair.encode(count)
  }
}
