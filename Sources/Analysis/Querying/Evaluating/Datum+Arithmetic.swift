import Events

/// A sign of arithmetic.
package enum ArithmeticSign: String, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
}

extension Datum {
  /// What comes of two values; missing where one is, where there is no such thing, and where it does
  /// not fit. Whole numbers stay whole but for divisions.
  static func computing(_ left: Datum, _ sign: ArithmeticSign, _ right: Datum) -> Datum {
    switch (left, right) {
    case (.whole(let left), .whole(let right)): whole(left, sign, right)
    case (.time, _), (.duration, _), (_, .time), (_, .duration): timed(left, sign, right)
    default:
      if let left = left.double, let right = right.double {
        decimal(left, sign, right)
      } else {
        .missing
      }
    }
  }

  private static func whole(_ left: Int64, _ sign: ArithmeticSign, _ right: Int64) -> Datum {
    switch sign {
    case .plus: checked(left.addingReportingOverflow(right)).map(Self.whole) ?? .missing
    case .minus: checked(left.subtractingReportingOverflow(right)).map(Self.whole) ?? .missing
    case .times: checked(left.multipliedReportingOverflow(by: right)).map(Self.whole) ?? .missing
    case .over: decimal(Double(left), .over, Double(right))
    }
  }

  private static func decimal(_ left: Double, _ sign: ArithmeticSign, _ right: Double) -> Datum {
    switch sign {
    case .plus: Datum(finite: left + right)
    case .minus: Datum(finite: left - right)
    case .times: Datum(finite: left * right)
    case .over: right == 0 ? .missing : Datum(finite: left / right)
    }
  }

  /// Lengths of time and instants.
  private static func timed(_ left: Datum, _ sign: ArithmeticSign, _ right: Datum) -> Datum {
    switch (left, sign, right) {
    case (.duration(let left), .plus, .duration(let right)):
      return checked(left.addingReportingOverflow(right)).map(Self.duration) ?? .missing
    case (.duration(let left), .minus, .duration(let right)),
      (.time(let left), .minus, .time(let right)):
      return checked(left.subtractingReportingOverflow(right)).map(Self.duration) ?? .missing
    case (.duration(let left), .over, .duration(let right)):
      return decimal(Double(left), .over, Double(right))
    case (.time(let time), .plus, .duration(let length)),
      (.duration(let length), .plus, .time(let time)):
      return checked(time.addingReportingOverflow(length)).map(Self.time) ?? .missing
    case (.time(let time), .minus, .duration(let length)):
      return checked(time.subtractingReportingOverflow(length)).map(Self.time) ?? .missing
    case (.duration(let length), .times, _): return scaled(length, .times, by: right)
    case (.duration(let length), .over, _): return scaled(length, .over, by: right)
    case (_, .times, .duration(let length)): return scaled(length, .times, by: left)
    default: return .missing
    }
  }

  private static func scaled(_ length: Int64, _ sign: ArithmeticSign, by factor: Datum) -> Datum {
    if sign == .times, case .whole(let factor) = factor {
      return checked(length.multipliedReportingOverflow(by: factor)).map(Self.duration) ?? .missing
    }
    guard let factor = factor.double,
      case .decimal(let product) = decimal(Double(length), sign, factor),
      let rounded = Int64(exactly: product.rounded(.toNearestOrAwayFromZero))
    else { return .missing }
    return .duration(rounded)
  }

  private static func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? {
    result.overflow ? nil : result.partialValue
  }

  /// The same with the other sign.
  var negated: Datum {
    switch self {
    case .whole(let number): number == .min ? .missing : .whole(-number)
    case .large(let number): .decimal(-Double(number))
    case .decimal(let number): .decimal(-number)
    case .duration(let length): length == .min ? .missing : .duration(-length)
    default: .missing
    }
  }

  /// Without its sign.
  var magnitude: Datum {
    switch self {
    case .whole(let number): number < 0 ? negated : self
    case .decimal(let number): .decimal(number.magnitude)
    case .duration(let length): length < 0 ? negated : self
    case .large: self
    default: .missing
    }
  }
}
