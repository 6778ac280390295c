public import Events

extension Policy {
  /// Decisions in words.
  public enum Sentence: Sendable {
    /// Why a mode is in force: `ALERT since 10:02:41 because perf_system_cpu_load stayed above 85 %
    /// for 34 s (last 91.2 %)`.
    ///
    /// - Parameters:
    ///   - mode: its name.
    ///   - since: the time as the reader's zone has it.
    ///   - reasons: those of the transition; empty where a person set the mode.
    ///   - approvedBy: who approved it, if anyone had to.
    ///   - sensors: knows the units.
    public static func why(
      _ mode: String, since: String, reasons: [ModeReason], approvedBy: String? = nil,
      sensors: SensorDirectory = .shipped
    ) -> String {
      "\(mode) since \(since)"
        + cause(reasons, approvedBy: approvedBy, sensors: sensors)
    }

    /// The end of that sentence: ` because perf_system_cpu_load stayed above 85 % for 34 s
    /// (last 91.2 %)`; empty where there are no reasons and nobody approved it.
    public static func cause(
      _ reasons: [ModeReason], approvedBy: String? = nil, sensors: SensorDirectory = .shipped
    ) -> String {
      var text = ""
      if !reasons.isEmpty {
        text +=
          " because " + list(reasons.map { clause($0, unit: sensors[$0.question.sensor]?.unit) })
      }
      if let approvedBy { text += ", approved by \(approvedBy)" }
      return text
    }

    /// One reason: `safety_tool_high_risk_calls was 7 calls in 60 s, above 5 calls`.
    ///
    /// - Parameters:
    ///   - reason: a reason of a transition.
    ///   - unit: the sensor's.
    public static func clause(_ reason: ModeReason, unit: String?) -> String {
      let sensor = name(reason.question)
      let last = value(reason.value, unit)
      let bound =
        "\(words(reason.comparison.operator)) \(value(reason.comparison.threshold, unit))"
      if reason.isLatched { return "\(sensor) was \(bound) and has not cleared yet (last \(last))" }
      if let held = reason.held {
        return "\(sensor) stayed \(bound) for \(seconds(held)) (last \(last))"
      }
      let window = reason.question.window_s.map { " in \($0) s" } ?? ""
      return "\(sensor) was \(last)\(window)" + (isSaid(reason) ? "" : ", \(bound)")
    }

    /// `was 0` needs no `, at 0` behind it.
    private static func isSaid(_ reason: ModeReason) -> Bool {
      reason.comparison.operator == .equal && reason.comparison.threshold == reason.value
    }

    private static func name(_ question: SensorQuestion) -> String {
      if let origin = question.origin { return "\(name(question.of(nil))) of \(origin)" }
      if let quantile = question.quantile {
        return "\(question.sensor) at quantile \(number(quantile))"
      }
      guard let aggregate = question.aggregate else { return question.sensor }
      return "the \(aggregate.rawValue) of \(question.sensor)"
    }

    private static func words(_ sign: Comparison.Operator) -> String {
      switch sign {
      case .greater: "above"
      case .atLeast: "at or above"
      case .less: "below"
      case .atMost: "at or below"
      case .equal: "at"
      case .unequal: "other than"
      }
    }

    private static func list(_ clauses: [String]) -> String {
      guard clauses.count > 1, let last = clauses.last else { return clauses.first ?? "" }
      return clauses.dropLast().joined(separator: ", ") + " and " + last
    }

    static func value(_ value: SensorValue, _ unit: String? = nil) -> String {
      switch value {
      case .word(let word): word
      case .number(let number):
        self.number(number)
          + (unit.map { $0 == "ratio" ? "" : " \(self.unit($0, of: number))" } ?? "")
      }
    }

    /// One of them is no `calls`.
    private static func unit(_ name: String, of number: Double) -> String {
      number == 1 && name.count > 2 && name.hasSuffix("s") ? String(name.dropLast()) : name
    }

    static func seconds(_ length: Nanoseconds) -> String { "\(number(length.seconds)) s" }

    /// With three decimals at the most, and none where there are only zeros.
    private static func number(_ number: Double) -> String {
      let rounded = (number * 1000).rounded() / 1000
      guard rounded.isFinite else { return "\(number)" }
      if let whole = Int64(exactly: rounded) { return "\(whole)" }
      return "\(rounded)"
    }
  }
}
