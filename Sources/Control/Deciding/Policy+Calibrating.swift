import Events

extension Policy {
  /// The edges that were taken too often and for which nothing was proposed yet.
  func calibrations(_ memory: Policy.Memory) -> [Policy.Calibration] {
    edges.indices.compactMap { place in
      let taken = memory.edges[place]
      guard !taken.isCalibrated, taken.oscillates(oscillation) else { return nil }
      let edge = edges[place]
      return Policy.Calibration(
        from: edge.from, to: edge.to, times: taken.times, reasons: taken.reasons,
        advice: advice(edge))
    }
  }

  /// What would make the rules of an edge calmer, a sentence for each condition.
  private func advice(_ edge: Policy.Edge) -> [String] {
    rules.filter { $0.from == edge.from && $0.to == edge.to }.flatMap { rule in
      rule.conditions.map { condition in
        let (sensor, sign) = (condition.question.sensor, condition.comparison.operator.rawValue)
        var steps: [String] = []
        if let window = condition.question.window_s {
          steps.append("widen the window of \(window) s")
        } else if let length = condition.sustained {
          steps.append("ask for more than \(Policy.Sentence.seconds(length))")
        } else {
          steps.append("ask for a duration")
        }
        steps.append("move the threshold \(Policy.Sentence.value(condition.comparison.threshold))")
        if condition.clear == nil { steps.append("add a clear") }
        return "\(rule.name), \(sensor) \(sign): \(steps.joined(separator: ", or "))"
      }
    }
  }
}
