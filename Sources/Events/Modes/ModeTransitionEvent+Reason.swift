extension ModeTransitionEvent {
  /// A reason as the event says it; it may lack anything.
  package struct Reason: Sendable, Hashable {
    package let sensor: String?
    package let value: Quantity?
    /// How the value is compared with the threshold.
    package let comparison: String?
    package let threshold: Quantity?
    package let held_s: Quantity?
    package let window_s: Quantity?
    package let aggregate: String?
    package let quantile: Quantity?
    package let origin: String?
    package let isLatched: Bool

    package init(_ view: borrowing JSONView) {
      sensor = Self.text("sensor", in: view)
      value = Self.quantity("value", in: view)
      comparison = Self.text("operator", in: view)
      threshold = Self.quantity("threshold", in: view)
      held_s = Self.quantity("held_s", in: view)
      window_s = Self.quantity("window_s", in: view)
      aggregate = Self.text("aggregate", in: view)
      quantile = Self.quantity("quantile", in: view)
      origin = Self.text("origin", in: view)
      isLatched = Self.flag("latched", in: view)
    }

    private static func text(_ name: String, in view: borrowing JSONView) -> String? {
      guard let member = view.member(name) else { return nil }
      return member.string
    }

    private static func flag(_ name: String, in view: borrowing JSONView) -> Bool {
      guard let member = view.member(name) else { return false }
      return member.bool == true
    }

    private static func quantity(_ name: String, in view: borrowing JSONView) -> Quantity? {
      guard let member = view.member(name) else { return nil }
      return Quantity(member)
    }
  }

  /// A number or a word of a reason, by the two ways in which it is read.
  package struct Quantity: Sendable, Hashable {
    /// As folds count: the nearest number, of an integer beyond 64 bits, too; nil for a word.
    package let nearest: Double?
    /// As control compares: nil for an integer beyond 64 bits.
    package let value: SensorValue?

    init(_ view: borrowing JSONView) {
      nearest = view.double
      value = SensorValue(json: view.value)
    }

    /// The number that it is for control; nil for a word.
    var number: Double? { if case .number(let number)? = value { number } else { nil } }
  }
}

extension ModeReason {
  /// What an event says as a reason; nil where it lacks what every reason has.
  package init?(_ view: borrowing JSONView) { self.init(ModeTransitionEvent.Reason(view)) }

  init?(_ said: ModeTransitionEvent.Reason) {
    guard let sensor = said.sensor, let value = said.value?.value,
      let sign = said.comparison.flatMap({ Comparison.Operator(rawValue: $0) }),
      let threshold = said.threshold?.value
    else { return nil }
    let question = SensorQuestion(
      sensor, window_s: said.window_s?.number.flatMap { Int64(exactly: $0) },
      aggregate: said.aggregate.flatMap { SensorQuestion.Aggregate(rawValue: $0) },
      quantile: said.quantile?.number)
    self.init(
      question.of(said.origin), value, Comparison(sign, threshold),
      held: said.held_s?.number.flatMap { Nanoseconds(seconds: $0) }, isLatched: said.isLatched)
  }
}

extension SensorValue {
  fileprivate init?(json: Value) {
    if let number = json.number {
      self = .number(number)
    } else if case .string(let word) = json {
      self = .word(word)
    } else {
      return nil
    }
  }
}
