import TLM

/// Events as rows: when, what, of what, how it went, and the beginning of what else the line says.
struct EventRows {
  struct Row {
    let position: Position
    let time: Timestamp?
    let name: String?
    let outcome: Outcome?
    /// What it is of, which its trace tells more about.
    let subject: String?
    let about: String
  }

  private(set) var rows: [Row] = []

  /// What is tlm's own business is shown to whoever asks for it by name.
  static var usual: Filter {
    var filter = Filter()
    filter.hiddenNames = [LogEventName.drained.rawValue]
    return filter
  }

  init(of query: Query, in store: Store) throws {
    try store.query(query) { event in
      rows.append(Row(event))
      return true
    }
  }

  var isEmpty: Bool { rows.isEmpty }

  /// Leaves so many of them; where those go on that are left out.
  mutating func cut(to count: Int) -> Position? {
    guard rows.count > count else { return nil }
    rows = Array(rows.prefix(count))
    return rows.last?.position
  }

  var table: HTML {
    """
    <div class="table"><table class="full"><thead><tr><th scope="col">time</th>\
    <th scope="col">event</th><th scope="col">of</th><th scope="col"></th>\
    <th scope="col">says</th></tr></thead>
    <tbody>\(rows.map(\.html))</tbody></table></div>
    """
  }
}

extension EventRows.Row {
  /// Members that stand in columns of their own.
  private static let known: Set<String> = [
    "ts", "timestamp", "time", "event", "type", "event_type", "record_type",
  ]
  private static let longest = 160

  fileprivate init(_ event: borrowing Event) {
    position = event.position
    time = event.time
    name = event.name
    outcome = event.outcome
    let subject = event.issueID ?? event.runID ?? event.sessionID ?? event.traceID
    self.subject = subject
    var parts: [String] = []
    var room = Self.longest
    event.forEachMember { name, value in
      if room <= 0 || Self.known.contains(name) { return }
      let text = value.string ?? JSONWriter.text(of: value.value)
      if text == subject { return }
      let part = name + "=" + Words.short(text)
      parts.append(part)
      room -= part.count
    }
    about = Words.short(parts.joined(separator: "  "), to: Self.longest)
  }

  fileprivate var html: HTML {
    let detail = Address("events", "\(position.rawValue)")
    let trace = subject.map { Address("traces", $0).link("\(Words.short($0, to: 40))") }
    let outcome = outcome.map { Words.outcome($0) }
    return """
      <tr><td>\(Words.moment(time))</td><td>\(detail.link("\(name ?? "(no name)")"))</td>\
      <td>\(trace)</td><td>\(outcome)</td><td class="code">\(about)</td></tr>
      """
  }
}
