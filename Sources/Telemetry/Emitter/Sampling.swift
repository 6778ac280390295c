import Events

/// Which of an emitter's events are kept, by their names.
///
/// Of a share the trace decides, where there is one: a trace is kept whole or not at all. An event that
/// stands for others says so in `sample_rate`. Records of runs are all kept, whatever a rule covers: what
/// is known of a run are all of them together.
public struct Sampling: Sendable, Equatable {
  /// What is kept of the events of one name.
  public struct Rule: Sendable, Equatable {
    /// The name, or its beginning and `*`.
    public var name: String
    /// From 0, none, to 1, all.
    public var rate: Double
    /// How many of them in a second at most; nil for no limit.
    public var first: Int?

    /// Keeps a share of the events of a name, at most so many a second.
    public init(_ name: String, rate: Double = 1, first: Int? = nil) {
      self.name = name
      self.rate = rate.isNaN ? 1 : min(1, max(0, rate))
      self.first = first.map { max(0, $0) }
    }

    func covers(_ name: String) -> Bool {
      self.name.hasSuffix("*") ? name.hasPrefix(self.name.dropLast()) : name == self.name
    }
  }

  /// The first that covers a name counts.
  public var rules: [Rule]

  /// Keeps everything but for what these rules cover.
  public init(_ rules: [Rule] = []) { self.rules = rules }

  func rule(for name: String) -> Rule? {
    if rules.isEmpty || name == Self.whole { return nil }
    return rules.first { $0.covers(name) }
  }

  /// Events that are no samples of anything: without one of them a run would go on for ever, or never
  /// have begun.
  private static let whole = "run"
}

/// How many events of each rule this second has had.
struct SampledSecond: Sendable {
  private var second: Int64 = 0
  private var counts: [String: Int] = [:]

  /// Whether one more is among the first of its second.
  mutating func admits(_ rule: Sampling.Rule, at time: Timestamp) -> Bool {
    guard let first = rule.first else { return true }
    let now = time.rawValue / 1_000_000_000
    if now != second {
      second = now
      counts = [:]
    }
    counts[rule.name, default: 0] += 1
    return counts[rule.name, default: 0] <= first
  }
}

extension Sampling.Rule {
  /// Whether the share of the trace, or of chance where there is none, is within the rate.
  func admits(trace: TraceContext?) -> Bool {
    if rate >= 1 { return true }
    if rate <= 0 { return false }
    // The random end of a trace id, as OpenTelemetry's samplers take it.
    let share = trace.map { $0.traceLow } ?? .random(in: 0 ... .max)
    return Double(share >> 11) < rate * Double(1 << 53 as UInt64)
  }
}
