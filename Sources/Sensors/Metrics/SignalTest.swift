import Events

/// A signal, ready to be looked for in events of its names.
struct SignalTest: Sendable {
  private let conditions: [Test]
  private let fields: [SensorField]

  private struct Test: Sendable {
    let field: SensorField
    let values: [SensorDefinition.Condition.Scalar]
    /// How the event must have ended, where that is what the condition asks; empty where it asks
    /// something else.
    let outcomes: [Outcome]

    init(_ condition: SensorDefinition.Condition) {
      field = SensorField(condition.field)
      values = condition.values
      let outcomes = condition.values.compactMap { $0.outcome(under: condition.field) }
      self.outcomes = outcomes.count == values.count ? outcomes : []
    }
  }

  init(_ signal: SensorDefinition.Signal, unit: String) {
    conditions = signal.conditions.map(Test.init)
    fields = signal.fields.map { SensorField($0, unit: unit) }
  }

  /// Whether nothing is asked of an event but its name.
  var isUnconditional: Bool { conditions.isEmpty }

  /// Whether the event has every field that is asked for, with one of its values.
  func holds(_ event: borrowing Event, _ seen: inout SeenEvent) -> Bool {
    if isUnconditional { return true }
    let tests = conditions.span
    for index in tests.indices {
      if !tests[index].outcomes.isEmpty {
        guard let outcome = seen.outcome(of: event), tests[index].outcomes.contains(outcome) else {
          return false
        }
        continue
      }
      let isMet = tests[index].field.read(event) { view -> Bool? in
        let values = tests[index].values.span
        for value in values.indices where values[value].matches(view) { return true }
        return false
      }
      guard isMet == true else { return false }
    }
    return true
  }

  /// The value of the first field that the event has.
  func measure(_ event: borrowing Event) -> Measured? {
    let fields = fields.span
    for index in fields.indices {
      if let measured = fields[index].measure(event) { return measured }
    }
    return nil
  }

  /// The word of the first field that the event has; empty for what is no word.
  func word(_ event: borrowing Event) -> String? {
    for field in fields {
      if let word = field.read(event, { $0.string ?? "" }) { return word }
    }
    return nil
  }
}
