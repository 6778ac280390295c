import Analysis
import TLM

extension EventConditions {
  /// The parameters by which events are chosen.
  static let parameters =
    [
      Parameter("event", .list, "Events of these names; * matches anything.")
    ]
    + keys.map { key, option in
      Parameter(option, .list, key.help)
    } + [
      Parameter(
        "outcome", .list,
        "Events that ended so: " + Outcome.allCases.map(\.rawValue).joined(separator: ", ") + "."),
      Parameter("level", .list, "Events of these levels, as they are spelled in them."),
      Parameter("model", .list, "Events of these language models."),
      Parameter(
        "where", .list,
        "Events for which all of these hold: FIELD OP VALUE with = != < <= > >= ~ contains, FIELD "
          + "exists, FIELD in (…), with and, or, not, arithmetic and functions, such as "
          + "duration() > 5m."),
      Parameter(
        "since", .text,
        "Events at or after this time: 7d, 90m, today, yesterday, this_week, a date, RFC 3339."),
      Parameter("until", .text, "Events before this time."), Parameter.origin,
    ]

  private static let keys = CorrelationKey.all.compactMap { key in
    key.option.map { (key, $0.replacing("-", with: "_")) }
  }

  /// What was given for them.
  init(_ given: QuestionArguments, _ clock: Clock) throws(QuestionError) {
    self.init()
    plain.names = given.list("event")
    for (key, name) in Self.keys where given.has(name) { plain[key] = given.list(name) }
    plain.levels = given.list("level")
    plain.models = given.list("model")
    plain.origins = given.list(Parameter.origin.name)
    plain.since = try clock.instants("since", of: given)?.lowerBound
    plain.until = try clock.instants("until", of: given)?.upperBound
    for word in given.list("outcome") { plain.outcomes.append(try Self.outcome(word)) }
    for text in given.list("where") {
      do throws(AnalysisError) {
        let meaning = try Language.condition(text, in: clock.language)
        conditions.append(Condition(text: text, meaning: meaning))
      } catch { throw QuestionError(error) }
    }
  }

  private static func outcome(_ word: String) throws(QuestionError) -> Outcome {
    if let outcome = Outcome(rawValue: word) ?? Outcome(word: word) { return outcome }
    let known = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
    throw .parameter("there is no outcome \(word); there are \(known)")
  }
}
