import Events

/// Taking in what lines tell. A key begins with a letter for the kind of its row, so that a response
/// and a session may have the same id.
extension Rows<AgentUsage.Row> {
  /// The key of the row that holds no state.
  static var sharedKey: Label { "" }

  /// What rows share, until it is given back.
  private mutating func takePlaces() -> SharedPlaces {
    self[Self.sharedKey, default: AgentUsage.Row(.shared([]))].takePlaces()
  }

  private mutating func giveBack(_ places: SharedPlaces) {
    self[Self.sharedKey, default: AgentUsage.Row(.shared([]))].content = .shared([places])
  }

  mutating func tell(response key: String, _ telling: ResponseTelling) {
    let key = Label(key)
    var places = takePlaces()
    defer { giveBack(places) }
    guard case .response(var response)? = self[key]?.content else {
      let response = Response(telling, in: &places)
      self[key] = AgentUsage.Row(.response(response))
      return change(nil, to: WorkShare(key, response))
    }
    let before = response
    response.join(telling, in: &places)
    // A line that is told again changes nothing, and so writes nothing.
    if response == before { return }
    self[key] = AgentUsage.Row(.response(response))
    self.change(WorkShare(key, before), to: WorkShare(key, response))
  }

  mutating func tell(
    call key: Label, _ called: CalledTool, at origin: Origin, _ change: (inout ToolCall) -> Void
  ) {
    let key = Label("t" + key.text)
    var places = takePlaces()
    defer { giveBack(places) }
    let tool = places.tool(called)
    var call: WorkCall
    var before: WorkShare?
    if case .call(let known)? = self[key]?.content {
      call = known
      before = WorkShare(known)
    } else {
      call = WorkCall(tool, at: origin, in: &places)
    }
    call.join(tool, at: origin, in: &places, change)
    self[key] = AgentUsage.Row(.call(call))
    self.change(before, to: WorkShare(call))
  }

  mutating func tell(
    _ kind: Mark.Kind, _ key: String, at origin: Origin, by teller: Teller, isMain: Bool = true
  ) {
    let key = Label(key)
    var places = takePlaces()
    defer { giveBack(places) }
    guard case .mark(var mark)? = self[key]?.content else {
      let mark = Mark(kind, at: origin, by: teller, isMain: isMain, in: &places)
      self[key] = AgentUsage.Row(.mark(mark))
      return change(nil, to: WorkShare(key, mark))
    }
    let before = WorkShare(key, mark)
    mark.join(at: origin, by: teller, isMain: isMain, in: &places)
    self[key] = AgentUsage.Row(.mark(mark))
    change(before, to: WorkShare(key, mark))
  }

  mutating func tell(session: Label?, _ change: (inout SessionFacts) -> Void) {
    guard let session else { return }
    let key = Label("s" + session.text)
    var facts = SessionFacts()
    var before: SessionFacts?
    if case .session(let known)? = self[key]?.content, let first = known.first {
      (facts, before) = (first, first)
    }
    change(&facts)
    if facts == before { return }
    self[key] = AgentUsage.Row(.session([facts]))
    if before == nil || before?.projectName != facts.projectName {
      changeSums(of: session) { sums in
        (sums.project, sums.hasFacts) = (facts.projectName, true)
      }
    }
  }
}

extension AgentUsage.Row {
  /// What it holds, if it is that row; it holds nothing until that is given back.
  fileprivate mutating func takePlaces() -> SharedPlaces {
    guard case .shared(let all) = content else { return SharedPlaces() }
    content = .shared([])
    return all.first ?? SharedPlaces()
  }
}
