package import Events

/// A session as what happened in it, one after the other, put together of the lines that tell it.
package struct SessionTimeline: Sendable {
  private var rows = Rows<AgentUsage.Row>()
  /// How prompts begin, by the time of their lines.
  private var texts: [Int64: String] = [:]
  /// Bytes of what calls gave, by the keys of their rows.
  private var sizes: [Label: Int] = [:]

  /// No lines yet.
  package init() {}

  /// Takes in a line.
  ///
  /// - Returns: the keys of the entries that it tells of.
  @discardableResult package mutating func observe(_ event: borrowing Event) -> [Label] {
    var told = Rows<AgentUsage.Row>()
    Self.apply(event, to: &told)
    Self.apply(event, to: &rows)
    noteTexts(event)
    var keys: [Label] = []
    told.forEach { key, row in if row.isEntry { keys.append(key) } }
    return keys.sorted()
  }

  private static let handlers = AgentWork.handlers

  private static func apply(_ event: borrowing Event, to rows: inout Rows<AgentUsage.Row>) {
    let name = event.name
    for handler in handlers.all where handler.interest.wants(name, among: []) {
      // None of these throws.
      try? handler.apply(event, &rows)
    }
  }

  private mutating func noteTexts(_ event: borrowing Event) {
    if let time = event.ownTime?.rawValue, texts[time] == nil, let text = event.promptText {
      texts[time] = String(text.prefix(Self.longestText))
    }
    if let id = Label(callOf: event), let size = event.integer("response_bytes") {
      sizes[Label("t" + id.text)] = Int(clamping: size)
    }
    let session = event.sessionID
    guard let message = event.view(.message), let content = message.member("content") else {
      return
    }
    content.forEachElement { part in
      guard let view = part.member("tool_use_id"), let id = view.id,
        let output = part.member("content")
      else { return }
      sizes[Label("t" + Label(call: id, in: session).text)] = output.text.count
    }
  }

  /// Characters of a prompt that are kept.
  private static let longestText = 200
}

extension SessionTimeline {
  /// Something that happened.
  package struct Entry: Sendable, Equatable {
    /// When; nil where no line says it.
    package let time: Timestamp?
    /// Whether it is of the session itself and not of a side chain.
    package let isMain: Bool
    /// What.
    package let kind: Kind

    /// What happened.
    package enum Kind: Sendable, Equatable {
      /// Somebody asked; how it begins, where a line says it.
      case prompt(String?)
      /// A model answered; its tokens are those of all its input, and its output.
      case response(model: String, input: Int64, output: Int64)
      /// A tool was called: how that ended (nil: it did not), how long it took and what it gave.
      case call(tool: String, outcome: String?, duration: Nanoseconds?, bytes: Int?)
      /// What was said before was summed up.
      case compaction
      /// The model gave an error.
      case error
    }
  }

  /// What an answer counts of a session, by time; what has none comes last.
  ///
  /// The lines of a session that was resumed tell what belongs to the one before, too, and lines of others
  /// tell what belongs to it: the answer alone knows.
  ///
  /// - Parameters:
  ///   - session: its id.
  ///   - answer: one that was asked for its work.
  package func entries(of session: Label, in answer: UsageAnswer) -> [Entry] {
    var entries: [(key: Label, entry: Entry)] = []
    for (key, row) in answer.work where row.session == session {
      if let entry = entry(key, row) { entries.append((key, entry)) }
    }
    func order(_ pair: (key: Label, entry: Entry)) -> (Int64, Label) {
      (pair.entry.time?.rawValue ?? .max, pair.key)
    }
    return entries.sorted { order($0) < order($1) }.map(\.entry)
  }

  /// What is known under a key by now.
  package func entry(_ key: Label) -> Entry? { rows[key].flatMap { entry(key, $0) } }

  private func entry(_ key: Label, _ row: AgentUsage.Row) -> Entry? {
    switch row.content {
    case .response(let response):
      return Entry(
        time: response.time.time, isMain: response.isMain || !response.tellers.contains(.record),
        kind: .response(
          model: response.place.model?.text ?? "unknown", input: response.tokens.context,
          output: response.tokens.output))
    case .call(let call): return entry(key, call)
    case .mark(let mark): return entry(mark)
    case .session, .rollout, .shared, .sums, .parts: return nil
    }
  }

  private func entry(_ key: Label, _ call: WorkCall) -> Entry {
    var duration: Nanoseconds?
    if case .valid(let length) = call.call.measured { duration = length }
    return Entry(
      time: call.time.time, isMain: true,
      kind: .call(
        tool: call.call.called.tool.text, outcome: call.call.end?.word, duration: duration,
        bytes: sizes[key]))
  }

  private func entry(_ mark: Mark) -> Entry? {
    let time = mark.time.time
    let kind: Entry.Kind
    switch mark.kind {
    case .prompt: kind = .prompt(time.flatMap { texts[$0.rawValue] })
    case .compaction: kind = .compaction
    case .error: kind = .error
    case .summary: kind = .compaction
    }
    return Entry(time: time, isMain: mark.isMain, kind: kind)
  }
}

extension AgentUsage.Row {
  /// The session that it belongs to; nil where it belongs to none, or is no piece of work.
  fileprivate var session: Label? {
    switch content {
    case .response(let response): response.place.session
    case .call(let call): call.place.session
    case .mark(let mark): mark.place.session
    case .session, .rollout, .shared, .sums, .parts: nil
    }
  }

  /// Whether it is something that happened.
  fileprivate var isEntry: Bool {
    switch content {
    case .response, .call: true
    case .mark(let mark): mark.kind != .summary
    case .session, .rollout, .shared, .sums, .parts: false
    }
  }
}

extension Event {
  /// What somebody asked, where the line says it.
  fileprivate var promptText: String? {
    if let prompt = string("prompt") { return prompt }
    if isFlagged("isMeta") || isFlagged("isCompactSummary") { return nil }
    guard let message = view(.message), let content = message.member("content") else { return nil }
    if let text = content.string { return text }
    var found: String?
    content.forEachElement { part in
      if found == nil, let text = part.member("text") { found = text.string }
    }
    return found
  }
}
