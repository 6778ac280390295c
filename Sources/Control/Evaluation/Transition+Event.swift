package import Events

extension Transition {
  /// The members of the event that says it.
  ///
  /// - Parameters:
  ///   - through: the end of the last line that was decided from.
  ///   - plan: what was decided by.
  ///   - proposal: the id of the proposal that the event makes, if it makes one.
  func fields(through: Position, _ plan: EvaluationPlan, proposal: String? = nil) -> [Member] {
    var fields: [Member] = []
    if let scope = plan.scope { fields.append(Member("scope", .string(scope))) }
    if let id = proposal ?? approval?.proposal {
      fields.append(Member("proposal_id", .string(id)))
    }
    fields += [
      Member("from", .string(from)), Member("to", .string(to)), Member("rule", .string(rule)),
      Member("reasons", .array(reasons.map(\.json))),
      Member("decided_at", .string(decidedAt.description)),
      Member("through", .integer(through.rawValue)), Member("policy", .string(plan.identity)),
    ]
    if let approval { fields.append(Member("approved_by", .string(approval.by))) }
    if proposal != nil, let rule = plan.policy.rules.first(where: { $0.name == rule }) {
      let end = decidedAt.later(by: rule.proposalLife)
      fields.append(Member("expires_at", .string(end.description)))
    }
    return fields
  }

  /// With its instant in whole microseconds, as lines of a log say it.
  var asWritten: Transition {
    let rest = decidedAt.rawValue % 1000
    guard rest != 0 else { return self }
    return Transition(
      from: from, to: to, rule: rule, reasons: reasons,
      decidedAt: decidedAt.earlier(by: Nanoseconds(rawValue: rest < 0 ? rest + 1000 : rest)),
      approval: approval)
  }

  /// What an event of a transition or a proposal says; nil where it lacks an end.
  package init?(_ event: borrowing Event) {
    guard let from = event.string("from") ?? event.string("from_mode"),
      let to = event.string("to") ?? event.string("to_mode")
    else { return nil }
    self.from = from
    self.to = to
    rule = event.string("rule") ?? ""
    decidedAt =
      event.string("decided_at").flatMap { Timestamp($0) } ?? event.time
      ?? Timestamp(rawValue: 0)
    var reasons: [Reason] = []
    if let list = event.view(named: "reasons") {
      list.forEachElement { element in
        if let reason = Reason(json: element.value) { reasons.append(reason) }
      }
    }
    self.reasons = reasons
    approval = nil
  }
}

extension Reason {
  /// `{sensor, value, operator, threshold, held_s | window_s}`, with what else was asked.
  var json: Value {
    var members = [Member("sensor", .string(question.sensor)), Member("value", value.json)]
    members.append(Member("operator", .string(comparison.operator.rawValue)))
    members.append(Member("threshold", comparison.threshold.json))
    if let held { members.append(Member("held_s", .double(held.seconds))) }
    if let window = question.window_s { members.append(Member("window_s", .integer(window))) }
    if let aggregate = question.aggregate {
      members.append(Member("aggregate", .string(aggregate.rawValue)))
    }
    if let quantile = question.quantile { members.append(Member("quantile", .double(quantile))) }
    if isLatched { members.append(Member("latched", .bool(true))) }
    return .object(members)
  }

  init?(json: Value) {
    guard case .string(let sensor)? = json["sensor"], let value = SensorValue(json: json["value"]),
      case .string(let sign)? = json["operator"], let sign = Comparison.Operator(rawValue: sign),
      let threshold = SensorValue(json: json["threshold"])
    else { return nil }
    var aggregate: SensorQuestion.Aggregate?
    if case .string(let name)? = json["aggregate"] {
      aggregate = SensorQuestion.Aggregate(rawValue: name)
    }
    self.init(
      SensorQuestion(
        sensor, window_s: json["window_s"]?.number.flatMap { Int64(exactly: $0) },
        aggregate: aggregate, quantile: json["quantile"]?.number),
      value, Comparison(sign, threshold),
      held: json["held_s"]?.number.flatMap { Nanoseconds(seconds: $0) },
      isLatched: json["latched"] == .bool(true))
  }
}

extension SensorValue {
  init?(json: Value?) {
    if let number = json?.number {
      self = .number(number)
    } else if case .string(let word)? = json {
      self = .word(word)
    } else {
      return nil
    }
  }
}
