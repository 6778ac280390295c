package import Events

/// What happens to an event on its way to the log, whoever tells it: it is left out or completed, and
/// what must not be written is taken out of it.
package struct Preparation: Sendable {
  package let options: Emitter.Options
  private let redactor: Redactor

  package init(_ options: Emitter.Options) {
    self.options = options
    redactor = Redactor(options.redaction, key: options.redactionKey)
  }

  /// What stands for an event that is told, or nil where it is left out: by its level, or by the share
  /// that is kept of its name.
  ///
  /// - Parameter trace: the one that it belongs to.
  package func kept(_ event: NewEvent, in trace: TraceContext?) -> NewEvent? {
    guard options.isEnabled, isSerious(event) else { return nil }
    guard let rule = options.sampling.rule(for: event.name) else { return event }
    guard rule.admits(trace: trace) else { return nil }
    var event = event
    if rule.rate < 1, !event.fields.contains(where: { $0.name == "sample_rate" }) {
      event.fields.append(Member("sample_rate", .double(rule.rate)))
    }
    return event
  }

  /// Whether there is an event that is left out, while the emitter is on.
  var leavesOut: Bool { options.level != .trace || !options.sampling.rules.isEmpty }

  /// Whether it names no level, or one that is asked for; other programs' words for levels count.
  private func isSerious(_ event: NewEvent) -> Bool {
    guard options.level != .trace,
      let word = event.fields.first(where: { $0.name == "level" })?.value.text?.lowercased(),
      let level = EventLevel(rawValue: word) ?? (word == "warn" ? .warning : nil)
    else { return true }
    return level >= options.level
  }

  /// The same without secrets, cut to what it may be long.
  package func redacted(_ event: NewEvent, _ report: inout RedactionReport) -> NewEvent {
    redactor.event(event, &report)
  }

  /// A text that is to be a part of one, without secrets.
  package func redacted(_ text: String, _ report: inout RedactionReport) -> String {
    redactor.text(text, &report)
  }

  /// For lines of a stranger's, likewise.
  package var linesOfInput: LinesOfInput { LinesOfInput(redactor) }
}
