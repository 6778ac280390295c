/// A sum of Doubles without any rounding: a number with a bit for each that a Double can have.
struct BinarySum: Sendable, Equatable {
  /// From the lowest bit, 2^-1074, in pieces of 32 bits with room for carries and a sign.
  private var pieces = [Int64](repeating: 0, count: pieceCount)
  /// Numbers that were added since carries were passed on.
  private var pending = 0

  private static let pieceCount = 70
  private static let lowest = -1074
  /// A piece has room for so many numbers more.
  private static let mostPending = 1 << 30

  /// Adds a number, which is finite.
  mutating func add(_ number: Double) {
    let significand = Int64(bitPattern: number.significandBitPattern)
    let isNormal = number.exponentBitPattern > 0
    let digits = isNormal ? significand | 1 << 52 : significand
    let bit = isNormal ? Int(number.exponentBitPattern) - 1 : 0
    let (piece, shift) = (bit / 32, bit % 32)
    let wide = Int128(digits) << Int128(shift)
    let sign: Int64 = number < 0 ? -1 : 1
    for part in 0..<3 {
      let value = Int64(truncatingIfNeeded: wide >> Int128(part * 32)) & 0xFFFF_FFFF
      pieces[piece + part] += sign * value
    }
    pending += 1
    if pending >= Self.mostPending { carry() }
  }

  mutating func merge(_ other: BinarySum) {
    var other = other
    carry()
    other.carry()
    for place in pieces.indices { pieces[place] += other.pieces[place] }
    pending = 2
  }

  /// Adds a whole number.
  mutating func add(_ number: Int128) {
    carry()
    let (piece, shift) = (-Self.lowest / 32, Int64(-Self.lowest % 32))
    let sign: Int64 = number < 0 ? -1 : 1
    for part in 0..<4 {
      let digits = Int64(truncatingIfNeeded: number.magnitude >> UInt128(part * 32)) & 0xFFFF_FFFF
      pieces[piece + part] += sign * digits << shift
    }
    carry()
  }

  /// A million times as much, of which there is room for two.
  private mutating func multiply() {
    carry()
    for place in pieces.indices { pieces[place] *= Self.million }
    carry()
  }

  private static let million: Int64 = 1_000_000

  /// Passes on what is beyond 32 bits; the last piece has the sign.
  private mutating func carry() {
    for place in pieces.indices.dropLast() {
      let high = pieces[place] >> 32
      pieces[place] -= high << 32
      pieces[place + 1] += high
    }
    pending = 1
  }

  /// The sum as the nearest Double, of two equally near ones that with an even last digit.
  var double: Double {
    var sum = self
    let isNegative = sum.takeSign()
    return sum.magnitude(isMore: false, below: Self.lowest, isNegative)
  }

  /// The sum and so many parts of 10^-12, as the nearest Double.
  func double(adding parts: Int128) -> Double {
    var sum = self
    sum.multiply()
    sum.multiply()
    sum.add(parts)
    let isNegative = sum.takeSign()
    // Bits below those of a Double tell which way to round what is hardly one.
    sum.pieces.insert(0, at: 0)
    var isMore = false
    for _ in 0..<2 {
      var rest: Int64 = 0
      for place in sum.pieces.indices.reversed() {
        let number = rest << 32 | sum.pieces[place]
        (sum.pieces[place], rest) = number.quotientAndRemainder(dividingBy: Self.million)
      }
      isMore = isMore || rest != 0
    }
    return sum.magnitude(isMore: isMore, below: Self.lowest - 32, isNegative)
  }

  /// Makes it positive, each piece in its bounds; whether it was negative.
  private mutating func takeSign() -> Bool {
    carry()
    guard (pieces.last ?? 0) < 0 else { return false }
    for place in pieces.indices { pieces[place] = -pieces[place] }
    carry()
    return true
  }

  /// The nearest Double, of a sum without a sign.
  ///
  /// - Parameters:
  ///   - isMore: whether there is something behind the lowest bit.
  ///   - lowest: the exponent of that.
  private func magnitude(isMore: Bool, below lowest: Int, _ isNegative: Bool) -> Double {
    guard let top = pieces.lastIndex(where: { $0 != 0 }) else { return 0 }
    // The three highest pieces have more bits than a Double.
    let end = max(0, top - 2)
    var digits: UInt128 = 0
    for place in (end...top).reversed() { digits = digits << 32 | UInt128(pieces[place]) }
    let exponent = lowest + 32 * end
    let bits = UInt128.bitWidth - digits.leadingZeroBitCount
    let dropped = max(0, bits - Double.significandBitCount - 1, Self.lowest - exponent)
    var kept = digits >> UInt128(dropped)
    if dropped > 0 {
      let half: UInt128 = 1 << UInt128(dropped - 1)
      let rest = digits - kept << UInt128(dropped)
      let isAbove = isMore || pieces[..<end].contains { $0 != 0 } || kept & 1 == 1
      if rest > half || rest == half && isAbove { kept += 1 }
    }
    let number = Double(
      sign: .plus, exponent: exponent + dropped, significand: Double(UInt64(kept)))
    return isNegative ? -number : number
  }
}
