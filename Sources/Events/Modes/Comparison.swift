extension Comparison {
  /// How a reading is compared with a threshold.
  public enum Operator: String, Sendable, Hashable, Codable, CaseIterable {
    /// Above the threshold.
    case greater = ">"
    /// At the threshold or above.
    case atLeast = ">="
    /// Below the threshold.
    case less = "<"
    /// At the threshold or below.
    case atMost = "<="
    /// The same number, or the same word.
    case equal = "=="
    /// Another number or another word; not true of what is no number.
    case unequal = "!="

    /// What holds exactly where this one does not.
    package var opposite: Comparison.Operator {
      switch self {
      case .greater: .atMost
      case .atLeast: .less
      case .less: .atLeast
      case .atMost: .greater
      case .equal: .unequal
      case .unequal: .equal
      }
    }

    /// Whether it is so between two numbers; nothing is so of what is no number.
    package func holds(_ value: Double, _ threshold: Double) -> Bool {
      switch self {
      case .greater: value > threshold
      case .atLeast: value >= threshold
      case .less: value < threshold
      case .atMost: value <= threshold
      case .equal: value == threshold
      case .unequal: value != threshold && !value.isNaN
      }
    }
  }
}

/// A claim about a reading: `> 85`, `== ALERT`.
public struct Comparison: Sendable, Hashable, Codable {
  /// How the reading must stand to the threshold.
  public let `operator`: Comparison.Operator
  /// In the sensor's unit.
  public let threshold: SensorValue

  /// A claim that a reading stands so to a threshold.
  public init(_ operator: Comparison.Operator, _ threshold: SensorValue) {
    self.operator = `operator`
    self.threshold = threshold
  }

  /// Whether the claim is true; a word and a number cannot be compared, so nothing is true of them.
  public func holds(_ value: SensorValue) -> Bool {
    switch (value, threshold) {
    case (.number(let value), .number(let threshold)): `operator`.holds(value, threshold)
    case (.word(let value), .word(let threshold)):
      switch `operator` {
      case .equal: value == threshold
      case .unequal: value != threshold
      default: false
      }
    default: false
    }
  }

  /// Whether some value makes both claims true.
  package func overlaps(_ other: Comparison) -> Bool {
    guard case .number(let one) = threshold, case .number(let two) = other.threshold else {
      return [threshold, other.threshold, .word("")].contains { holds($0) && other.holds($0) }
    }
    // Both change at their thresholds only: one value in each stretch between is enough.
    let (low, high) = (min(one, two), max(one, two))
    let probes = [low.nextDown, low, low.nextUp, high.nextDown, high, high.nextUp]
    return probes.contains { holds(.number($0)) && other.holds(.number($0)) }
  }
}
