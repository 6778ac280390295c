import Analysis
import TLM

/// What happened to something, as people read it: the head of every shape, and what stands below it.
struct TraceView {
  let answer: TraceAnswer
  let terminal: Terminal
  /// How many attempts at each issue there are.
  private let attempts: [Label: Int]

  var tree: SpanTree { answer.tree }

  init(_ answer: TraceAnswer, for terminal: Terminal) {
    (self.answer, self.terminal) = (answer, terminal)
    var attempts: [Label: Int] = [:]
    for span in answer.tree.spans where span.level == .issue {
      attempts[Label(span.title), default: 0] += 1
    }
    self.attempts = attempts
  }

  /// All lines of a shape.
  func lines(_ shape: TraceShape) -> [String] {
    let body =
      switch shape {
      case .tree: TraceTreeLines(self).lines
      case .timeline: TraceTimeLines(self).lines
      case .waterfall: WaterfallLines(self).lines
      }
    return head + body + foot
  }

  private var head: [String] {
    let subject = answer.subject
    let title = SafeText.of("\(subject.kind.rawValue) \(subject.id)")
    var parts: [String] = []
    let attempts = tree.spans.count { $0.level == .issue && $0.depth == 0 }
    if subject.kind == .issue && attempts > 1 { parts.append(Numbers.count(attempts, "attempt")) }
    if let start = tree.start, let length = tree.end?.since(start) {
      parts.append(Numbers.duration(length.seconds))
    }
    parts.append(Numbers.count(tree.spans.count, "span"))
    parts.append(Numbers.count(tree.eventCount, "event"))
    if tree.failed > 0 { parts.append("\(Numbers.grouped(tree.failed)) failed") }
    if tree.incomplete > 0 { parts.append("\(Numbers.grouped(tree.incomplete)) incomplete") }
    var lines = [terminal.styled(title, .bold), parts.joined(separator: " · ")]
    if tree.spans.contains(where: { $0.depth == 0 && $0.marks.contains(.untimed) }) {
      lines.append("no event says when it was; they stand as in the log")
    } else if let start = tree.start, let end = tree.end {
      lines.append(
        "from \(LocalTime.text(start, for: terminal)) to \(LocalTime.text(end, for: terminal))")
    }
    return lines + [""]
  }

  private var foot: [String] {
    var lines: [String] = []
    if let path = CriticalLine.text(of: tree) { lines += ["", path] }
    if !tree.loose.isEmpty {
      lines += ["", "\(Numbers.count(tree.loose.count, "event")) of no span"]
    }
    if answer.isCut { lines += ["", "there are more events; the first are shown"] }
    return lines
  }

  /// How far behind a start something is, the first of all unless it is told: `+1.2 s`.
  func offset(of time: Timestamp, from start: Timestamp? = nil) -> String {
    guard let start = start ?? tree.start, let length = time.since(start) else { return "" }
    let sign = length < .zero ? "" : "+"
    return sign + Numbers.duration(length.seconds)
  }

  /// How a span is shown that is worth a look.
  func style(of span: TraceSpan) -> Terminal.Style? {
    switch span.status {
    case .error(type: "tlm.incomplete", _): .yellow
    case .error: .red
    case .unset: span.outcome == .success ? .green : nil
    }
  }

  /// How it ended, in one word.
  func ending(of span: TraceSpan) -> String {
    if let outcome = span.outcome, outcome != .running { return outcome.rawValue }
    return span.marks.contains(.incomplete) ? "incomplete" : ""
  }

  /// What has to be known of it beside.
  func note(of span: TraceSpan) -> String {
    var words = span.marks.words.filter { $0 != "incomplete" || span.outcome != nil }
    if ending(of: span) == "incomplete" { words.removeAll { $0 == "incomplete" } }
    if case .error(_, let message?) = span.status, !span.marks.contains(.incomplete) {
      words.append(message)
    }
    return SafeText.of(words.joined(separator: ", "))
  }

  /// A title, which tells attempts apart.
  func title(of span: TraceSpan) -> String { plainTitle(of: span) + machine(of: span) }

  /// Of a span of another machine its name, and how far its clock differs at least from the one around.
  private func machine(of span: TraceSpan) -> String {
    guard let host = span.attributes.first(where: { $0.name == "tlm.host" })?.value.text else {
      return ""
    }
    let difference = span.attributes.first { $0.name == "tlm.clock_difference_s" }?.value.number
    let clock = difference.map { seconds in
      let sign = seconds < 0 ? "behind" : "ahead"
      return ", clock \(Numbers.duration(abs(seconds))) \(sign)"
    }
    return SafeText.of(" @\(host)\(clock ?? "")")
  }

  private func plainTitle(of span: TraceSpan) -> String {
    guard span.level == .issue, case .integer(let number)? = attempt(of: span) else {
      return SafeText.of(span.title)
    }
    let which =
      attempts[Label(span.title), default: 0] > 1 || number > 1 ? " · attempt \(number)" : ""
    return SafeText.of(span.title) + which
  }

  private func attempt(of span: TraceSpan) -> Value? {
    span.attributes.first { $0.name == "tlm.attempt" }?.value
  }
}

/// What decided how long it took, in one line.
enum CriticalLine {
  /// Parts that are named.
  private static let most = 4

  static func text(of tree: SpanTree) -> String? {
    var parts: [(title: String, length: Int64)] = []
    var whole: Int64 = 0
    for span in tree.spans {
      if span.depth == 0 {
        whole = whole.addingReportingOverflow(span.duration.rawValue).partialValue
      }
      guard span.critical > .zero else { continue }
      if let place = parts.firstIndex(where: { Label($0.title) == Label(span.title) }) {
        parts[place].length &+= span.critical.rawValue
      } else {
        parts.append((span.title, span.critical.rawValue))
      }
    }
    guard whole > 0, parts.count > 1 else { return nil }
    let largest = parts.sorted { ($1.length, $0.title) < ($0.length, $1.title) }.prefix(most)
    let words = largest.map { part in
      let share = Numbers.percent(Double(part.length) / Double(whole))
      return "\(SafeText.of(part.title)) \(Numbers.duration(Double(part.length) / 1e9)) (\(share))"
    }
    return "critical path: " + words.joined(separator: " · ")
  }
}
