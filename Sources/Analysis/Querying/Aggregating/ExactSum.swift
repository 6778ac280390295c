import Events

/// A sum of numbers that is the same in whatever order they come, and rounded once.
///
/// A whole number counts exactly, and a decimal as it was written, as long as it has at most twelve
/// places and its digits fit 2^53; any other counts as the Double that it is.
struct ExactSum: Sendable, Equatable {
  private var wholes: Int128 = 0
  /// In parts of 10^-12.
  private var decimals: Int128 = 0
  /// What is neither, exactly.
  private var binary: BinarySum?
  private var hasDecimals = false
  private(set) var count = 0

  private static let scale: Int128 = 1_000_000_000_000
  private static let places: [(power: Double, rest: Int128)] = [
    (1, 1_000_000_000_000), (1e3, 1_000_000_000), (1e6, 1_000_000), (1e9, 1000), (1e12, 1),
  ]
  private static let exactDigits = 9_007_199_254_740_992.0
  /// Of less, no more than fifteen digits are left where the places are filled up to the next third one.
  private static let fewDigits: UInt64 = 10_000_000_000_000
  /// Parts of 10^-12 of a decimal's last place.
  private static let scales: [Int64] = [
    1_000_000_000_000, 100_000_000_000, 10_000_000_000, 1_000_000_000, 100_000_000, 10_000_000,
    1_000_000, 100_000, 10_000, 1000, 100, 10, 1,
  ]

  mutating func add(_ datum: Datum) {
    switch datum {
    case .whole(let number): wholes += Int128(number)
    case .large(let number): wholes += Int128(number)
    case .decimal(let number): add(number)
    default: return
    }
    count += 1
  }

  /// The same of a number of few digits: a decimal of so few is the only one that its Double is nearest
  /// to, so that it counts as it was written.
  mutating func add(_ number: PlainNumber) {
    if number.isWhole {
      wholes &+= Int128(number.digits)
    } else if number.decimals < Self.scales.count, number.digits.magnitude < Self.fewDigits {
      hasDecimals = true
      decimals &+= Int128(number.digits) &* Int128(Self.scales[number.decimals])
    } else {
      add(number.double)
    }
    count += 1
  }

  private mutating func add(_ number: Double) {
    hasDecimals = true
    for (power, rest) in Self.places {
      let digits = (number * power).rounded(.toNearestOrEven)
      guard digits.magnitude < Self.exactDigits else { break }
      if digits / power == number {
        decimals += Int128(digits) * rest
        return
      }
    }
    var sum = binary ?? BinarySum()
    binary = nil
    sum.add(number)
    binary = sum
  }

  mutating func merge(_ other: ExactSum) {
    wholes += other.wholes
    decimals += other.decimals
    hasDecimals = hasDecimals || other.hasDecimals
    count += other.count
    if let more = other.binary {
      var sum = binary ?? BinarySum()
      sum.merge(more)
      binary = sum
    }
  }

  /// The sum; missing where there was no number, or it is beyond every Double.
  var datum: Datum {
    if count == 0 { return .missing }
    if !hasDecimals, let whole = Int64(exactly: wholes) { return .whole(whole) }
    return Datum(finite: double)
  }

  /// The sum as the nearest Double.
  var double: Double {
    if binary == nil, let decimal = Self.double(wholes, decimals) { return decimal }
    var sum = binary ?? BinarySum()
    sum.add(wholes)
    return decimals == 0 ? sum.double : sum.double(adding: decimals)
  }

  /// The mean as the sum, rounded once, by the count.
  var mean: Datum { count == 0 ? .missing : Datum(finite: double / Double(count)) }

  /// Both as the nearest Double; nil where they have more digits than fit here.
  private static func double(_ wholes: Int128, _ decimals: Int128) -> Double? {
    if decimals == 0 { return Double(wholes) }
    let (product, overflow) = wholes.multipliedReportingOverflow(by: scale)
    let (sum, carry) = product.addingReportingOverflow(decimals)
    if overflow || carry { return nil }
    let magnitude = quotient(sum.magnitude)
    return sum < 0 ? -magnitude : magnitude
  }

  /// So many parts of 10^-12 as the nearest Double.
  private static func quotient(_ number: UInt128) -> Double {
    if number == 0 { return 0 }
    let bits = UInt128.bitWidth - number.leadingZeroBitCount
    // As many bits as the quotient has to have, and some to tell which way to round.
    let shift = max(0, 105 - bits)
    var (quotient, rest) = (number << UInt128(shift)).quotientAndRemainder(
      dividingBy: UInt128(1_000_000_000_000))
    var exponent = -shift
    while quotient > UInt128(UInt64.max) {
      rest |= quotient & 1
      quotient >>= 1
      exponent += 1
    }
    let top = UInt64(quotient) | (rest == 0 ? 0 : 1)
    return Double(sign: .plus, exponent: exponent, significand: Double(top))
  }
}
