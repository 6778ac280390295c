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
    sum.carry()
    let isNegative = (sum.pieces.last ?? 0) < 0
    if isNegative {
      for place in sum.pieces.indices { sum.pieces[place] = -sum.pieces[place] }
      sum.carry()
    }
    guard let top = sum.pieces.lastIndex(where: { $0 != 0 }) else { return 0 }
    // The three highest pieces have more bits than a Double.
    var digits: UInt128 = 0
    for place in stride(from: top, through: max(0, top - 2), by: -1) {
      digits = digits << 32 | UInt128(sum.pieces[place])
    }
    var exponent = Self.lowest + 32 * max(0, top - 2)
    var rest = sum.pieces[..<max(0, top - 2)].contains { $0 != 0 }
    while digits > UInt128(UInt64.max) {
      rest = rest || digits & 1 != 0
      digits >>= 1
      exponent += 1
    }
    let number = Double(
      sign: .plus, exponent: exponent, significand: Double(UInt64(digits) | (rest ? 1 : 0)))
    return isNegative ? -number : number
  }
}
