import Events

/// A field of an event, looked for once it is known whether its name is a well-known key.
struct SensorField: Sendable {
  private let path: FieldPath
  private let key: Key?
  /// What a value has to be multiplied by to count the sensor's unit.
  private let scale: Double
  /// Nanoseconds of the sensor's unit, where the field is one of those that say how long something
  /// took.
  private let unit_ns: Double?

  /// - Parameter unit: the sensor's unit: a field named `…_s` is read as milliseconds where the
  ///   unit is `ms`, and one named `…_ms` as seconds where it is `s`.
  init(_ name: String, unit: String = "") {
    path = FieldPath(name)
    key = Key(spelling: name)
    let isMilliseconds = name.hasSuffix("_ms")
    let isSeconds = name.hasSuffix("_s") || name.hasSuffix("_seconds")
    let isDuration = key.map(Event.saysDuration) ?? false
    unit_ns = isDuration ? ["ms": 1e6, "s": 1e9][unit] : nil
    scale = isSeconds && unit == "ms" ? 1000 : isMilliseconds && unit == "s" ? 0.001 : 1
  }

  /// What `take` makes of the value: at the top level or along the dots of its name, else in
  /// `metadata`, `data` or `payload`. Null counts as absent.
  func read<Result>(
    _ event: borrowing Event, _ take: (borrowing JSONView) -> Result?
  ) -> Result? {
    if let key {
      guard let view = event.view(key) else { return nil }
      return take(view)
    }
    if let view = event.view(at: path) { return take(view) }
    for container in Self.containers where event.contains(container) {
      guard let object = event.view(container), let view = object.member(path.name), !view.isNull
      else { continue }
      return take(view)
    }
    return nil
  }

  /// The value as a number. A length of time is read in all its spellings, and under the others of
  /// its keys where the event has not this one.
  func measure(_ event: borrowing Event) -> Measured? {
    if let unit_ns {
      if let key, let reading = event.durationReading(under: key) {
        return Measured(reading, unit_ns)
      }
      return Measured(event.durationReading, unit_ns)
    }
    return read(event) { view in event.measure(view, scale: scale) }
  }

  private static let containers: [Key] = [.metadata, .data, .payload]
}

/// A value of an event as a number.
enum Measured {
  case number(Double)
  /// It is there and no number.
  case invalid

  init(_ view: borrowing JSONView, scale: Double = 1) {
    // Integers beyond 2^53 are written as strings.
    guard let number = view.double ?? view.integer.map(Double.init) else {
      self = .invalid
      return
    }
    self = .number(scale == 1 ? number + 0 : number * scale + 0)  // −0 + 0 is +0
  }
}

extension Event {
  /// A value of this event as a number; what is none counts as asked for.
  func measure(_ view: borrowing JSONView, scale: Double = 1) -> Measured {
    let measured = Measured(view, scale: scale)
    if case .invalid = measured { noteUnreadable(view) }
    return measured
  }
}

extension Measured {
  /// A length of time in units of so many nanoseconds; nil where the event says none.
  fileprivate init?(_ reading: Event.DurationReading, _ unit_ns: Double) {
    switch reading {
    case .absent: return nil
    case .invalid, .unreadable: self = .invalid
    case .valid(let length): self = .number(Double(length.rawValue) / unit_ns)
    }
  }
}

/// Which numbers can be a value of a sensor. What cannot is counted as invalid, and in nothing else.
struct ValueRange: Sendable {
  private let least: Double
  private let greatest: Double

  /// Magnitudes beyond this are nobody's reading.
  static let limit = 9e18
  /// Values of a histogram are kept in millionths, in 64 bits.
  static let histogramLimit = 9e12

  init(unit: String, limit: Double = Self.limit) {
    least = Self.neverNegative.contains(unit) ? 0 : -limit
    greatest = Self.shares.contains(unit) ? 1 : limit
  }

  /// Whether the number counts; false for NaN, too.
  func contains(_ number: Double) -> Bool { number >= least && number <= greatest }

  private static let shares: Set<String> = ["0–1", "0-1", "ratio"]
  private static let neverNegative: Set<String> = shares.union([
    "%", "ns", "us", "µs", "ms", "s", "min", "h", "d", "days", "bytes", "tasks", "docs", "calls",
    "rules", "jobs",
  ])
}
