/// What several events come to.
package struct Aggregate: Sendable {
  package enum Kind: Sendable, Equatable {
    /// Events; with an argument those where it is there, or holds.
    case count
    case sum, min, max, avg, first, last, distinct
    /// By thousandths of a percent: 95 000 is p95.
    case percentile(Int)
  }

  package let kind: Kind
  /// Of what; nil: of the events themselves.
  package let argument: Expression?
  /// The name of its column.
  package let name: String

  init(_ kind: Kind, of argument: Expression? = nil, name: String) {
    self.kind = kind
    self.argument = argument
    self.name = name
  }

  /// How many events there are.
  package static let countOfEvents = Aggregate(.count, name: "count")

  /// What its values are, as far as that is known.
  package var type: ValueType {
    switch kind {
    case .count, .distinct: .number
    case .sum, .avg, .percentile:
      argument?.type == .duration ? .duration : argument?.type == .any ? .any : .number
    case .min, .max, .first, .last: argument?.type ?? .any
    }
  }
}

extension Aggregate.Kind {
  static let names = "count, sum, min, max, avg, first, last, distinct, median, p50, p95, p99.9"

  /// The kind of a name; nil where there is none.
  init?(named name: String) {
    switch name {
    case "count": self = .count
    case "sum": self = .sum
    case "min": self = .min
    case "max": self = .max
    case "avg", "mean": self = .avg
    case "first": self = .first
    case "last": self = .last
    case "distinct": self = .distinct
    case "median": self = .percentile(50_000)
    default:
      guard name.hasPrefix("p"), let share = Self.thousandths(name.dropFirst()) else { return nil }
      self = .percentile(share)
    }
  }

  /// `95` or `99.9` in thousandths.
  private static func thousandths(_ digits: Substring) -> Int? {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      (1...3).contains(parts[0].count), let whole = Int(parts[0])
    else { return nil }
    var rest = 0
    if parts.count == 2 {
      guard (1...3).contains(parts[1].count), let part = Int(parts[1]) else { return nil }
      rest = part * [100, 10, 1][parts[1].count - 1]
    }
    let share = whole * 1000 + rest
    return share <= 100_000 ? share : nil
  }
}
