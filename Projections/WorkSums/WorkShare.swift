import Events

/// What one row adds to sums.
struct WorkShare: Equatable, Sendable {
  let session: Label?
  let content: Content

  enum Content: Equatable, Sendable {
    case response(ResponseSums.Key, ResponseSums)
    case counts(WorkHour, WorkCounts)
    /// It depends on other rows: whoever asks looks at this one.
    case unsure(Label)
    case nothing
  }

  init(_ key: Label, _ response: Response) {
    session = response.place.session
    // Others may be told better, under ids that cannot be compared, or be part of a message.
    let isSure = (response.tellers.contains(.record) || key.isOfMessage) && !key.isLoose
    content =
      isSure ? .response(ResponseSums.Key(response), ResponseSums(response)) : .unsure(key)
  }

  init(_ call: WorkCall) {
    session = call.place.session
    var counts = WorkCounts()
    counts.calls = 1
    if call.call.end == .failure { counts.failures = 1 }
    content = .counts(WorkHour(call.time.time), counts)
  }

  init(_ key: Label, _ mark: Mark) {
    session = mark.place.session
    guard mark.kind != .error else {
      content = .nothing
      return
    }
    guard mark.tellers.contains(.record), mark.kind != .summary else {
      content = .unsure(key)
      return
    }
    var counts = WorkCounts()
    if mark.kind == .prompt { counts.prompts = 1 } else { counts.compactions = 1 }
    content = .counts(WorkHour(mark.time.time), counts)
  }
}

extension Rows<AgentUsage.Row> {
  /// The key of the row that says which parts of the sums there are.
  static var sumsKey: Label { "=sums" }

  /// The key of a part of the sums.
  static func sumsKey(_ part: Int) -> Label { Label("=sums \(part)") }

  mutating func change(_ old: WorkShare?, to new: WorkShare) {
    if old == new { return }
    if let old, old.session == new.session {
      return changeSums(of: new.session) { sums in
        sums.add(old.content, times: -1)
        sums.add(new.content, times: 1)
      }
    }
    if let old { changeSums(of: old.session) { $0.add(old.content, times: -1) } }
    changeSums(of: new.session) { $0.add(new.content, times: 1) }
  }

  mutating func changeSums(of session: Label?, _ change: (inout SessionSums) -> Void) {
    let part = WorkSums.part(of: session)
    let key = Self.sumsKey(part)
    if case .parts(let parts)? = self[Self.sumsKey]?.content, parts & 1 << part != 0 {
    } else {
      self[Self.sumsKey, default: AgentUsage.Row(.parts(0))].notePart(part)
    }
    self[key, default: AgentUsage.Row(.sums([WorkSums()]))].changeSums {
      $0.change(session, change)
    }
  }
}

extension AgentUsage.Row {
  fileprivate mutating func notePart(_ part: Int) {
    guard case .parts(let parts) = content else { return }
    content = .parts(parts | 1 << part)
  }

  /// Changes the sums that it is, if it is some; in place, because a copy would copy all of them.
  fileprivate mutating func changeSums(_ change: (inout WorkSums) -> Void) {
    guard case .sums(var all) = content, !all.isEmpty else { return }
    content = .sums([])
    defer { content = .sums(all) }
    change(&all[0])
  }
}
